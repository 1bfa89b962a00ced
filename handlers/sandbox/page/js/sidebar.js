/** @module sidebar The rail and the side bar: the workspace, its channels, the direct message, who is looking. */
import { connectPanel } from "./connect.js";
import { byId, el, fill, refill } from "./dom.js";
import { icon } from "./icons.js";
import { menu } from "./menu.js";
import { avatar, botName, nameOf, roleOf } from "./people.js";
import { goTo, viewAs } from "./place.js";
import { on, ownDm, state } from "./state.js";
import { themeButton } from "./theme.js";
import { unreadIn } from "./unread.js";

const sidebar = byId("sidebar");
const toggle = byId("menu-toggle");
const scrim = byId("scrim");

function badge(count) {
  if (!count) return null;
  return el("span", { class: "unread" }, count > 99 ? "99+" : count, el("span", { class: "hidden-visually" }, " unread"));
}

function row(id, sign, name, extra) {
  const unread = id === state.channel ? 0 : unreadIn(id);
  const here = id === state.channel;
  return el("li", {}, el("a", {
    class: `room${here ? " room--here" : ""}${unread ? " room--unread" : ""}`, href: `#${id}`,
    "aria-current": here ? "page" : null, data: { channel: id },
  }, el("span", { class: "room__sign", "aria-hidden": "true" }, sign), el("span", { class: "room__name" }, name), extra, badge(unread)));
}

function rooms() {
  const { channels, bot } = state.workspace;
  const dm = ownDm();
  const focused = sidebar.querySelector(".room:focus")?.dataset.channel;
  refill(byId("rooms"),
    el("h2", { class: "rooms__head", id: "rooms-channels" }, "Channels"),
    el("ul", { role: "list", "aria-labelledby": "rooms-channels" }, channels.map((channel) => row(channel.id, "#", channel.name))),
    el("h2", { class: "rooms__head", id: "rooms-dms" }, "Direct messages"),
    el("ul", { role: "list", "aria-labelledby": "rooms-dms" },
      dm ? row(dm, avatar(bot.user), botName(), el("span", { class: "badge-app" }, "APP")) : null));
  if (focused) sidebar.querySelector(`[data-channel="${focused}"]`)?.focus();
  document.title = title();
}

function title() {
  const { channels, dms } = state.workspace;
  const count = [...channels, ...dms].reduce((sum, room) => sum + unreadIn(room.id), 0);
  return `${count ? `(${count}) ` : ""}Surge sandbox`;
}

/** The switcher: whom the page is looking as. */
function switcher() {
  const options = state.workspace.users.map((user) => ({
    text: nameOf(user.id), value: user.id, description: roleOf(user), lead: avatar(user.id),
  }));
  const words = [el("small", {}, "Viewing as"), el("span", { class: "person__name" }, nameOf(state.user))];
  const made = menu({
    options, label: "Viewing as", chosen: [state.user], kind: "person", data: { user: state.user },
    face: [avatar(state.user), el("span", { class: "person__words" }, words), icon("caret")],
    onChoose: ([user]) => viewAs(user),
  });
  made.button.id = "person";
  made.button.setAttribute("aria-label", `Viewing as ${nameOf(state.user)}`);
  refill(byId("sidebar-foot"), made.node);
}

/** @param {boolean} open as a drawer, on a narrow screen */
export function drawer(open) {
  document.body.classList.toggle("has-drawer", open);
  toggle.setAttribute("aria-expanded", String(open));
  scrim.hidden = !open;
  if (open) sidebar.querySelector(".room--here, .room")?.focus();
}

function rail() {
  const theme = el("button", { id: "theme-toggle", type: "button", class: "rail__button", "aria-label": "Dark theme" }, icon("moon"));
  const one = (id, label, sign, click) => el("button", { id, type: "button", class: "rail__button", "aria-label": label, title: label, on: { click } },
    icon(sign), el("span", { class: "rail__word", "aria-hidden": "true" }, label));
  refill(byId("rail"),
    el("span", { class: "rail__tile", "aria-hidden": "true" }, [...state.workspace.team.name][0]),
    one("rail-home", "Home", "home", () => goTo(state.workspace.channels[0].id)),
    one("rail-dm", "DMs", "chat", () => goTo(ownDm())),
    el("span", { class: "rail__gap" }),
    one("connect-open", "Connect", "plug", connectPanel), theme);
  themeButton(theme);
}

/** Draw both, and again whenever something changes. */
export function startSidebar() {
  toggle.append(icon("menu"));
  fill(sidebar, [
    el("div", { class: "sidebar__head" }, el("span", { class: "sidebar__name" }, state.workspace.team.name)),
    el("div", { id: "rooms", class: "rooms" }),
    el("div", { id: "sidebar-foot", class: "sidebar__foot" }),
  ]);
  rail();
  on(["place", "messages", "unread", "user"], rooms);
  on("user", switcher);
  on("place", () => drawer(false));
  toggle.addEventListener("click", () => drawer(!document.body.classList.contains("has-drawer")));
  scrim.addEventListener("click", () => drawer(false));
  sidebar.addEventListener("keydown", steer);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !document.body.classList.contains("has-drawer")) return;
    drawer(false);
    toggle.focus();
  });
}

function steer(event) {
  const links = [...sidebar.querySelectorAll(".room")];
  const at = links.indexOf(document.activeElement);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (at < 0 || !step) return;
  event.preventDefault();
  links[(at + step + links.length) % links.length].focus();
}

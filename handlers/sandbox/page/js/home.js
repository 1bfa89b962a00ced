/** @module home The app's Home tab, beside the messages of its direct message. */
import { post } from "./api.js";
import { drawBlocks } from "./blocks/index.js";
import { byId, el, refill } from "./dom.js";
import { on, state, tell } from "./state.js";
import { surface } from "./surface.js";

const TABS = [["messages", "Messages"], ["home", "Home"]];

/** Ask the app for its home page; a page without one shows no tab. */
async function ask() {
  state.home = null;
  if (!state.channel.startsWith("D")) return;
  const user = state.user;
  const answer = await post("home", { user });
  if (user !== state.user) return;
  state.home = answer.view ?? null;
  tell("home");
}

function draw() {
  const direct = state.channel.startsWith("D") && state.home;
  const shown = direct && state.tab === "home";
  byId("tabs").hidden = !direct;
  byId("home").hidden = !shown;
  byId("scroller").hidden = Boolean(shown);
  if (!direct) return;
  refill(byId("tabs"), TABS.map(([id, name]) => el("button", {
    type: "button", role: "tab", class: "tab", "aria-selected": String((state.tab ?? "messages") === id), on: { click: () => turn(id) },
  }, name)));
  if (shown) refill(byId("home"), drawBlocks(state.home.blocks ?? [], surface("home", { view_id: state.home.id })));
}

function turn(tab) {
  state.tab = tab;
  draw();
  byId("tabs").querySelector("[aria-selected=true]").focus();
}

/** Show the tab from now on. */
export function startHome() {
  on("place", ask);
  on(["home", "tab", "place"], draw);
}

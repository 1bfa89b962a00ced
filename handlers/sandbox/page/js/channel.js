/** @module channel The messages of the channel or direct message now open. */
import { byId, el } from "./dom.js";
import { feed, rule } from "./feed.js";
import { icon } from "./icons.js";
import { messageItem } from "./message.js";
import { avatar, channelName } from "./people.js";
import { hashMessage } from "./place.js";
import { stickToEnd } from "./scroll.js";
import { on, state, tell, topLevel } from "./state.js";
import { dayKey, dayLabel } from "./time.js";
import { lastRead, markRead, ofOthers, unreadIn } from "./unread.js";

const TOGETHER = 5 * 60;

const list = byId("messages");
const pill = byId("new-pill");
const show = feed(list);
const scroll = stickToEnd(byId("scroller"), (atEnd) => atEnd && settle());

/** Where the "New" line stands: after what was read when the reader came, or last looked away; 0: nowhere. */
let marker = 0;

/** Open the channel that the state names. */
function enter() {
  marker = unreadIn(state.channel) ? lastRead(state.channel) : 0;
  list.setAttribute("aria-label", `Messages in ${state.channel.startsWith("D") ? "" : "#"}${channelName(state.channel)}`);
  draw();
  scroll.toEnd();
  const named = hashMessage() && list.querySelector(`[data-ts="${hashMessage()}"]`);
  if (!named) return;
  scroll.to(named);
  named.classList.add("message--named");
}

function draw() {
  const stay = scroll.atEnd();
  const messages = topLevel(state.channel);
  const away = !stay || document.hidden;
  const unread = messages.filter(isNew).length;
  if (away && unread) marker = lastRead(state.channel);
  show([intro(), ...items(messages), ...state.pending.filter((one) => one.channel === state.channel).map(waiting)]);
  if (stay) scroll.toEnd();
  settle();
  pill.hidden = stay || !unread;
  pill.replaceChildren(icon("down"), `${unread} new message${unread === 1 ? "" : "s"}`);
}

/** The reader sees the end of the list: it is read. */
function settle() {
  if (!scroll.atEnd() || document.hidden) return;
  pill.hidden = true;
  if (markRead(state.channel)) tell("unread");
}

function isNew(message) {
  return Number(message.ts) > lastRead(state.channel) && ofOthers(message);
}

function items(messages) {
  const now = new Date();
  let before = null;
  let marked = marker === 0;
  return messages.flatMap((message) => {
    const rules = [];
    if (!before || dayKey(before.ts) !== dayKey(message.ts)) rules.push(rule(`d${dayKey(message.ts)}`, dayLabel(message.ts, now), "day"));
    if (!marked && Number(message.ts) > marker && ofOthers(message)) {
      marked = true;
      rules.push(rule("new", "New", "new"));
    }
    const item = messageItem(message, { grouped: !rules.length && follows(before, message) });
    before = message;
    return [...rules, item];
  });
}

/** @returns {boolean} does the message go on where the one before stopped? */
export function follows(before, message) {
  return Boolean(before) && before.user === message.user && before.username === message.username
    && !before.ephemeral_to && !message.ephemeral_to && !message.reply_broadcast && !before.reply_broadcast
    && Number(message.ts) - Number(before.ts) < TOGETHER;
}

function intro() {
  const direct = state.channel.startsWith("D");
  const name = channelName(state.channel);
  const words = direct
    ? "What you ask Surge here, and what it tells you, stays between the two of you. Watch a share and its moves arrive here."
    : "Alerts and briefs arrive here for everyone. What you ask with /surge is shown only to you.";
  const draw = () => el("li", { class: "intro" },
    direct ? avatar(state.workspace.bot.user) : el("span", { class: "intro__sign", "aria-hidden": "true" }, "#"),
    el("h2", { class: "intro__title" }, direct ? name : `Welcome to #${name}`),
    el("p", { class: "intro__words" }, words));
  return { key: "intro", sign: `${state.channel}${state.user}`, draw };
}

function waiting(one) {
  const draw = () => el("li", {}, el("div", { class: "waiting", role: "status" }, avatar(state.workspace.bot.user),
    el("span", {}, "Surge is looking ", el("code", {}, one.text)),
    el("span", { class: "dots", "aria-hidden": "true" }, el("i"), el("i"), el("i"))));
  return { key: `p${one.id}`, sign: one.text, draw };
}

/** Draw now, and whenever something changes. */
export function startChannel() {
  on("place", enter);
  on(["messages", "pending", "thread"], draw);
  on("leaving", () => markRead(state.channel));
  pill.addEventListener("click", () => scroll.toEnd(true));
  document.addEventListener("visibilitychange", settle);
}

/** Show what the reader just did, wherever they had scrolled to. */
export function showEnd() {
  marker = 0;
  scroll.toEnd();
}

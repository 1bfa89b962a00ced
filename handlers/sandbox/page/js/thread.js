/** @module thread The pane at the side: one message and what was answered to it. */
import { byId, el } from "./dom.js";
import { follows } from "./channel.js";
import { feed, rule } from "./feed.js";
import { icon } from "./icons.js";
import { messageItem, openThread } from "./message.js";
import { channelName } from "./people.js";
import { stickToEnd } from "./scroll.js";
import { messagesIn, on, repliesTo, state } from "./state.js";

const pane = byId("thread");
const show = feed(byId("thread-messages"));
const scroll = stickToEnd(byId("thread-scroller"));
let opened = null;

function draw() {
  pane.hidden = !state.thread;
  document.body.classList.toggle("has-thread", Boolean(state.thread));
  if (!state.thread) {
    giveBack();
    return;
  }
  byId("thread-where").textContent = state.channel.startsWith("D") ? channelName(state.channel) : `#${channelName(state.channel)}`;
  const parent = messagesIn(state.channel).find((message) => message.ts === state.thread);
  const replies = repliesTo(state.channel, state.thread);
  const count = replies.length === 1 ? "1 reply" : `${replies.length} replies`;
  show([
    parent ? messageItem(parent, { grouped: false, inThread: true }) : missing(),
    ...(replies.length ? [rule("count", count, "thread-count")] : []),
    ...replies.map((reply, at) => messageItem(reply, { grouped: follows(replies[at - 1], reply), inThread: true })),
  ]);
  if (scroll.atEnd()) scroll.toEnd();
  if (opened !== state.thread) {
    opened = state.thread;
    byId("thread-input").focus();
  }
}

function missing() {
  return { key: "missing", sign: "", draw: () => el("li", { class: "intro" }, el("p", {}, "The first message is gone.")) };
}

/** The keyboard goes back to the message the thread belongs to. */
function giveBack() {
  if (!opened) return;
  const message = document.querySelector(`#messages [data-ts="${CSS.escape(opened)}"]`);
  opened = null;
  (message ?? byId("composer-input")).focus({ preventScroll: true });
}

/** Draw whenever something changes; Esc and the cross close the pane. */
export function startThread() {
  byId("thread-close").append(icon("close"));
  byId("thread-close").addEventListener("click", () => openThread(null));
  pane.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) openThread(null);
  });
  on(["messages", "thread", "place"], draw);
}

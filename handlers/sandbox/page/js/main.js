/** @module main Starts the page: asks what there is, draws it, and listens. */
import { get } from "./api.js";
import { fetchAll, note } from "./catch_up.js";
import { showEnd, startChannel } from "./channel.js";
import { startChips } from "./chips.js";
import { composer } from "./composer.js";
import { byId, el, refill } from "./dom.js";
import { startHome } from "./home.js";
import { dropView, showView, startModals } from "./modal.js";
import { authorOf, channelName } from "./people.js";
import { arrive, firstUser, viewAs } from "./place.js";
import { hear, startReplay } from "./replay.js";
import { answered, refused, say } from "./say.js";
import { startSidebar } from "./sidebar.js";
import { drop, keep, on, state, tell, visible } from "./state.js";
import { listen } from "./stream.js";
import { onRefusal } from "./surface.js";
import { startThread } from "./thread.js";
import { forgetRead, ofOthers } from "./unread.js";

let stopListening = () => {};
let live = false;

/** Who and what there is, commands included; connection and replay are told by the stream itself. */
async function fetchWorkspace() {
  const workspace = await get("workspace");
  if (workspace.ok) state.workspace = workspace;
}

const EVENTS = {
  message: ({ message }) => {
    note(message);
    keep(message);
    answered(message);
    announce(message);
    tell("messages");
  },
  update: ({ message }) => {
    note(message);
    keep(message);
    tell("messages");
  },
  delete: ({ channel, ts }) => {
    note({ channel, ts });
    drop(channel, ts);
    tell("messages");
  },
  view: ({ view }) => showView(view),
  view_closed: ({ view_id: id }) => dropView(id),
  home: ({ view }) => {
    state.home = view;
    tell("home");
  },
  replay: ({ replay }) => hear(replay),
  connected: ({ connected }) => {
    state.connected = connected;
    tell("connected");
    fetchWorkspace();
  },
  reset: () => {
    forgetRead();
    Object.assign(state, { messages: new Map(), pending: [], views: [], thread: null, home: null });
    tell("views", "thread", "place");
    fetchAll();
  },
};

function announce(message) {
  if (!visible(message) || !ofOthers(message)) return;
  const where = message.channel === state.channel ? "" : ` in ${channelName(message.channel)}`;
  byId("announcer").textContent = `${authorOf(message)}${where}: ${message.text.slice(0, 300)}`;
}

async function changePerson() {
  stopListening();
  state.messages = new Map();
  stopListening = listen(state.user, (kind, data) => EVENTS[kind](data), (now) => {
    if (now) fetchAll();
    live = now;
    tell("connected");
  });
  await fetchAll();
  arrive();
}

function showStatus() {
  const words = !live ? "Connecting…" : state.connected ? "Surge is connected" : "Surge is starting…";
  const kind = !live ? "wait" : state.connected ? "on" : "wait";
  if (byId("status").textContent !== words) refill(byId("status"), el("i", { class: `lamp lamp--${kind}`, "aria-hidden": "true" }), el("span", {}, words));
  const notice = byId("notice");
  notice.hidden = state.connected;
  notice.textContent = state.connected ? "" : "Surge is starting… commands will be answered in a moment.";
}

function showTitle() {
  const direct = state.channel.startsWith("D");
  refill(byId("channel-title"), el("span", { class: "topbar__sign", "aria-hidden": "true" }, direct ? "" : "#"), channelName(state.channel));
}

function startComposers() {
  const main = composer(byId("composer"), { id: "composer-input", onSend: (text) => say(text) });
  const reply = composer(byId("thread-composer"), { id: "thread-input", onSend: (text) => say(text, state.thread) });
  reply.name("Reply…");
  on("place", () => {
    const direct = state.channel.startsWith("D");
    main.name(`Message ${direct ? "" : "#"}${channelName(state.channel)}`);
    if (matchMedia("(hover: hover)").matches && !state.views.length) main.input.focus();
  });
  startChips(async (text) => {
    showEnd();
    if (!(await say(text))) main.type(text);
  });
  document.addEventListener("keydown", (event) => {
    const free = event.target === document.body || event.target.classList?.contains("message");
    if (event.key === "/" && free) {
      event.preventDefault();
      main.type("/");
    }
  });
}

async function start() {
  let workspace = await get("workspace");
  while (!workspace.ok) {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    workspace = await get("workspace");
  }
  state.workspace = workspace;
  state.connected = workspace.connected;
  startSidebar();
  startChannel();
  startThread();
  startComposers();
  startModals();
  startHome();
  startReplay();
  onRefusal((channel, answer) => refused(channel, answer));
  on("place", showTitle);
  on("connected", showStatus);
  on("user", changePerson);
  addEventListener("hashchange", arrive);
  viewAs(firstUser());
}

start();

/** @module message One message, as Slack shows it. */
import { askedBy } from "./asked.js";
import { drawBlocks } from "./blocks/index.js";
import { el } from "./dom.js";
import { icon } from "./icons.js";
import { mrkdwn } from "./mrkdwn.js";
import { authorOf, avatar, channelName, isBot } from "./people.js";
import { isReply, repliesTo, state, tell } from "./state.js";
import { surface } from "./surface.js";
import { clockOf, fullTimeOf } from "./time.js";

/**
 * @typedef {import("./state.js").Message} Message
 * @typedef {object} Look
 * @property {boolean} grouped follows another of the same author: no face, no name
 * @property {boolean} [inThread] stands in the thread pane
 */

/**
 * @param {Message} message
 * @param {Look} look
 * @returns {import("./feed.js").Item}
 */
export function messageItem(message, look) {
  const replies = look.inThread ? [] : repliesTo(message.channel, message.ts);
  const command = askedBy(message.ts);
  const open = !look.inThread && state.thread === message.ts;
  const sign = JSON.stringify([message, look, replies.map((reply) => reply.ts), command, open]);
  return { key: `m${message.ts}`, sign, draw: () => el("li", {}, draw(message, look, replies, command)) };
}

function draw(message, look, replies, command) {
  const name = authorOf(message);
  const kinds = [look.grouped && "message--grouped", message.ephemeral_to && "message--ephemeral",
    !look.inThread && state.thread === message.ts && "message--open"].filter(Boolean);
  return el("article", {
    class: ["message", ...kinds].join(" "), tabindex: "-1", data: { ts: message.ts },
    "aria-label": `${name}, ${fullTimeOf(message.ts)}${message.ephemeral_to ? ", only visible to you" : ""}`,
  },
  message.ephemeral_to ? ephemeralLine(command) : null,
  message.reply_broadcast && isReply(message) ? broadcastLine(message, look) : null,
  el("div", { class: "message__row" },
    el("div", { class: "message__gutter" }, look.grouped ? stamp(message, "message__time--side") : avatar(message.user)),
    el("div", { class: "message__main" },
      look.grouped ? null : head(message, name),
      body(message),
      message.edited ? el("span", { class: "message__edited" }, "(edited)") : null,
      replies.length ? threadLine(message, replies) : null)),
  toolbar(message, look));
}

function stamp(message, kind) {
  return el("time", { class: `message__time ${kind}`, title: fullTimeOf(message.ts) }, clockOf(message.ts));
}

function head(message, name) {
  return el("div", { class: "message__head" },
    el("span", { class: "message__name" }, name),
    isBot(message) ? el("span", { class: "badge-app" }, "APP") : null,
    stamp(message, ""));
}

function body(message) {
  const home = surface("message", { channel: message.channel, message_ts: message.ts });
  if (message.blocks?.length) return drawBlocks(message.blocks, home);
  return el("div", { class: "message__text" }, mrkdwn(message.text));
}

function ephemeralLine(command) {
  return el("div", { class: "message__note" }, icon("eye"), el("span", {}, "Only visible to you"),
    command ? el("code", { class: "message__command" }, command) : null);
}

function broadcastLine(message, look) {
  if (look.inThread) {
    return el("div", { class: "message__note" }, icon("thread"), `Also sent to #${channelName(message.channel)}`);
  }
  return el("div", { class: "message__note" }, icon("thread"), el("span", {}, "replied to a thread: ",
    el("button", { type: "button", class: "link-button", on: { click: () => openThread(message.thread_ts) } }, "see the thread")));
}

function threadLine(message, replies) {
  const words = replies.length === 1 ? "1 reply" : `${replies.length} replies`;
  const faces = [...new Set(replies.map((reply) => reply.user))].slice(0, 3).map(avatar);
  return el("button", { type: "button", class: "thread-line", on: { click: () => openThread(message.ts) } },
    el("span", { class: "thread-line__faces" }, faces), el("strong", {}, words),
    el("span", { class: "thread-line__last" }, `Last reply ${clockOf(replies.at(-1).ts)}`));
}

function toolbar(message, look) {
  const one = (label, sign, click) => el("button", { type: "button", class: "icon-button", "aria-label": label, title: label, on: { click } }, icon(sign));
  const copy = () => navigator.clipboard?.writeText(message.text);
  const buttons = message.ephemeral_to
    ? [one("Copy text", "copy", copy), one("Dismiss message", "close", () => dismiss(message.ts))]
    : [look.inThread ? null : one("Reply in thread", "thread", () => openThread(isReply(message) ? message.thread_ts : message.ts)),
      one("Copy text", "copy", copy)];
  return el("div", { class: "message__tools", role: "group", "aria-label": "Message actions" }, buttons);
}

function dismiss(ts) {
  state.dismissed.add(ts);
  tell("messages");
}

/** @param {string | null} ts the parent's; null closes the pane */
export function openThread(ts) {
  state.thread = ts;
  tell("thread");
}

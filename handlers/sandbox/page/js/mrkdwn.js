/** @module mrkdwn Slack's mrkdwn as DOM nodes. */
import { el, link } from "./dom.js";
import { emoji } from "./emoji.js";
import { parse } from "./mrkdwn_parse.js";
import { channelName, nameOf } from "./people.js";
import { state } from "./state.js";
import { slackDate } from "./time.js";

/**
 * @param {string} id
 * @param {string} [label] said when the id is not known here
 */
export function userMention(id, label) {
  const known = nameOf(id);
  const own = id === state.user ? " mention--own" : "";
  return el("span", { class: `mention${own}` }, `@${known === id && label ? label : known}`);
}

/**
 * @param {string} id
 * @param {string} [label]
 */
export function channelMention(id, label) {
  const known = channelName(id);
  return el("a", { class: "mention", href: `#${id}` }, `#${known === id && label ? label : known}`);
}

/** @param {string} name a shortcode without colons */
export function emojiNode(name) {
  const drawn = emoji(name);
  if (!drawn) return `:${name}:`;
  return el("span", { class: "emoji", role: "img", "aria-label": name.replace(/_/g, " "), title: `:${name}:` }, drawn);
}

const DRAW = {
  text: (piece) => piece.text,
  bold: (piece) => el("strong", {}, nodes(piece.children)),
  italic: (piece) => el("em", {}, nodes(piece.children)),
  strike: (piece) => el("s", {}, nodes(piece.children)),
  code: (piece) => el("code", {}, piece.text),
  pre: (piece) => el("pre", {}, piece.text),
  quote: (piece) => el("blockquote", {}, nodes(piece.children)),
  lines: (piece) => el("span", { class: "lines" }, nodes(piece.children)),
  link: (piece) => link(piece.url, piece.label ?? piece.url),
  user: (piece) => userMention(piece.id, piece.label),
  channel: (piece) => channelMention(piece.id, piece.label),
  broadcast: (piece) => el("span", { class: "mention mention--own" }, piece.text),
  emoji: (piece) => emojiNode(piece.text),
  date: (piece) => dateNode(piece.unix, piece.pattern, piece.label, piece.url),
};

function nodes(pieces) {
  return pieces.map((piece) => DRAW[piece.type](piece));
}

/**
 * @param {number} unix
 * @param {string} pattern
 * @param {string} fallback
 * @param {string} [url]
 */
export function dateNode(unix, pattern, fallback, url) {
  const said = slackDate(unix, pattern, fallback);
  const time = el("time", { title: fallback }, said);
  return url ? link(url, time) : time;
}

/**
 * @param {string} text
 * @param {{verbatim?: boolean}} [options]
 * @returns {HTMLElement}
 */
export function mrkdwn(text, options) {
  return el("div", { class: "mrkdwn" }, nodes(parse(String(text ?? ""), options)));
}

/**
 * A text object: `plain_text` or `mrkdwn`.
 * @param {any} object
 * @returns {HTMLElement}
 */
export function textObject(object) {
  if (object?.type === "mrkdwn") return mrkdwn(object.text, { verbatim: object.verbatim });
  return el("span", { class: "plain" }, plain(object));
}

/**
 * @param {any} object a text object, a string or nothing
 * @returns {string} its words; shortcodes are drawn unless the object forbids it.
 */
export function plain(object) {
  const text = typeof object === "string" ? object : (object?.text ?? "");
  if (object?.emoji === false) return text;
  return text.replace(/:([a-z0-9_+-]+):/g, (whole, name) => emoji(name) ?? whole);
}

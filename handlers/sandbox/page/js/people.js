/** @module people Names and faces. */
import { el } from "./dom.js";
import { surgeMark } from "./icons.js";
import { state } from "./state.js";

/** Who speaks when only this page has something to say, as Slackbot would. */
export const SANDBOX = "USLACKBOT";

/** @returns {string} the app's name as people write it; its handle is in small letters. */
export function botName() {
  const { name = "surge", real_name: shown } = state.workspace?.bot ?? {};
  return shown || name.charAt(0).toUpperCase() + name.slice(1);
}

/**
 * @param {string} id
 * @returns {string} how the person, or the app, is called.
 */
export function nameOf(id) {
  const { bot, users } = state.workspace ?? { bot: {}, users: [] };
  if (id === bot.user || id === bot.id) return botName();
  if (id === SANDBOX) return "Sandbox";
  const person = users.find((user) => user.id === id);
  return person?.real_name || person?.name || id;
}

/**
 * @param {string} id
 * @returns {string} a channel's name without its sign, a DM by the app's name.
 */
export function channelName(id) {
  if (id.startsWith("D")) return botName();
  return state.workspace?.channels.find((channel) => channel.id === id)?.name ?? id;
}

/** @param {import("./state.js").Message} message */
export function isBot(message) {
  const bot = state.workspace?.bot ?? {};
  return Boolean(message.bot) || message.user === bot.user || message.user === bot.id;
}

/** @param {import("./state.js").Message} message */
export function authorOf(message) {
  return message.username || nameOf(message.user);
}

/**
 * @param {string} id
 * @returns {HTMLElement} a square portrait: Surge's mark, or the person's initials on their own colour.
 */
export function avatar(id) {
  const bot = state.workspace?.bot ?? {};
  if (id === bot.user || id === bot.id) return el("span", { class: "avatar avatar--app" }, surgeMark());
  const name = nameOf(id);
  const initials = name.split(/\s+/).map((word) => [...word][0] ?? "").slice(0, 2).join("").toUpperCase();
  const users = state.workspace?.users ?? [];
  const tint = Math.max(0, users.findIndex((user) => user.id === id)) % 5;
  return el("span", { class: `avatar avatar--${tint}`, "aria-hidden": "true" }, initials);
}

/**
 * @param {any} person one of the workspace's users
 * @returns {string} "admin", "guest" or "".
 */
export function roleOf(person) {
  if (person.is_admin) return "admin";
  return person.is_restricted ? "guest" : "";
}

/** @module unread What each person has read, kept in this browser. */
import { isBot } from "./people.js";
import { state, topLevel } from "./state.js";

const key = () => `surge.read.${state.user}`;

/** @returns {Record<string, string>} channel to the last ts read */
function marks() {
  try {
    return JSON.parse(localStorage.getItem(key()) ?? "{}");
  } catch {
    return {};
  }
}

/**
 * @param {string} channel
 * @returns {number} the last ts read there as a number; 0 when it was never open.
 */
export function lastRead(channel) {
  return Number(marks()[channel] ?? 0);
}

/** @param {string} channel */
export function markRead(channel) {
  const last = topLevel(channel).at(-1)?.ts;
  if (!last || Number(last) <= lastRead(channel)) return false;
  localStorage.setItem(key(), JSON.stringify({ ...marks(), [channel]: last }));
  return true;
}

/** Forget all marks of everyone: the sandbox began anew. */
export function forgetRead() {
  for (const name of Object.keys(localStorage)) {
    if (name.startsWith("surge.read.")) localStorage.removeItem(name);
  }
}

/**
 * @param {string} channel
 * @returns {number} how many messages of others stand there unread.
 */
export function unreadIn(channel) {
  const since = lastRead(channel);
  return topLevel(channel).filter((message) => Number(message.ts) > since && ofOthers(message)).length;
}

/** @param {import("./state.js").Message} message */
export function ofOthers(message) {
  return isBot(message) || message.user !== state.user;
}

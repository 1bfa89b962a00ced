/** @module surface Where blocks stand, and how what is done there reaches the app. */
import { post } from "./api.js";
import { confirmed } from "./confirm.js";
import { state } from "./state.js";

/**
 * @typedef {object} Surface
 * @property {"message" | "modal" | "home"} kind
 * @property {(element: any, block: any, value: unknown, source?: HTMLElement) => Promise<boolean>} act
 *   tell the app what was done, after any confirmation; answers whether it was told.
 * @property {(element: any, block: any, read: () => unknown) => void} hold
 *   remember how to read an element that has a value (a modal submits them all).
 * @property {(element: any, block: any) => unknown} kept the value before a redraw, or undefined.
 */

/** What to do when the app did not take an action; set by the page. */
let complain = (/** @type {string} */ _channel, /** @type {any} */ _answer) => {};

/** @param {(channel: string, answer: any) => void} listener */
export function onRefusal(listener) {
  complain = listener;
}

/**
 * @param {Surface["kind"]} kind
 * @param {Record<string, string>} where `message_ts` or `view_id`
 * @returns {Surface}
 */
export function surface(kind, where) {
  const held = { hold: () => {}, kept: () => undefined };
  return { kind, ...held, act: (...done) => act(where, ...done) };
}

async function act(where, element, block, value, source) {
  if (!(await confirmed(element.confirm))) return false;
  source?.setAttribute("aria-busy", "true");
  const answer = await post("action", {
    user: state.user, channel: state.channel, ...where,
    action_id: element.action_id, block_id: block.block_id, value: value ?? null,
  });
  source?.removeAttribute("aria-busy");
  if (!answer.ok) complain(where.channel ?? state.channel, answer);
  return Boolean(answer.ok);
}

/** @module feed A list that redraws only what changed, and keeps the keyboard where it was. */
import { el } from "./dom.js";

/**
 * @typedef {{key: string, sign: string, draw: () => HTMLElement}} Item
 *   `sign` changes whenever the drawing would.
 */

/**
 * @param {HTMLElement} list
 * @returns {(items: Item[]) => void} shows exactly these items, in this order.
 */
export function feed(list) {
  /** @type {Map<string, {sign: string, node: HTMLElement}>} */
  let shown = new Map();
  list.addEventListener("keydown", (event) => steer(event, list));
  return (items) => {
    const next = new Map();
    let place = list.firstElementChild;
    for (const item of items) {
      const old = shown.get(item.key);
      const node = settled(item, old);
      if (place && place === old?.node) place = node;
      next.set(item.key, { sign: item.sign, node });
      if (node === place) place = place.nextElementSibling;
      else list.insertBefore(node, place);
    }
    for (const [key, { node }] of shown) if (next.get(key)?.node !== node) node.remove();
    shown = next;
    rove(list);
  };
}

function settled(item, old) {
  if (old?.sign === item.sign) return old.node;
  const node = item.draw();
  if (!old) return node;
  const focused = old.node.contains(document.activeElement) && document.activeElement.dataset.actionId;
  const within = old.node.contains(document.activeElement);
  old.node.replaceWith(node);
  if (focused) node.querySelector(`[data-action-id="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  else if (within) node.querySelector(".message")?.focus({ preventScroll: true });
  return node;
}

/** One message is in the tab order; the arrows move among them. */
function rove(list) {
  const messages = [...list.querySelectorAll(".message")];
  if (messages.some((message) => message.tabIndex === 0)) return;
  if (messages.length) messages.at(-1).tabIndex = 0;
}

function steer(event, list) {
  if (!event.target.classList.contains("message")) return;
  const messages = [...list.querySelectorAll(".message")];
  const at = messages.indexOf(event.target);
  const moves = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: messages.length - 1 };
  const next = messages[moves[event.key]];
  if (!next) return;
  event.preventDefault();
  messages[at].tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
  next.scrollIntoView({ block: "nearest" });
}

/**
 * @param {string} key
 * @param {string} words
 * @param {string} kind a class
 * @returns {Item} a line across the list, such as a day.
 */
export function rule(key, words, kind) {
  return { key, sign: words, draw: () => el("li", { class: kind, role: "separator", "aria-label": words }, el("span", {}, words)) };
}

/** @module blocks/header */
import { el } from "../dom.js";
import { plain } from "../mrkdwn.js";

/** @param {any} block */
export function header(block) {
  const level = Math.min(4, Math.max(1, Number(block.level) || 1));
  return el("div", { class: `header header--${level}`, role: "heading", "aria-level": level + 2 }, plain(block.text));
}

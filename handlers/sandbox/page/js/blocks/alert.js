/** @module blocks/alert A coloured notice; its level is said in words too. */
import { el } from "../dom.js";
import { textObject } from "../mrkdwn.js";

const SIGNS = { default: "", info: "ℹ️", warning: "⚠️", error: "⛔", success: "✅" };

/** @param {any} block */
export function alert(block) {
  const level = Object.hasOwn(SIGNS, block.level) ? block.level : "default";
  const sign = SIGNS[level] && el("span", { class: "emoji", role: "img", "aria-label": level }, SIGNS[level]);
  return el("div", { class: `alert alert--${level}`, role: "note" }, sign, textObject(block.text));
}

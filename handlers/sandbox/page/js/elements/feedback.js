/** @module elements/feedback Feedback and icon buttons of `context_actions`. */
import { el } from "../dom.js";
import { icon } from "../icons.js";
import { plain } from "../mrkdwn.js";

/**
 * @param {any} element
 * @param {import("../surface.js").Surface} surface
 * @param {any} block
 */
export function feedbackButtons(element, surface, block) {
  const one = (given, sign) => given && small(plain(given.text), sign, element, surface, block, given.value);
  return el("span", { class: "context__icons" }, one(element.positive_button, "up"), one(element.negative_button, "thumbdown"));
}

/**
 * @param {any} element
 * @param {import("../surface.js").Surface} surface
 * @param {any} block
 */
export function iconButton(element, surface, block) {
  const sign = element.icon === "trash" ? "trash" : "more";
  return small(plain(element.text), sign, element, surface, block, element.value);
}

function small(label, sign, element, surface, block, value) {
  const node = el("button", {
    class: "icon-button", type: "button", "aria-label": label, title: label,
    data: { actionId: element.action_id ?? "", blockId: block.block_id ?? "" },
    on: { click: () => surface.act(element, block, value, node) },
  }, icon(sign));
  return node;
}

/** @module blocks/input A labelled field, with its hint and its error. */
import { el, freshId } from "../dom.js";
import { drawElement } from "../elements/index.js";
import { plain } from "../mrkdwn.js";

/**
 * @param {any} block
 * @param {import("../surface.js").Surface} surface
 */
export function input(block, surface) {
  const label = freshId("label");
  const hint = freshId("hint");
  const error = freshId("error");
  const silent = block.dispatch_action ? surface : { ...surface, act: async () => false };
  const field = drawElement(block.element, silent, block);
  const control = field.matches?.("input, textarea, [role]") ? field : (field.querySelector?.("button") ?? field);
  control.removeAttribute?.("aria-label");
  control.setAttribute?.("aria-labelledby", label);
  control.setAttribute?.("aria-describedby", `${hint} ${error}`);
  if (!block.optional) control.setAttribute?.("aria-required", "true");
  return el("div", { class: "field", data: { field: block.block_id ?? "" } },
    el("div", { class: "field__label", id: label, on: { click: () => control.focus?.() } }, plain(block.label),
      block.optional ? el("span", { class: "field__optional" }, " (optional)") : null),
    field,
    el("div", { class: "field__hint", id: hint }, plain(block.hint)),
    el("div", { class: "field__error", id: error, role: "alert" }));
}

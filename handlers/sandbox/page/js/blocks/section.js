/** @module blocks/section Text, fields in two columns, and something at the side. */
import { el } from "../dom.js";
import { drawElement } from "../elements/index.js";
import { textObject } from "../mrkdwn.js";

/**
 * @param {any} block
 * @param {import("../surface.js").Surface} surface
 */
export function section(block, surface) {
  const fields = (block.fields ?? []).map((field) => el("div", { class: "section__field" }, textObject(field)));
  return el("div", { class: "section" },
    el("div", { class: "section__words" },
      block.text && textObject(block.text),
      fields.length ? el("div", { class: "section__fields" }, fields) : null),
    block.accessory && el("div", { class: "section__side" }, drawElement(block.accessory, surface, block)));
}

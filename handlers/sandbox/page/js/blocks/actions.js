/** @module blocks/actions A row of things to press. */
import { el } from "../dom.js";
import { drawElement } from "../elements/index.js";

/**
 * @param {any} block
 * @param {import("../surface.js").Surface} surface
 */
export function actions(block, surface) {
  return el("div", { class: "actions" }, (block.elements ?? []).map((element) => drawElement(element, surface, block)));
}

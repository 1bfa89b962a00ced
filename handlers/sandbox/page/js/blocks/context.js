/** @module blocks/context Small print, and the small buttons under an answer. */
import { el } from "../dom.js";
import { drawElement } from "../elements/index.js";
import { imageElement } from "../elements/image.js";
import { textObject } from "../mrkdwn.js";

/** @param {any} block */
export function context(block) {
  const one = (element) => (element.type === "image" ? imageElement(element) : textObject(element));
  return el("div", { class: "context" }, (block.elements ?? []).map(one));
}

/**
 * @param {any} block
 * @param {import("../surface.js").Surface} surface
 */
export function contextActions(block, surface) {
  return el("div", { class: "context" }, (block.elements ?? []).map((element) => drawElement(element, surface, block)));
}

/** @module blocks/container A titled frame around other blocks, which may fold. */
import { el } from "../dom.js";
import { plain } from "../mrkdwn.js";
import { richText } from "./rich_text.js";

/**
 * @param {any} block
 * @param {import("../surface.js").Surface} surface
 * @param {(blocks: any[], surface: any) => Node} drawInside
 */
export function container(block, surface, drawInside) {
  const title = block.rich_text_title ? richText(block.rich_text_title) : plain(block.title);
  const head = [el("span", { class: "container__title" }, title),
    block.subtitle && el("span", { class: "container__subtitle" }, plain(block.subtitle))];
  const inside = drawInside(block.child_blocks ?? [], surface);
  if (!block.is_collapsible) return el("div", { class: "container" }, el("div", { class: "container__head" }, head), inside);
  return el("details", { class: "container", open: !block.default_collapsed }, el("summary", { class: "container__head" }, head), inside);
}

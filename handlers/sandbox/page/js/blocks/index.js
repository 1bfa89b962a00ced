/** @module blocks Every block the page can draw, by its type. To add one: one file, one line here. */
import { el } from "../dom.js";
import { actions } from "./actions.js";
import { alert } from "./alert.js";
import { card, carousel } from "./card.js";
import { container } from "./container.js";
import { context, contextActions } from "./context.js";
import { dataTable } from "./data_table.js";
import { dataVisualization } from "./data_visualization.js";
import { header } from "./header.js";
import { image } from "./image.js";
import { input } from "./input.js";
import { markdownBlock } from "./markdown.js";
import { richText } from "./rich_text.js";
import { section } from "./section.js";
import { table } from "./table.js";

/** @typedef {import("../surface.js").Surface} Surface */

/** @type {Record<string, (block: any, surface: Surface, inside: typeof drawBlocks) => Node>} `inside` draws the blocks a block holds */
const BLOCKS = {
  actions,
  alert,
  card,
  carousel,
  container,
  context,
  context_actions: contextActions,
  data_table: dataTable,
  data_visualization: dataVisualization,
  divider: () => el("hr", { class: "divider" }),
  header,
  image,
  input,
  markdown: markdownBlock,
  rich_text: richText,
  section,
  table,
};

/**
 * @param {any} block
 * @param {Surface} surface
 * @returns {HTMLElement} the block; a labelled placeholder for a type not known, or malformed.
 */
export function drawBlock(block, surface) {
  const type = String(block?.type ?? "nothing");
  const draw = Object.hasOwn(BLOCKS, type) ? BLOCKS[type] : null;
  try {
    return el("div", { class: `block block--${type}`, data: { block: type } }, draw ? draw(block, surface, drawBlocks) : unknown(type));
  } catch (error) {
    console.warn("A block could not be drawn", type, error);
    return el("div", { class: "block", data: { block: type } }, unknown(type));
  }
}

function unknown(type) {
  return el("div", { class: "placeholder", role: "note" }, el("strong", {}, type), " block: not drawn in the sandbox");
}

/**
 * @param {any[]} blocks
 * @param {Surface} surface
 * @returns {HTMLElement}
 */
export function drawBlocks(blocks, surface) {
  return el("div", { class: "blocks" }, blocks.map((block) => drawBlock(block, surface)));
}

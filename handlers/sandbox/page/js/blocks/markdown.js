/** @module blocks/markdown */
import { markdown } from "../markdown.js";

/** @param {any} block */
export function markdownBlock(block) {
  return markdown(block.text);
}

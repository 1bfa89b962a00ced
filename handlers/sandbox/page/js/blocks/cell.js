/** @module blocks/cell What stands in a cell of `table` and `data_table`. */
import { richText } from "./rich_text.js";

/**
 * @param {any} cell
 * @returns {import("../dom.js").Child} its words as they are: raw text knows no shortcodes
 */
export function drawCell(cell) {
  if (cell?.type === "rich_text") return richText(cell);
  return cell?.text ?? String(cell?.value ?? "");
}

/**
 * @param {any} cell
 * @returns {string | number} what to sort by: the number behind the words, else the words.
 */
export function sortKey(cell) {
  if (cell?.type === "raw_number" && Number.isFinite(Number(cell.value))) return Number(cell.value);
  const words = cell?.type === "rich_text" ? richText(cell).textContent : String(cell?.text ?? "");
  const number = Number(words.replace(/[,%+\s]/g, "").replace(/[−–]/g, "-").replace(/^[▲▼]/, ""));
  return words.trim() && Number.isFinite(number) ? number : words;
}

/** @module blocks/table A plain table; it scrolls inside its message when it is wide. */
import { el } from "../dom.js";
import { drawCell } from "./cell.js";

/** @param {any} block */
export function table(block) {
  const columns = block.column_settings ?? [];
  const [head, ...body] = block.rows ?? [];
  const row = (cells, tag) => el("tr", {}, (cells ?? []).map((cell, index) => {
    const wraps = columns[index]?.is_wrapped ? " is-wrapped" : "";
    return el(tag, { class: `is-${sideOf(columns[index], cell)}${wraps}`, scope: tag === "th" ? "col" : null }, drawCell(cell));
  }));
  return el("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-label": "Table" },
    el("table", {}, el("thead", {}, row(head, "th")), el("tbody", {}, body.map((cells) => row(cells, "td")))));
}

function sideOf(column, cell) {
  const known = ["left", "center", "right"].includes(column?.align);
  return known ? column.align : cell?.type === "raw_number" ? "right" : "left";
}

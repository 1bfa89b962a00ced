/** @module blocks/data_table A table with a caption, in pages, sorted by a press on its head. */
import { el, refill } from "../dom.js";
import { plain } from "../mrkdwn.js";
import { drawCell, sortKey } from "./cell.js";

/** @param {any} block */
export function dataTable(block) {
  const [head, ...rows] = block.rows ?? [];
  const size = Number(block.page_size) || 5;
  const shown = { page: 0, column: -1, down: false };
  const caption = plain(block.caption);
  const body = el("tbody");
  const pager = el("div", { class: "pager" });
  const heads = (head ?? []).map((cell, index) => el("th", { scope: "col", class: `is-${side(rows, index)}` },
    el("button", { type: "button", class: "sort", on: { click: () => sort(index) } }, drawCell(cell))));

  function sort(column) {
    shown.down = shown.column === column ? !shown.down : typeof sortKey(rows[0]?.[column]) === "number";
    Object.assign(shown, { column, page: 0 });
    draw();
  }

  function draw() {
    const sorted = shown.column < 0 ? rows : [...rows].sort((a, b) => compare(a, b, shown));
    const pages = Math.max(1, Math.ceil(rows.length / size));
    const from = shown.page * size;
    refill(body, sorted.slice(from, from + size).map((cells) => el("tr", {}, cells.map((cell, index) => {
      const headed = index === block.row_header_column_index;
      return el(headed ? "th" : "td", { class: `is-${side(rows, index)}`, scope: headed ? "row" : null }, drawCell(cell));
    }))));
    heads.forEach((one, index) => one.setAttribute("aria-sort", index !== shown.column ? "none" : shown.down ? "descending" : "ascending"));
    pager.hidden = pages < 2;
    refill(pager, turn("Previous page", "‹", -1, shown.page > 0),
      el("span", { "aria-live": "polite" }, `${from + 1}–${Math.min(from + size, rows.length)} of ${rows.length}`),
      turn("Next page", "›", 1, shown.page < pages - 1));
  }

  function turn(label, sign, by, possible) {
    const press = () => {
      shown.page += by;
      draw();
    };
    return el("button", { type: "button", class: "button button--small", "aria-label": label, disabled: !possible, on: { click: press } }, sign);
  }

  draw();
  return el("div", { class: "data-table" },
    el("div", { class: "data-table__caption" }, caption),
    el("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-label": caption || "Table" },
      el("table", {}, el("thead", {}, el("tr", {}, heads)), body)),
    pager);
}

function compare(a, b, { column, down }) {
  const [one, two] = [sortKey(a[column]), sortKey(b[column])];
  const order = typeof one === "number" && typeof two === "number" ? one - two : String(one).localeCompare(String(two));
  return down ? -order : order;
}

function side(rows, index) {
  return typeof sortKey(rows[0]?.[index]) === "number" ? "right" : "left";
}

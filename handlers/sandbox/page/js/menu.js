/** @module menu A button that opens a list to choose from: selects, overflow menus, the person switcher. */
import { el, fill, freshId } from "./dom.js";
import { icon } from "./icons.js";

/**
 * @typedef {{text: string, value: string, description?: string, group?: string, lead?: Node, url?: string}} Option
 */

/**
 * @param {object} given
 * @param {Option[]} given.options
 * @param {string} given.label what a screen reader calls the button
 * @param {string} [given.placeholder]
 * @param {string[]} [given.chosen] values chosen at first
 * @param {boolean} [given.multiple]
 * @param {boolean} [given.fixed] the button keeps its own face (overflow)
 * @param {Node} [given.face]
 * @param {string} [given.kind] a class for the button
 * @param {Record<string, string>} [given.data]
 * @param {(values: string[]) => void} given.onChoose
 * @returns {{node: HTMLElement, button: HTMLElement, values: () => string[]}}
 */
export function menu(given) {
  let chosen = [...(given.chosen ?? [])];
  const id = freshId("menu");
  const words = el("span", { class: "select__words" });
  const button = el("button", {
    type: "button", class: given.kind ?? "select", "aria-haspopup": "listbox", "aria-expanded": "false",
    "aria-controls": id, "aria-label": given.fixed ? given.label : null, title: given.fixed ? given.label : null,
    data: given.data ?? {},
  }, given.face ?? [words, icon("caret")]);
  const list = el("div", {
    id, class: "menu", role: "listbox", popover: "auto", "aria-label": given.label,
    "aria-multiselectable": given.multiple ? "true" : null,
  });
  const node = el("span", { class: "menu-holder" }, button, list);

  const show = () => {
    const names = given.options.filter((option) => chosen.includes(option.value)).map((option) => option.text);
    words.textContent = names.join(", ") || given.placeholder || "Choose…";
    words.classList.toggle("select__words--empty", !names.length);
    if (!given.fixed) button.setAttribute("aria-label", `${given.label}: ${words.textContent}`);
    for (const row of list.querySelectorAll("[role=option]")) {
      row.setAttribute("aria-selected", String(chosen.includes(row.dataset.value)));
    }
  };
  const pick = (option) => {
    if (given.multiple) {
      chosen = chosen.includes(option.value) ? chosen.filter((value) => value !== option.value) : [...chosen, option.value];
      show();
      return;
    }
    chosen = given.fixed ? [] : [option.value];
    list.hidePopover();
    show();
    given.onChoose([option.value]);
  };
  drawOptions(list, given.options, pick);
  button.addEventListener("click", () => (list.matches(":popover-open") ? list.hidePopover() : open(list, button)));
  button.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    open(list, button);
  });
  let before = "";
  list.addEventListener("toggle", (event) => {
    const opened = event.newState === "open";
    button.setAttribute("aria-expanded", String(opened));
    if (opened) before = chosen.join("\n");
    else if (given.multiple && chosen.join("\n") !== before) given.onChoose([...chosen]);
  });
  list.addEventListener("keydown", (event) => steer(event, list, button));
  show();
  return { node, button, values: () => [...chosen] };
}

/**
 * @param {HTMLElement} list
 * @param {Option[]} options
 * @param {(option: Option) => void} pick
 */
function drawOptions(list, options, pick) {
  let group;
  for (const option of options) {
    if (option.group && option.group !== group) fill(list, [el("div", { class: "menu__group", role: "presentation" }, option.group)]);
    group = option.group;
    fill(list, [el("div", {
      class: "menu__row", role: "option", tabindex: "-1", data: { value: option.value },
      on: { click: () => pick(option) },
    }, option.lead, el("span", { class: "menu__text" }, option.text,
      option.description ? el("small", { class: "menu__description" }, option.description) : null),
    icon("check"))]);
  }
}

function open(list, button) {
  list.showPopover();
  const box = button.getBoundingClientRect();
  const width = Math.max(box.width, 200);
  list.style.minWidth = `${Math.min(width, innerWidth - 16)}px`;
  const height = list.offsetHeight;
  const below = innerHeight - box.bottom > height + 8 || box.top < height + 8;
  list.style.top = `${Math.max(8, below ? Math.min(box.bottom + 4, innerHeight - height - 8) : box.top - height - 4)}px`;
  list.style.left = `${Math.max(8, Math.min(box.left, innerWidth - list.offsetWidth - 8))}px`;
  (list.querySelector("[aria-selected=true]") ?? list.querySelector("[role=option]"))?.focus();
}

function steer(event, list, button) {
  const rows = [...list.querySelectorAll("[role=option]")];
  const at = rows.indexOf(document.activeElement);
  const moves = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 };
  if (event.key in moves) rows[(moves[event.key] + rows.length) % rows.length]?.focus();
  else if (event.key === "Enter" || event.key === " ") rows[at]?.click();
  else if (event.key === "Tab" || event.key === "Escape") list.hidePopover();
  else if (event.key.length === 1) startingWith(rows, at, event.key)?.focus();
  else return;
  if (event.key !== "Tab") {
    event.preventDefault();
    event.stopPropagation();
  }
  if (!list.matches(":popover-open")) button.focus();
}

function startingWith(rows, at, letter) {
  const wanted = letter.toLowerCase();
  const ring = [...rows.slice(at + 1), ...rows.slice(0, at + 1)];
  return ring.find((row) => row.textContent.trim().toLowerCase().startsWith(wanted));
}

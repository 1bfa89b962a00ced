/** @module composer The box to write in: completion, history, Enter to send. */
import { suggestions } from "./completion.js";
import { el, fill, freshId, refill } from "./dom.js";
import { icon } from "./icons.js";
import { remember, walk } from "./past.js";
import { state } from "./state.js";

/**
 * @param {HTMLFormElement} form
 * @param {object} given
 * @param {string} given.id the text box's id
 * @param {(text: string) => Promise<boolean>} given.onSend answers whether the text may go
 * @returns {{input: HTMLTextAreaElement, name: (label: string) => void, type: (text: string) => void}}
 */
export function composer(form, { id, onSend }) {
  const listId = freshId("completions");
  const input = /** @type {HTMLTextAreaElement} */ (el("textarea", {
    id, class: "composer__input", rows: "1", role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false",
    "aria-controls": listId, "aria-haspopup": "listbox", autocomplete: "off", spellcheck: "false", enterkeyhint: "send",
  }));
  const list = el("div", { id: listId, class: "completions", role: "listbox", "aria-label": "Suggestions", hidden: true });
  const button = el("button", { type: "submit", class: "composer__send", "aria-label": "Send", disabled: true }, icon("send"));
  const hint = el("span", { class: "composer__hint", "aria-hidden": "true" }, el("kbd", {}, "Enter"), " to send · ", el("kbd", {}, "Shift Enter"), " new line · ", el("kbd", {}, "/"), " commands");
  fill(form, [list, input, el("div", { class: "composer__bar" }, hint, button)]);
  const past = walk();
  const open = { rows: [], at: -1 };

  function resize() {
    input.style.height = "auto";
    input.style.height = `${Math.min(input.scrollHeight, 180)}px`;
    button.disabled = !input.value.trim();
  }

  function complete() {
    const typed = input.value.slice(0, input.selectionStart);
    open.rows = suggestions(typed, state.workspace);
    open.at = -1;
    draw();
  }

  function draw() {
    list.hidden = !open.rows.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    const chosen = open.at >= 0 ? `${listId}-${open.at}` : "";
    if (chosen) input.setAttribute("aria-activedescendant", chosen);
    else input.removeAttribute("aria-activedescendant");
    refill(list, open.rows.map((row, at) => el("div", {
      id: `${listId}-${at}`, role: "option", class: "completion", "aria-selected": String(at === open.at),
      on: { mousedown: (event) => event.preventDefault(), click: () => take(row) },
    }, el("span", { class: "completion__text" }, row.shown), row.hint && el("span", { class: "completion__hint" }, row.hint),
    row.description && el("span", { class: "completion__description" }, row.description))),
    open.rows.length ? el("div", { class: "completions__foot", "aria-hidden": "true" }, el("kbd", {}, "↑"), el("kbd", {}, "↓"), " choose ", el("kbd", {}, "Tab"), " complete ", el("kbd", {}, "Esc"), " close") : null);
    list.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }

  function close() {
    open.rows = [];
    draw();
  }

  function take(row) {
    const rest = input.value.slice(input.selectionStart);
    put(row.text + rest);
    input.setSelectionRange(row.text.length, row.text.length);
    complete();
    input.focus();
  }

  function put(text) {
    input.value = text;
    input.setSelectionRange(text.length, text.length);
    resize();
  }

  async function send() {
    const text = input.value.trim();
    if (!text) return;
    close();
    if (!(await onSend(text))) return;
    remember(text);
    past.rest();
    if (input.value.trim() === text) put("");
  }

  const keysOfList = {
    ArrowDown: () => { open.at = (open.at + 1) % open.rows.length; },
    ArrowUp: () => { open.at = (open.at - 1 + open.rows.length) % open.rows.length; },
    Tab: () => take(open.rows[Math.max(0, open.at)]),
    Enter: () => take(open.rows[Math.max(0, open.at)]),
    Escape: () => { open.rows = []; },
  };

  function listKey(event) {
    if (!open.rows.length || !(event.key in keysOfList) || event.shiftKey) return false;
    const command = open.rows[0].hint !== undefined && input.value !== open.rows[0].shown;
    if (event.key === "Enter" && open.at < 0 && !command) return false;
    keysOfList[event.key]();
    draw();
    return true;
  }

  function pastKey(event) {
    const here = event.key === "ArrowUp" ? !input.value.slice(0, input.selectionStart).includes("\n") : true;
    const text = { ArrowUp: past.back, ArrowDown: past.forth }[event.key]?.();
    if (text === undefined || !here) return false;
    put(text);
    close();
    return true;
  }

  input.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    if (listKey(event) || pastKey(event)) {
      event.preventDefault();
      event.stopPropagation();
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      send();
    }
  });
  input.addEventListener("input", () => {
    past.rest();
    resize();
    complete();
  });
  input.addEventListener("blur", close);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
  return {
    input,
    name: (label) => {
      input.setAttribute("aria-label", label);
      input.placeholder = label;
    },
    type: (text) => {
      put(text);
      input.focus();
      complete();
    },
  };
}

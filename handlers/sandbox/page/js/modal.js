/** @module modal Modals: a stack of views, as Slack keeps it. */
import { post } from "./api.js";
import { drawBlocks } from "./blocks/index.js";
import { el, refill } from "./dom.js";
import { icon } from "./icons.js";
import { plain } from "./mrkdwn.js";
import { keep, on, state, tell } from "./state.js";
import { surface } from "./surface.js";

/** @type {HTMLDialogElement | null} */
let dialog = null;
/** What the topmost view holds: readers by block, by action. @type {Map<string, Map<string, () => unknown>>} */
let held = new Map();
let shownId = "";
/** What was typed into views, by their id: it outlives a view laid on top. */
const typedIn = new Map();

/** @param {any} view opened or updated by the app */
export function showView(view) {
  if (!view?.id) return;
  const at = state.views.findIndex((one) => one.id === view.id);
  if (at < 0) state.views = [...state.views, view];
  else state.views = state.views.with(at, view);
  tell("views");
}

/** @param {string} id */
export function dropView(id) {
  state.views = state.views.filter((view) => view.id !== id);
  tell("views");
}

function draw() {
  if (shownId) typedIn.set(shownId, values());
  const view = state.views.at(-1);
  if (!view) {
    dialog?.close();
    return;
  }
  const typed = typedIn.get(view.id) ?? {};
  shownId = view.id;
  held = new Map();
  const opening = !dialog;
  dialog ??= newDialog();
  dialog.setAttribute("aria-label", plain(view.title));
  dialog.dataset.view = view.id;
  refill(dialog, form(view, typed));
  if (opening) dialog.showModal();
}

function newDialog() {
  const node = /** @type {HTMLDialogElement} */ (el("dialog", { class: "dialog dialog--modal", id: "modal" }));
  node.addEventListener("cancel", (event) => {
    event.preventDefault();
    dismiss();
  });
  node.addEventListener("close", () => {
    node.remove();
    dialog = null;
    shownId = "";
    typedIn.clear();
  });
  document.body.append(node);
  return node;
}

function form(view, typed) {
  const blocks = view.blocks ?? [];
  const needsSubmit = view.submit || blocks.some((block) => block.type === "input");
  return el("form", { novalidate: true, on: { submit: (event) => submit(event, view) } },
    el("header", { class: "dialog__head" }, el("h2", { class: "dialog__title" }, plain(view.title)),
      el("button", { type: "button", class: "icon-button", "aria-label": "Close", on: { click: dismiss } }, icon("close"))),
    el("div", { class: "dialog__body" }, drawBlocks(blocks, modalSurface(view, typed))),
    el("p", { class: "dialog__error", role: "alert" }),
    el("div", { class: "dialog__foot" },
      el("button", { type: "button", class: "button", on: { click: dismiss } }, plain(view.close) || (needsSubmit ? "Cancel" : "Close")),
      needsSubmit ? el("button", { class: "button button--primary" }, plain(view.submit) || "Submit") : null));
}

function modalSurface(view, typed) {
  return {
    ...surface("modal", { view_id: view.id }),
    hold: (element, block, read) => {
      const id = block.block_id ?? "";
      if (!held.has(id)) held.set(id, new Map());
      held.get(id).set(element.action_id ?? "", read);
    },
    kept: (element, block) => typed[block.block_id ?? ""]?.[element.action_id ?? ""],
  };
}

/** @returns {Record<string, Record<string, unknown>>} block to action to value */
function values() {
  const read = (actions) => Object.fromEntries([...actions].map(([id, one]) => [id, one()]));
  return Object.fromEntries([...held].map(([block, actions]) => [block, read(actions)]));
}

async function submit(event, view) {
  event.preventDefault();
  const button = event.submitter;
  button?.setAttribute("aria-busy", "true");
  complain({}, "");
  const missing = emptyFields(view);
  const answer = Object.keys(missing).length ? { ok: true, errors: missing }
    : await post("submit", { user: state.user, view_id: view.id, values: values() });
  button?.removeAttribute("aria-busy");
  settle(view, answer);
}

/** Slack itself asks for what is not optional before the app hears of it. */
function emptyFields(view) {
  const now = values();
  const empty = (value) => value === null || value === undefined || (Array.isArray(value) && !value.length);
  const fields = (view.blocks ?? []).filter((block) => block.type === "input" && !block.optional);
  const open = fields.filter((block) => empty(now[block.block_id ?? ""]?.[block.element.action_id ?? ""]));
  return Object.fromEntries(open.map((block) => [block.block_id ?? "", "Please complete this required field."]));
}

function settle(view, answer) {
  for (const reply of answer.replies ?? []) keep(reply);
  if (answer.replies?.length) tell("messages");
  if (answer.errors && Object.keys(answer.errors).length) complain(answer.errors, "");
  else if (!answer.ok) complain({}, "We had some trouble connecting. Try again?");
  else show(view, answer.view);
}

/** After a submission: nothing, the view below, or a new one in its place or on top. */
function show(submitted, next) {
  const below = state.views.findIndex((view) => view.id === next?.id);
  const at = state.views.findIndex((view) => view.id === submitted.id);
  if (!next) state.views = [];
  else if (below >= 0 && below < at) state.views = state.views.slice(0, below + 1);
  if (next) showView(next);
  else tell("views");
}

function complain(errors, general) {
  if (!dialog) return;
  for (const field of dialog.querySelectorAll("[data-field]")) {
    const words = errors[field.dataset.field] ?? "";
    field.classList.toggle("field--wrong", Boolean(words));
    field.querySelector(".field__error").textContent = words;
    for (const control of field.querySelectorAll("input, textarea, button")) control.setAttribute("aria-invalid", String(Boolean(words)));
  }
  dialog.querySelector(".dialog__error").textContent = general;
  dialog.querySelector(".field--wrong :is(input, textarea, button)")?.focus();
}

function dismiss() {
  const view = state.views.at(-1);
  if (!view) return;
  post("close", { user: state.user, view_id: view.id });
  dropView(view.id);
}

/** Show modals from now on. */
export function startModals() {
  on("views", draw);
}

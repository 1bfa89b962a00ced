/** @module elements/choices Radio buttons and checkboxes. */
import { el, freshId } from "../dom.js";
import { textObject } from "../mrkdwn.js";

/**
 * @param {any} element
 * @param {import("../surface.js").Surface} surface
 * @param {any} block
 */
export function radioButtons(element, surface, block) {
  const first = [element.initial_option?.value].filter(Boolean);
  const { node, read } = choices("radio", element, surface, block, first);
  surface.hold(element, block, () => read()[0] ?? null);
  node.addEventListener("change", () => surface.act(element, block, read()[0]));
  return node;
}

/**
 * @param {any} element
 * @param {import("../surface.js").Surface} surface
 * @param {any} block
 */
export function checkboxes(element, surface, block) {
  const first = (element.initial_options ?? []).map((option) => option.value);
  const { node, read } = choices("checkbox", element, surface, block, first);
  surface.hold(element, block, read);
  node.addEventListener("change", () => surface.act(element, block, read()));
  return node;
}

function choices(type, element, surface, block, first) {
  const kept = [surface.kept(element, block) ?? first].flat();
  const name = freshId("choice");
  const rows = element.options.map((option) => el("label", { class: "choice" },
    el("input", { type, name, value: option.value, checked: kept.includes(option.value),
      data: { actionId: element.action_id ?? "" } }),
    el("span", {}, textObject(option.text),
      option.description ? el("small", { class: "choice__description" }, textObject(option.description)) : null)));
  const role = type === "radio" ? "radiogroup" : "group";
  const node = el("div", { class: "choices", role, "aria-label": element.action_id }, rows);
  const read = () => [...node.querySelectorAll("input:checked")].map((input) => input.value);
  return { node, read };
}

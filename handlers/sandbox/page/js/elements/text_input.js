/** @module elements/text_input Things to type into: text, numbers, addresses. */
import { el } from "../dom.js";
import { plain } from "../mrkdwn.js";

/**
 * @param {string} type the HTML input's type
 * @param {(element: any) => Record<string, unknown>} [more] further attributes
 */
function input(type, more = () => ({})) {
  return (element, surface, block) => {
    const multiline = type === "text" && element.multiline;
    const kept = surface.kept(element, block) ?? element.initial_value ?? "";
    const node = el(multiline ? "textarea" : "input", {
      class: "input", type: multiline ? null : type, value: multiline ? null : kept, rows: multiline ? 4 : null,
      placeholder: plain(element.placeholder), minlength: element.min_length, maxlength: element.max_length,
      autofocus: element.focus_on_load, autocomplete: "off", data: { actionId: element.action_id ?? "" }, ...more(element),
    });
    if (multiline) node.value = kept;
    surface.hold(element, block, () => node.value || null);
    node.addEventListener("keydown", (event) => {
      const entered = event.key === "Enter" && !multiline && !event.isComposing;
      if (entered && triggers(element, block).includes("on_enter_pressed")) surface.act(element, block, node.value);
    });
    node.addEventListener("input", () => {
      if (triggers(element, block).includes("on_character_entered")) surface.act(element, block, node.value);
    });
    return node;
  };
}

function triggers(element, block) {
  if (!block.dispatch_action) return [];
  return element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
}

export const textInput = input("text");
export const emailInput = input("email");
export const urlInput = input("url");
export const numberInput = input("text", (element) => ({
  inputmode: element.is_decimal_allowed ? "decimal" : "numeric", class: "input input--number",
}));

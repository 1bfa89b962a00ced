/** @module elements Every interactive element the page can draw, by its type. */
import { el } from "../dom.js";
import { button } from "./button.js";
import { checkboxes, radioButtons } from "./choices.js";
import { feedbackButtons, iconButton } from "./feedback.js";
import { imageElement } from "./image.js";
import { overflow } from "./overflow.js";
import { datepicker, datetimepicker, timepicker } from "./pickers.js";
import { multiSelect, select } from "./select.js";
import { emailInput, numberInput, textInput, urlInput } from "./text_input.js";

/** @type {Record<string, (element: any, surface: import("../surface.js").Surface, block: any) => Node>} */
const ELEMENTS = {
  button,
  workflow_button: button,
  image: imageElement,
  overflow,
  checkboxes,
  radio_buttons: radioButtons,
  datepicker,
  timepicker,
  datetimepicker,
  plain_text_input: textInput,
  number_input: numberInput,
  email_text_input: emailInput,
  url_text_input: urlInput,
  feedback_buttons: feedbackButtons,
  icon_button: iconButton,
};
for (const of of ["static", "users", "channels", "conversations"]) {
  ELEMENTS[`${of}_select`] = select;
  ELEMENTS[`multi_${of}_select`] = multiSelect;
}

/**
 * @param {any} element
 * @param {import("../surface.js").Surface} surface
 * @param {any} block the block it stands in
 * @returns {Node} the element; a labelled placeholder for a type not known here.
 */
export function drawElement(element, surface, block) {
  const draw = ELEMENTS[element?.type];
  if (draw) return draw(element, surface, block);
  return el("span", { class: "placeholder" }, `${element?.type ?? "element"} is not drawn in the sandbox`);
}

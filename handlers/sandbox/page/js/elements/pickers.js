/** @module elements/pickers Dates and times. */
import { el } from "../dom.js";
import { plain } from "../mrkdwn.js";

/**
 * @param {string} type the HTML input's type
 * @param {string} word what a screen reader says without a placeholder
 * @param {(element: any) => string | undefined} initial
 * @param {(typed: string) => unknown} value what the app is told
 */
function picker(type, word, initial, value) {
  return (element, surface, block) => {
    const kept = surface.kept(element, block);
    const shown = kept === undefined || kept === null ? initial(element) : typedOf(type, kept);
    const node = el("input", {
      class: "input input--picker", type, value: shown, "aria-label": plain(element.placeholder) || word,
      data: { actionId: element.action_id ?? "", blockId: block.block_id ?? "" },
    });
    surface.hold(element, block, () => (node.value ? value(node.value) : null));
    node.addEventListener("change", () => node.value && surface.act(element, block, value(node.value)));
    return node;
  };
}

function typedOf(type, value) {
  return type === "datetime-local" ? local(value) : value;
}

function local(unix) {
  if (!unix) return undefined;
  const date = new Date(unix * 1000 - new Date().getTimezoneOffset() * 60000);
  return date.toISOString().slice(0, 16);
}

const itself = (typed) => typed;

/** Tells `YYYY-MM-DD`. */
export const datepicker = picker("date", "Choose a date", (element) => element.initial_date, itself);
/** Tells `HH:MM`. */
export const timepicker = picker("time", "Choose a time", (element) => element.initial_time, itself);
/** Tells seconds since 1970. */
export const datetimepicker = picker("datetime-local", "Choose a date and time",
  (element) => local(element.initial_date_time), (typed) => Math.floor(new Date(typed).getTime() / 1000));

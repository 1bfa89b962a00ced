/** @module elements/button */
import { el, safeUrl } from "../dom.js";
import { icon } from "../icons.js";
import { plain } from "../mrkdwn.js";

/**
 * A button; with a URL it opens that too, as Slack does.
 * @param {any} element
 * @param {import("../surface.js").Surface} surface
 * @param {any} block
 */
export function button(element, surface, block) {
  const style = ["primary", "danger"].includes(element.style) ? ` button--${element.style}` : "";
  const url = safeUrl(element.url);
  const node = el(url ? "a" : "button", {
    class: `button${style}`, type: url ? null : "button", href: url, target: url ? "_blank" : null,
    rel: url ? "noopener noreferrer" : null, "aria-label": element.accessibility_label,
    data: { actionId: element.action_id ?? "", blockId: block.block_id ?? "" },
    on: { click: () => surface.act(element, block, element.value, node) },
  }, plain(element.text), url ? icon("external") : null);
  return node;
}

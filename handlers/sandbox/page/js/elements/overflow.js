/** @module elements/overflow The "⋯" menu. */
import { safeUrl } from "../dom.js";
import { icon } from "../icons.js";
import { menu } from "../menu.js";
import { plain } from "../mrkdwn.js";

/**
 * @param {any} element
 * @param {import("../surface.js").Surface} surface
 * @param {any} block
 */
export function overflow(element, surface, block) {
  const urlOf = new Map(element.options.map((option) => [option.value, safeUrl(option.url)]));
  const options = element.options.map((option) => ({
    text: plain(option.text), value: option.value, description: plain(option.description),
  }));
  return menu({
    options, label: "More actions", fixed: true, face: icon("more"), kind: "button button--overflow",
    data: { actionId: element.action_id ?? "", blockId: block.block_id ?? "" },
    onChoose: ([value]) => {
      if (urlOf.get(value)) window.open(urlOf.get(value), "_blank", "noopener");
      surface.act(element, block, value);
    },
  }).node;
}

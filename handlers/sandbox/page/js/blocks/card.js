/** @module blocks/card Cards, alone or in a row. */
import { el } from "../dom.js";
import { drawElement } from "../elements/index.js";
import { imageElement } from "../elements/image.js";
import { textObject } from "../mrkdwn.js";

/**
 * @param {any} block
 * @param {import("../surface.js").Surface} surface
 */
export function card(block, surface) {
  const words = (name) => block[name] && el("div", { class: `card__${name}` }, textObject(block[name]));
  return el("div", { class: "card" },
    block.hero_image && el("div", { class: "card__hero" }, imageElement(block.hero_image)),
    el("div", { class: "card__inner" },
      el("div", { class: "card__head" }, block.icon?.image_url ? imageElement(block.icon) : null,
        el("div", {}, words("title"), words("subtitle"))),
      words("body"),
      block.actions?.length ? el("div", { class: "actions" }, block.actions.map((one) => drawElement(one, surface, block))) : null));
}

/**
 * @param {any} block
 * @param {import("../surface.js").Surface} surface
 */
export function carousel(block, surface) {
  const cards = (block.elements ?? block.cards ?? []).map((one) => card(one, surface));
  return el("div", { class: "carousel", tabindex: "0", role: "group", "aria-label": "Cards" }, cards);
}

/** @module blocks/image A picture with its title; its alternative text when it cannot be shown. */
import { el, link } from "../dom.js";
import { imageElement } from "../elements/image.js";
import { plain } from "../mrkdwn.js";

/** @param {any} block */
export function image(block) {
  const url = block.image_url ?? block.slack_file?.url;
  const title = block.title && el("figcaption", { class: "image__title" }, plain(block.title));
  const picture = url ? link(url, imageElement(block)) : el("span", { class: "placeholder" }, block.alt_text ?? "image");
  return el("figure", { class: "image" }, title, picture);
}

/** @module elements/image A picture inside a section or a context. */
import { el } from "../dom.js";

/**
 * @param {any} element
 * @returns {HTMLElement} the picture, or its words when it cannot be shown.
 */
export function imageElement(element) {
  const alt = element.alt_text ?? "";
  const image = el("img", { class: "image-element", src: element.image_url ?? element.slack_file?.url, alt, loading: "lazy" });
  image.addEventListener("error", () => image.replaceWith(el("span", { class: "placeholder" }, alt || "image")));
  return image;
}

/** @module confirm "Are you sure?", as a block's `confirm` object words it. */
import { el } from "./dom.js";
import { plain, textObject } from "./mrkdwn.js";

/**
 * @param {any} [asked] a confirmation dialog object; nothing asked means yes
 * @returns {Promise<boolean>}
 */
export function confirmed(asked) {
  if (!asked) return Promise.resolve(true);
  return new Promise((resolve) => {
    const style = asked.style === "danger" ? "danger" : "primary";
    const dialog = el("dialog", { class: "dialog dialog--confirm", "aria-label": plain(asked.title) },
      el("form", { method: "dialog" },
        el("h2", { class: "dialog__title" }, plain(asked.title)),
        el("div", { class: "dialog__body" }, textObject(asked.text)),
        el("div", { class: "dialog__foot" },
          el("button", { class: "button", value: "no" }, plain(asked.deny) || "Cancel"),
          el("button", { class: `button button--${style}`, value: "yes", autofocus: true }, plain(asked.confirm) || "Yes"))));
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

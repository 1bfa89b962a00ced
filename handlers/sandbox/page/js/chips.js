/** @module chips Commands to try, for someone who is here for the first time. */
import { byId, el, refill } from "./dom.js";
import { icon } from "./icons.js";

const TRY = ["/surge hsi", "/surge leaders", "/surge watch alibaba up 5%", "/surge alert turnover above 280bn", "/surge help"];
const KEY = "surge.chips";

/** @param {(text: string) => void} onPick */
export function startChips(onPick) {
  const host = byId("chips");
  if (localStorage.getItem(KEY) === "closed") {
    host.hidden = true;
    return;
  }
  const close = () => {
    localStorage.setItem(KEY, "closed");
    host.hidden = true;
  };
  refill(host,
    el("span", { class: "chips__word", "aria-hidden": "true" }, "Try"),
    el("div", { class: "chips__row" }, TRY.map((text) => el("button", { type: "button", class: "chip", on: { click: () => onPick(text) } }, text))),
    el("button", { type: "button", class: "icon-button", "aria-label": "Hide the suggestions", title: "Hide", on: { click: close } }, icon("close")));
}

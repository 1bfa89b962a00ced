/** @module icons Line icons and Surge's own mark, drawn here so that nothing is fetched. */
import { el, svg } from "./dom.js";

const PATHS = {
  menu: "M3.5 6h13M3.5 10h13M3.5 14h13",
  close: "M5 5l10 10M15 5L5 15",
  send: "M3.5 3.8 17 10 3.5 16.2l1.8-6.2Zm1.8 6.2H10",
  thread: "M4 4.5h12a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1H9l-4 3v-3H4a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1ZM6.5 7.8h7M6.5 10.5h4.5",
  copy: "M7.5 7.5h8v9h-8zM12.5 4.5v-1h-8v9h1",
  home: "M3.5 9.5 10 3.8l6.5 5.7M5.5 8.2v8h3.2v-4.7h2.6v4.7h3.2v-8",
  chat: "M4 4.5h12a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1H9l-4 3v-3H4a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1Z",
  plug: "M7 3.5v4M13 3.5v4M5 7.5h10v2.5a5 5 0 0 1-10 0ZM10 15v2.5",
  moon: "M16 11.8A6.5 6.5 0 0 1 8.2 4a6.5 6.5 0 1 0 7.8 7.8Z",
  play: "M6 4.2 15.5 10 6 15.8Z",
  pause: "M6.5 4.5v11M13.5 4.5v11",
  again: "M15.5 10a5.5 5.5 0 1 1-1.8-4.1M14.5 2.8v3.4h-3.4",
  down: "M10 4v12M5 11l5 5 5-5",
  caret: "M5.5 8 10 12.5 14.5 8",
  more: "M4.5 10h.01M10 10h.01M15.5 10h.01",
  eye: "M2.5 10S5 5 10 5s7.5 5 7.5 5-2.5 5-7.5 5-7.5-5-7.5-5ZM10 8a2 2 0 1 1 0 4 2 2 0 0 1 0-4",
  check: "M4.5 10.5 8.5 14.5 15.5 6",
  calendar: "M4 5h12v11.5H4zM4 8.5h12M7.2 3v3.5M12.8 3v3.5",
  external: "M8 5H4.5v10.5H15V12M11 4h5v5M16 4l-7 7",
  trash: "M4 6h12M8 6V4h4v2M5.5 6l.7 10.5h7.6L14.5 6",
  up: "M6 17V9l4-6 1.5 1.5V8H16l-1.5 9Z",
  thumbdown: "M14 3v8l-4 6-1.5-1.5V12H4L5.5 3Z",
};

/**
 * @param {keyof typeof PATHS} name
 * @returns {SVGElement} a 20-unit line icon, hidden from screen readers.
 */
export function icon(name) {
  const path = svg("path", { d: PATHS[name] ?? PATHS.more });
  return svg("svg", { class: `icon icon--${name}`, viewBox: "0 0 20 20", "aria-hidden": "true" }, path);
}

/** @returns {HTMLElement} Surge's mark. */
export function surgeMark() {
  return el("img", { class: "mark", src: "/_sandbox/page/surge.svg", alt: "" });
}

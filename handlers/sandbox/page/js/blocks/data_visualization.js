/** @module blocks/data_visualization Slack's own charts, drawn as SVG, with their numbers as a table for screen readers. */
import { cartesian } from "../charts/cartesian.js";
import { pie } from "../charts/pie.js";
import { full } from "../charts/scale.js";
import { el, refill } from "../dom.js";
import { plain } from "../mrkdwn.js";

/** @param {any} block */
export function dataVisualization(block) {
  const { chart } = block;
  const title = plain(block.title);
  if (!["line", "area", "bar", "pie"].includes(chart.type)) throw new Error(`unknown chart ${chart.type}`);
  const drawing = chart.type === "pie" ? el("div", { class: "chart__plot chart__plot--pie" }, pie(chart)) : plot(chart);
  return el("figure", { class: "chart", "aria-label": title },
    el("figcaption", { class: "chart__title" }, title), drawing, legend(chart), numbers(chart, title));
}

function plot(chart) {
  const host = el("div", { class: "chart__plot" });
  const tip = el("div", { class: "chart__tip", hidden: true });
  let drawn;
  new ResizeObserver(([entry]) => {
    drawn = cartesian(chart, Math.max(240, Math.round(entry.contentRect.width)));
    refill(host, drawn.node, tip);
  }).observe(host);
  host.addEventListener("pointermove", (event) => {
    const left = host.getBoundingClientRect().left;
    const index = drawn.at(event.clientX - left);
    refill(tip, el("strong", {}, chart.series[0].data[index]?.label),
      chart.series.map((series, at) => el("div", {}, el("i", { class: `swatch ink-${at % 6}` }), `${series.name} ${full(Number(series.data[index]?.value))}`)));
    tip.hidden = false;
    tip.style.left = `${Math.min(drawn.x(index), host.clientWidth - tip.offsetWidth - 4)}px`;
  });
  host.addEventListener("pointerleave", () => {
    tip.hidden = true;
  });
  return host;
}

function legend(chart) {
  const names = chart.type === "pie" ? chart.segments.map((segment) => segment.label) : chart.series.map((series) => series.name);
  return el("div", { class: "chart__legend", "aria-hidden": "true" },
    names.map((name, at) => el("span", {}, el("i", { class: `swatch ink-${at % 6}` }), name)));
}

function numbers(chart, title) {
  const pies = chart.type === "pie";
  const heads = pies ? ["", "Value"] : ["", ...chart.series.map((series) => series.name)];
  const rows = pies
    ? chart.segments.map((segment) => [segment.label, segment.value])
    : chart.series[0].data.map((point, index) => [point.label, ...chart.series.map((series) => series.data[index]?.value)]);
  const row = (cells, tag) => el("tr", {}, cells.map((cell) => el(tag, {}, cell)));
  return el("div", { class: "hidden-visually" },
    el("table", {}, el("caption", {}, title), row(heads, "th"), rows.map((cells) => row(cells, "td"))));
}

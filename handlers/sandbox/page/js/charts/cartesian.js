/** @module charts/cartesian Lines, areas and bars over categories. */
import { svg } from "../dom.js";
import { compact, linear, ticks } from "./scale.js";

const HEIGHT = 230;
const EDGE = { top: 12, right: 14, bottom: 30, left: 48 };

/**
 * @param {any} chart Slack's `chart` object of type line, area or bar
 * @param {number} width px
 * @returns {{node: SVGElement, at: (x: number) => number, x: (index: number) => number}}
 *   the drawing, and which category stands at a place.
 */
export function cartesian(chart, width) {
  const categories = chart.axis_config?.categories ?? chart.series[0].data.map((point) => point.label);
  const steps = ticks(chart.series.flatMap((series) => series.data.map((point) => Number(point.value))));
  const band = (width - EDGE.left - EDGE.right) / categories.length;
  const x = (index) => Math.round((EDGE.left + band * (index + 0.5)) * 10) / 10;
  const y = linear(steps[0], steps.at(-1), HEIGHT - EDGE.bottom, EDGE.top);
  const draw = { line: lines, area: areas, bar: bars }[chart.type];
  const node = svg("svg", { viewBox: `0 0 ${width} ${HEIGHT}`, width, height: HEIGHT, "aria-hidden": "true" },
    grid(steps, y, width), labels(categories, x, band), draw(chart, { x, y, band }), axisNames(chart, width));
  return { node, x, at: (px) => Math.max(0, Math.min(categories.length - 1, Math.floor((px - EDGE.left) / band))) };
}

function grid(steps, y, width) {
  return steps.map((step) => [
    svg("line", { class: step === 0 ? "chart__zero" : "chart__grid", x1: EDGE.left, x2: width - EDGE.right, y1: y(step), y2: y(step) }),
    svg("text", { class: "chart__tick", x: EDGE.left - 8, y: y(step) + 4, "text-anchor": "end" }, compact(step)),
  ]);
}

function labels(categories, x, band) {
  const longest = Math.max(...categories.map((category) => category.length)) * 6.8 + 10;
  const every = Math.max(1, Math.ceil(longest / band));
  return categories.map((category, index) => index % every === 0 &&
    svg("text", { class: "chart__tick", x: x(index), y: HEIGHT - EDGE.bottom + 18, "text-anchor": "middle" }, category));
}

function axisNames(chart, width) {
  const { x_label: across, y_label: upward } = chart.axis_config ?? {};
  return [
    across && svg("text", { class: "chart__axis", x: width - EDGE.right, y: HEIGHT - 1, "text-anchor": "end" }, across),
    upward && svg("text", { class: "chart__axis", x: 2, y: EDGE.top - 2 }, upward),
  ];
}

function points(series, { x, y }) {
  return series.data.map((point, index) => `${x(index)},${y(Number(point.value))}`);
}

function lines(chart, place) {
  return chart.series.map((series, at) => [
    svg("polyline", { class: `chart__line ink-${at % 6} dash-${at % 3}`, points: points(series, place).join(" ") }),
    series.data.map((point, index) => svg("circle", { class: `chart__dot ink-${at % 6}`, cx: place.x(index), cy: place.y(Number(point.value)), r: 2.6 })),
  ]);
}

function areas(chart, place) {
  const base = place.y(0);
  return chart.series.map((series, at) => {
    const along = points(series, place);
    const round = [`${place.x(0)},${base}`, ...along, `${place.x(series.data.length - 1)},${base}`];
    return [
      svg("polygon", { class: `chart__area ink-${at % 6}`, points: round.join(" ") }),
      svg("polyline", { class: `chart__line ink-${at % 6} dash-${at % 3}`, points: along.join(" ") }),
    ];
  });
}

function bars(chart, { x, y, band }) {
  const width = Math.min(46, (band * 0.72) / chart.series.length);
  const base = y(0);
  return chart.series.map((series, at) => series.data.map((point, index) => {
    const end = y(Number(point.value));
    const left = x(index) + (at - chart.series.length / 2) * width;
    return svg("rect", { class: `chart__bar ink-${at % 6}`, x: left + 1, width: Math.max(1, width - 2), rx: 2,
      y: Math.min(base, end), height: Math.max(1, Math.abs(end - base)) });
  }));
}

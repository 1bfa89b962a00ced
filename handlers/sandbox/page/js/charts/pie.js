/** @module charts/pie */
import { svg } from "../dom.js";
import { full } from "./scale.js";

const SIZE = 200;
const RADIUS = 88;
const HOLE = 50;

const spot = (turn, radius) => {
  const angle = (turn - 0.25) * 2 * Math.PI;
  return `${(SIZE / 2 + radius * Math.cos(angle)).toFixed(2)} ${(SIZE / 2 + radius * Math.sin(angle)).toFixed(2)}`;
};

/**
 * @param {any} chart Slack's `chart` object of type pie
 * @returns {SVGElement}
 */
export function pie(chart) {
  const total = chart.segments.reduce((sum, segment) => sum + Number(segment.value), 0) || 1;
  let from = 0;
  const slices = chart.segments.map((segment, at) => {
    const share = Number(segment.value) / total;
    const to = Math.min(from + share, from + 0.9999);
    const wide = share > 0.5 ? 1 : 0;
    const path = `M${spot(from, RADIUS)} A${RADIUS} ${RADIUS} 0 ${wide} 1 ${spot(to, RADIUS)} `
      + `L${spot(to, HOLE)} A${HOLE} ${HOLE} 0 ${wide} 0 ${spot(from, HOLE)} Z`;
    from += share;
    return svg("path", { class: `chart__slice ink-${at % 6}`, d: path },
      svg("title", {}, `${segment.label}: ${full(Number(segment.value))} (${(share * 100).toFixed(1)}%)`));
  });
  return svg("svg", { viewBox: `0 0 ${SIZE} ${SIZE}`, width: SIZE, height: SIZE, "aria-hidden": "true" }, slices);
}

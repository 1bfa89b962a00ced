/** @module charts/scale From numbers to places. Pure. */

/**
 * Round steps that span the values and zero, as Slack's charts do.
 * @param {number[]} values
 * @param {number} [wanted] about how many steps
 * @returns {number[]} ascending
 */
export function ticks(values, wanted = 4) {
  const finite = values.filter(Number.isFinite);
  const low = Math.min(0, ...finite);
  const high = Math.max(0, ...finite);
  const rough = (high - low || 1) / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * [1, 2, 2.5, 5, 10].find((size) => size * power >= rough);
  const first = Math.floor(low / step + 1e-9);
  const last = Math.ceil(high / step - 1e-9) || (first === 0 ? 1 : 0);
  return Array.from({ length: last - first + 1 }, (_, at) => Number(((first + at) * step).toPrecision(12)));
}

/** @param {number} value */
export function compact(value) {
  return new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 2 }).format(value).replace("-", "−");
}

/** @param {number} value */
export function full(value) {
  return new Intl.NumberFormat("en", { maximumFractionDigits: 4 }).format(value).replace("-", "−");
}

/**
 * @param {number} from
 * @param {number} to
 * @param {number} start
 * @param {number} end
 * @returns {(value: number) => number} the place of a value, to a tenth.
 */
export function linear(from, to, start, end) {
  const span = to - from || 1;
  return (value) => Math.round((start + ((value - from) / span) * (end - start)) * 10) / 10;
}

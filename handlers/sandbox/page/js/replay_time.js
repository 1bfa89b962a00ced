/** @module replay_time The replayed day as places on a line. Pure. */
import { hktDay, zoned } from "./time.js";

const HK = "Asia/Hong_Kong";
const NY = "America/New_York";

/** The usual hours of the exchanges; a half-day is not known here. */
const SPANS = [
  { name: "Pre-open", zone: HK, from: "09:00", to: "09:30", kind: "edge" },
  { name: "Morning session", zone: HK, from: "09:30", to: "12:00", kind: "open" },
  { name: "Lunch break", zone: HK, from: "12:00", to: "13:00", kind: "break" },
  { name: "Afternoon session", zone: HK, from: "13:00", to: "16:00", kind: "open" },
  { name: "Closing auction", zone: HK, from: "16:00", to: "16:10", kind: "edge" },
  { name: "HK closed · US pre-market", zone: NY, from: "04:00", to: "09:30", kind: "edge" },
  { name: "US session", zone: NY, from: "09:30", to: "16:00", kind: "us" },
];

const JUMPS = [
  { name: "09:45", zone: HK, clock: "09:45" },
  { name: "11:00", zone: HK, clock: "11:00" },
  { name: "13:15", zone: HK, clock: "13:15" },
  { name: "15:30", zone: HK, clock: "15:30" },
  { name: "US open", zone: NY, clock: "09:30" },
];

/** @typedef {{begins: number, ends: number}} Reach milliseconds */

/**
 * @param {any} replay its state
 * @returns {Reach}
 */
export function reach(replay) {
  return { begins: Date.parse(replay.begins), ends: Date.parse(replay.ends) };
}

/** Each Hong Kong day the replay touches. */
function days({ begins, ends }) {
  const found = new Set();
  for (let at = begins; at < ends; at += 6 * 3600e3) found.add(hktDay(new Date(at)));
  return [...found.add(hktDay(new Date(ends)))];
}

/**
 * @param {Reach} whole
 * @returns {{name: string, kind: string, from: number, to: number}[]} the sessions within it
 */
export function spans(whole) {
  const all = days(whole).flatMap((day) => SPANS.map((span) => ({
    name: span.name, kind: span.kind,
    from: Math.max(whole.begins, zoned(day, span.from, span.zone).getTime()),
    to: Math.min(whole.ends, zoned(day, span.to, span.zone).getTime()),
  })));
  return all.filter((span) => span.from < span.to);
}

/** How much room an hour gets on the line: most while Hong Kong trades, little while nothing does. */
const ROOM = { open: 1, edge: 0.4, break: 0.5, us: 0.4, closed: 0.25 };

/**
 * The line of the day, on which Hong Kong's sessions are drawn longer than the rest.
 * @param {Reach} whole
 * @returns {{share: (at: number) => number, at: (share: number) => number}} between a moment and 0 to 1
 */
export function scale(whole) {
  const inside = spans(whole);
  const edges = [...new Set([whole.begins, whole.ends, ...inside.flatMap((span) => [span.from, span.to])])].sort((a, b) => a - b);
  const kindAt = (at) => inside.find((span) => at >= span.from && at < span.to)?.kind ?? "closed";
  let run = 0;
  const parts = edges.slice(1).map((to, index) => {
    const from = edges[index];
    const start = run;
    run += (to - from) * ROOM[kindAt(from)];
    return { from, to, start, end: run };
  });
  const total = run || 1;
  const between = (value, a, b, c, d) => c + ((value - a) / (b - a || 1)) * (d - c);
  return {
    share: (at) => {
      const part = parts.find((one) => at < one.to) ?? parts.at(-1);
      return part ? between(Math.max(at, part.from), part.from, part.to, part.start, part.end) / total : 0;
    },
    at: (share) => {
      const part = parts.find((one) => share * total < one.end) ?? parts.at(-1);
      return part ? between(share * total, part.start, part.end, part.from, part.to) : whole.begins;
    },
  };
}

/**
 * @param {Reach} whole
 * @returns {{name: string, at: number}[]} places worth jumping to
 */
export function jumps(whole) {
  const all = JUMPS.flatMap((jump) => days(whole).map((day) => ({ name: jump.name, at: zoned(day, jump.clock, jump.zone).getTime() })));
  const inside = all.filter((jump) => jump.at >= whole.begins && jump.at <= whole.ends);
  return inside.filter((jump, index) => inside.findIndex((other) => other.name === jump.name) === index);
}

/**
 * @param {Reach} whole
 * @returns {number[]} where sessions begin, far enough apart to be written under the line
 */
export function labelled(whole) {
  const { share } = scale(whole);
  const starts = [...new Set(spans(whole).map((span) => span.from))].sort((a, b) => a - b);
  return starts.reduce((kept, at) => {
    const inside = share(at) > 0.03 && share(at) < 0.97;
    const free = !kept.length || share(at) - share(kept.at(-1)) > 0.1;
    return inside && free ? [...kept, at] : kept;
  }, []);
}

/**
 * @param {Reach} whole
 * @param {number} at
 * @returns {string} the session at a moment, by the usual hours
 */
export function phase(whole, at) {
  const wide = { begins: whole.begins - 86400e3, ends: whole.ends + 86400e3 };
  const weekday = !["Sat", "Sun"].includes(new Intl.DateTimeFormat("en", { weekday: "short", timeZone: HK }).format(at));
  const found = spans(wide).filter((span) => at >= span.from && at < span.to);
  return (weekday && found.find((span) => span.kind !== "us" || found.length === 1)?.name) || "Hong Kong closed";
}

/**
 * What to ask the replay for: a clock on its own day, else the full time.
 * @param {Reach} whole
 * @param {number} at
 */
export function jumpValue(whole, at) {
  const there = new Intl.DateTimeFormat("sv-SE", { timeZone: HK, dateStyle: "short", timeStyle: "short" }).format(at);
  const [day, clock] = there.split(" ");
  return day === hktDay(new Date(whole.begins)) ? clock : `${day}T${clock}:00+08:00`;
}

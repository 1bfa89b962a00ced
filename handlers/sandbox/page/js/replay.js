/** @module replay The bar that plays a recorded day: the market's clock, its progress, its speed. */
import { post } from "./api.js";
import { connectPanel } from "./connect.js";
import { byId, el, fill, refill } from "./dom.js";
import { icon, surgeMark } from "./icons.js";
import { jumps, jumpValue, labelled, phase, reach, scale, spans } from "./replay_time.js";
import { on, state, tell } from "./state.js";
import { hktClock, hktDate } from "./time.js";

const SPEEDS = [60, 240, 600, 2400];
const MINUTE = 60e3;
/** Steps of the slider; its value is a place on the line, not a time. */
const STEPS = 2000;
/** What the keys move the market's clock by. */
const KEYS = {
  ArrowRight: MINUTE, ArrowUp: MINUTE, ArrowLeft: -MINUTE, ArrowDown: -MINUTE,
  PageUp: 30 * MINUTE, PageDown: -30 * MINUTE, Home: -Infinity, End: Infinity,
};
/** How far the clock may run ahead of the last word from the server. */
const AHEAD = 900;

const bar = byId("replay");
const calm = matchMedia("(prefers-reduced-motion: reduce)");
let heard = 0;
let dragging = false;
let drawnFor = "";
/** @type {ReturnType<typeof scale>} */
let line;

async function ask(what, value) {
  const answer = await post("replay", value === undefined ? { do: what } : { do: what, value });
  if (answer.replay) hear(answer.replay);
}

/** @param {any} replay the state the app told, or null */
export function hear(replay) {
  state.replay = replay;
  heard = performance.now();
  tell("replay");
}

/** The market's time now: what was told, and a little further while it plays. */
function marketTime() {
  const { at, playing, over, speed } = state.replay;
  const told = Date.parse(at);
  if (!playing || over || calm.matches) return told;
  const since = Math.min(performance.now() - heard, AHEAD);
  return Math.min(told + since * speed, Date.parse(state.replay.ends));
}

function build() {
  const whole = reach(state.replay);
  line = scale(whole);
  const share = (at) => `${line.share(at) * 100}%`;
  const track = el("div", { class: "scrub__track", "aria-hidden": "true" }, spans(whole).map((span) => {
    const mark = el("span", { class: `scrub__span scrub__span--${span.kind}`, title: span.name });
    mark.style.left = share(span.from);
    mark.style.width = `calc(${share(span.to)} - ${share(span.from)})`;
    return mark;
  }));
  const labels = labelled(whole).map((at) => {
    const label = el("span", { class: "scrub__label", "aria-hidden": "true" }, hktClock(new Date(at)));
    label.style.left = share(at);
    return label;
  });
  const slider = el("input", {
    id: "replay-progress", class: "scrub__slider", type: "range", min: 0, max: STEPS, step: 1, "aria-label": "Replay time, Hong Kong",
    on: { input: preview, change: seek, keydown: byKey },
  });
  const speeds = SPEEDS.map((speed) => el("label", { class: "speed" },
    el("input", { type: "radio", name: "speed", value: speed, on: { change: () => ask("speed", speed) } }), el("span", {}, `${speed}×`)));
  const places = jumps(whole).map((jump) => el("button", {
    type: "button", class: "jump", on: { click: () => ask("jump", jumpValue(whole, jump.at)) }, "aria-label": `Jump to ${jump.name}`,
  }, jump.name));
  refill(bar,
    el("div", { class: "replay__who" }, surgeMark(), el("div", {},
      el("h2", { class: "replay__title", id: "replay-title" }), el("p", { class: "replay__date", id: "replay-date" }))),
    el("div", { class: "replay__play" },
      el("button", { id: "replay-play", class: "replay__button", type: "button", on: { click: press } }),
      el("div", { class: "replay__time" },
        el("div", {}, el("span", { id: "replay-clock", class: "replay__clock", role: "timer", "aria-label": "Market time, Hong Kong" }), el("abbr", { class: "replay__zone", title: "Hong Kong time" }, "HKT")),
        el("span", { id: "replay-phase", class: "replay__phase" }))),
    el("div", { class: "scrub" }, track, labels, slider),
    el("div", { class: "replay__tools" },
      el("div", { id: "replay-speeds", class: "speeds", role: "radiogroup", "aria-label": "Replay speed" }, speeds),
      el("div", { id: "replay-jumps", class: "jumps", role: "group", "aria-label": "Jump to" }, places)),
    el("div", { id: "replay-over", class: "replay__over", role: "status", hidden: true }));
  fill(byId("replay-over"), [el("span", {}, "Replay over: again? connect Slack?"),
    el("button", { id: "replay-again", type: "button", class: "button button--primary", on: { click: () => ask("again") } }, icon("again"), "Play again"),
    el("button", { id: "connect-slack", type: "button", class: "button", on: { click: connectPanel } }, icon("plug"), "Connect Slack")]);
}

function press() {
  const { over, playing } = state.replay;
  ask(over ? "again" : playing ? "pause" : "play");
}

const pointed = (event) => Math.round(line.at(Number(event.target.value) / STEPS) / MINUTE) * MINUTE;

function preview(event) {
  dragging = true;
  showTime(pointed(event));
}

function seek(event) {
  dragging = false;
  ask("jump", jumpValue(reach(state.replay), pointed(event)));
}

function byKey(event) {
  const step = KEYS[event.key];
  if (!step) return;
  event.preventDefault();
  const whole = reach(state.replay);
  const at = Math.min(whole.ends, Math.max(whole.begins, marketTime() + step));
  ask("jump", jumpValue(whole, at));
}

function draw() {
  const { replay } = state;
  bar.hidden = !replay;
  document.body.classList.toggle("has-replay", Boolean(replay));
  if (!replay) return;
  const shape = `${replay.title}|${replay.begins}|${replay.ends}`;
  if (shape !== drawnFor) build();
  drawnFor = shape;
  byId("replay-title").textContent = titled(replay.title);
  const button = byId("replay-play");
  const [label, sign] = replay.over ? ["Play again", "again"] : replay.playing ? ["Pause", "pause"] : ["Play", "play"];
  if (button.title !== label) refill(button, icon(sign));
  button.title = label;
  button.setAttribute("aria-label", label);
  for (const radio of bar.querySelectorAll("[name=speed]")) radio.checked = Number(radio.value) === replay.speed;
  byId("replay-over").hidden = !replay.over;
  bar.classList.toggle("replay--over", replay.over);
  bar.classList.toggle("replay--playing", replay.playing && !replay.over);
  if (!dragging) showTime(marketTime());
}

function titled(title) {
  return /^replay/i.test(title) ? title : `Replay: ${title}`;
}

function showTime(at) {
  const whole = reach(state.replay);
  const date = new Date(at);
  set("replay-clock", hktClock(date));
  set("replay-date", hktDate(date));
  set("replay-phase", phase(whole, at));
  const slider = byId("replay-progress");
  if (!dragging) slider.value = String(Math.round(line.share(at) * STEPS));
  slider.setAttribute("aria-valuetext", `${hktClock(date)} Hong Kong, ${phase(whole, at)}`);
  bar.style.setProperty("--progress", String(line.share(at)));
}

function set(id, words) {
  const node = byId(id);
  if (node.textContent !== words) node.textContent = words;
}

function tick() {
  if (state.replay?.playing && !dragging && !document.hidden) showTime(marketTime());
  setTimeout(() => requestAnimationFrame(tick), 80);
}

/** Show the bar from now on. */
export function startReplay() {
  on("replay", draw);
  tick();
}

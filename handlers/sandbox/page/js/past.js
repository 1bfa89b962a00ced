/** @module past What was sent before, to be called back with the up arrow. */

const LIMIT = 50;
const KEY = "surge.past";

/** @returns {string[]} oldest first */
function all() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
  } catch {
    return [];
  }
}

/** @param {string} text */
export function remember(text) {
  const kept = [...all().filter((one) => one !== text), text].slice(-LIMIT);
  sessionStorage.setItem(KEY, JSON.stringify(kept));
}

/** @returns {{back: () => string | undefined, forth: () => string | undefined, rest: () => void}} */
export function walk() {
  let steps = 0;
  const step = (by) => {
    const texts = all();
    const next = Math.min(Math.max(steps + by, 0), texts.length);
    if (next === steps) return undefined;
    steps = next;
    return steps ? texts.at(-steps) : "";
  };
  return { back: () => step(1), forth: () => step(-1), rest: () => { steps = 0; } };
}

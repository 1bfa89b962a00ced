/** @module asked Which command a reply answers, so that the page can say so; kept as long as the tab. */

const KEY = "surge.asked";
const LIMIT = 200;

/** @returns {Record<string, string>} */
function all() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "{}");
  } catch {
    return {};
  }
}

let known = all();

/**
 * @param {string} ts the reply's
 * @returns {string} the command as it was typed, or "".
 */
export function askedBy(ts) {
  return known[ts] ?? "";
}

/**
 * @param {string} ts
 * @param {string} command
 */
export function rememberAsked(ts, command) {
  known = Object.fromEntries([...Object.entries(known), [ts, command]].slice(-LIMIT));
  sessionStorage.setItem(KEY, JSON.stringify(known));
}

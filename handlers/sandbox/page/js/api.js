/** @module api The sandbox's doors, as promises of plain objects. */

/**
 * @param {Promise<Response>} asking
 * @returns {Promise<Record<string, any>>} the answer; `{ok: false, error}` when there is none.
 */
async function answer(asking) {
  try {
    const response = await asking;
    return await response.json();
  } catch {
    return { ok: false, error: "unreachable" };
  }
}

/**
 * @param {string} door such as `messages`
 * @param {Record<string, string>} [query]
 */
export function get(door, query = {}) {
  const params = new URLSearchParams(query).toString();
  return answer(fetch(`/_sandbox/${door}${params ? `?${params}` : ""}`, { cache: "no-store" }));
}

/**
 * @param {string} door such as `command`
 * @param {Record<string, unknown>} body
 */
export function post(door, body) {
  const request = {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  };
  return answer(fetch(`/_sandbox/${door}`, request));
}

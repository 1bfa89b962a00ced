/**
 * @module state What the page knows. Parts subscribe to a topic and redraw when it is told.
 *
 * Topics: workspace, place (user, channel), messages, thread, replay, connected, views, home, tab, pending, user, unread, leaving.
 */

/**
 * @typedef {object} Message
 * @property {string} ts
 * @property {string} channel
 * @property {string} user
 * @property {string} text
 * @property {object[]} [blocks]
 * @property {string} [thread_ts]
 * @property {string} [ephemeral_to]
 * @property {unknown} [edited]
 * @property {unknown} [bot]
 * @property {string} [username]
 * @property {boolean} [reply_broadcast]
 */

export const state = {
  /** @type {any} */ workspace: null,
  user: "",
  channel: "",
  /** @type {string | null} */ thread: null,
  /** @type {any} */ replay: null,
  connected: true,
  /** @type {any[]} modals, the topmost last */ views: [],
  /** @type {any} */ home: null,
  /** @type {"messages" | "home"} */ tab: "messages",
  /** @type {{id: number, channel: string, text: string}[]} */ pending: [],
  /** @type {Map<string, Map<string, Message>>} channel to ts to message */ messages: new Map(),
  /** @type {Set<string>} what the reader dismissed, by ts */ dismissed: new Set(),
};

/** @type {Map<string, Set<() => void>>} */
const listeners = new Map();

/**
 * @param {string | string[]} topics
 * @param {() => void} listener
 */
export function on(topics, listener) {
  for (const topic of [topics].flat()) {
    if (!listeners.has(topic)) listeners.set(topic, new Set());
    listeners.get(topic).add(listener);
  }
}

/** @param {...string} topics */
export function tell(...topics) {
  const due = new Set(topics.flatMap((topic) => [...(listeners.get(topic) ?? [])]));
  for (const listener of due) listener();
}

/**
 * @param {Message} message
 * @returns {boolean} may the person now viewing see it?
 */
export function visible(message) {
  if (message.ephemeral_to && message.ephemeral_to !== state.user) return false;
  if (state.dismissed.has(message.ts)) return false;
  return !message.channel.startsWith("D") || message.channel === ownDm();
}

/** @returns {string | undefined} the direct message of the person now viewing with the app. */
export function ownDm() {
  return state.workspace?.dms.find((dm) => dm.user === state.user)?.id;
}

/** @param {Message} message */
export function keep(message) {
  if (!message?.ts || !message.channel) return;
  if (!state.messages.has(message.channel)) state.messages.set(message.channel, new Map());
  state.messages.get(message.channel).set(message.ts, message);
}

/**
 * @param {string} channel
 * @param {string} ts
 */
export function drop(channel, ts) {
  state.messages.get(channel)?.delete(ts);
}

/**
 * @param {string} channel
 * @returns {Message[]} all the viewer may see there, oldest first.
 */
export function messagesIn(channel) {
  const all = [...(state.messages.get(channel)?.values() ?? [])].filter(visible);
  return all.sort((a, b) => Number(a.ts) - Number(b.ts));
}

/** @param {Message} message */
export function isReply(message) {
  return Boolean(message.thread_ts) && message.thread_ts !== message.ts;
}

/**
 * @param {string} channel
 * @returns {Message[]} what stands in the channel itself: no thread replies, but broadcast ones.
 */
export function topLevel(channel) {
  return messagesIn(channel).filter((message) => !isReply(message) || message.reply_broadcast);
}

/**
 * @param {string} channel
 * @param {string} ts the parent's
 */
export function repliesTo(channel, ts) {
  return messagesIn(channel).filter((message) => isReply(message) && message.thread_ts === ts);
}

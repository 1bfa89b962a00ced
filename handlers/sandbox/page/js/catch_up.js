/** @module catch_up Asks for the messages that are there, without losing what the stream tells meanwhile. */
import { get } from "./api.js";
import { SANDBOX } from "./people.js";
import { keep, ownDm, state, tell } from "./state.js";

/** What the stream told, and when: newer than any answer asked for before. @type {{channel: string, ts: string, at: number}[]} */
let told = [];

/** @param {{channel: string, ts: string}} message told by the stream just now */
export function note({ channel, ts }) {
  const at = performance.now();
  told = [...told.filter((one) => at - one.at < 60e3), { channel, ts, at }];
}

/** Ask for everything the viewer may see; what the stream told meanwhile stays as it was told. */
export async function fetchAll() {
  const user = state.user;
  const asked = performance.now();
  const channels = [...state.workspace.channels.map((channel) => channel.id), ownDm()].filter(Boolean);
  const answers = await Promise.all(channels.map((channel) => get("messages", { channel, user })));
  if (user !== state.user) return;
  answers.forEach((answer, at) => {
    if (!answer.ok) return;
    merge(channels[at], answer.messages, asked);
  });
  tell("messages");
}

function merge(channel, messages, asked) {
  const before = state.messages.get(channel) ?? new Map();
  const newer = new Set(told.filter((one) => one.channel === channel && one.at >= asked).map((one) => one.ts));
  const local = [...before.values()].filter((message) => newer.has(message.ts) || message.user === SANDBOX);
  state.messages.set(channel, new Map());
  for (const message of [...messages.filter((one) => !newer.has(one.ts)), ...local]) keep(message);
}

/** @module say Sends what was typed: a command, or words to the channel. */
import { post } from "./api.js";
import { rememberAsked } from "./asked.js";
import { showEnd } from "./channel.js";
import { isBot, SANDBOX } from "./people.js";
import { keep, state, tell } from "./state.js";

const WORDS = {
  unreachable: "The sandbox does not answer. Is `make run` still going?",
  not_connected: "Surge is starting… your words are still in the box; send them again in a moment.",
};
let count = 0;

/**
 * @param {string} text as typed
 * @param {string | null} [thread] the parent's ts
 * @returns {Promise<boolean>} was it taken? If not, the text stays in the box.
 */
export async function say(text, thread = null) {
  if (thread && text.startsWith("/")) {
    note(state.channel, `${text.split(" ")[0]} is not supported in threads, as in Slack. Mention @${state.workspace.bot.name} instead.`);
    return false;
  }
  showEnd();
  return text.startsWith("/") ? command(text) : words(text, thread);
}

async function words(text, thread) {
  const body = { user: state.user, channel: state.channel, text };
  const answer = await post("message", thread ? { ...body, thread_ts: thread } : body);
  if (!answer.ok) return refused(state.channel, answer);
  take([answer.message, ...(answer.replies ?? [])]);
  return true;
}

async function command(text) {
  const channel = state.channel;
  if (!state.connected) {
    note(channel, WORDS.not_connected);
    return false;
  }
  count += 1;
  const waiting = { id: count, channel, text };
  state.pending = [...state.pending, waiting];
  tell("pending");
  run(text, waiting);
  return true;
}

async function run(text, waiting) {
  const [name, ...rest] = text.split(" ");
  const answer = await post("command", { user: state.user, channel: waiting.channel, command: name, text: rest.join(" ").trim() });
  state.pending = state.pending.filter((one) => one !== waiting);
  for (const reply of answer.replies ?? []) if (reply.ephemeral_to) rememberAsked(reply.ts, text);
  take(answer.replies ?? []);
  if (!answer.ok) refused(waiting.channel, answer, name);
  tell("pending");
}

function take(messages) {
  for (const message of messages) if (message) keep(message);
  tell("messages");
}

/** A waiting line goes as soon as something came back, and the reply learns what it answers. */
export function answered(message) {
  const waiting = state.pending.find((one) => one.channel === message.channel);
  if (!waiting || !isBot(message) || message.ephemeral_to !== state.user) return;
  rememberAsked(message.ts, waiting.text);
  state.pending = state.pending.filter((one) => one !== waiting);
}

/**
 * @param {string} channel
 * @param {any} answer
 * @param {string} [what]
 * @returns {false}
 */
export function refused(channel, answer, what = "That") {
  const error = answer.error ?? "no_answer";
  note(channel, !state.connected ? WORDS.not_connected : (WORDS[error] ?? `${what} failed with the error “${error}”.`));
  return false;
}

/** Something only this page says, as Slackbot would. */
export function note(channel, text) {
  const ts = (Date.now() / 1000).toFixed(6);
  keep({ ts, channel, user: SANDBOX, bot: true, text, ephemeral_to: state.user });
  tell("messages");
}

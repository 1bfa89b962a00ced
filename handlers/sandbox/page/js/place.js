/** @module place Where the reader is: which person they view as, which channel is open. Kept in the address. */
import { ownDm, state, tell } from "./state.js";

const DEFAULT_USER = "U01TRADER";

/** @returns {string} the person the address names, else the last one, else the trader. */
export function firstUser() {
  const asked = new URLSearchParams(location.search).get("user");
  const known = (id) => state.workspace.users.some((user) => user.id === id);
  return [asked, localStorage.getItem("surge.user"), DEFAULT_USER].find((id) => id && known(id)) ?? state.workspace.users[0].id;
}

/** @returns {string} the channel the address names, when the person may see it; else the first. */
export function hashChannel() {
  const asked = decodeURIComponent(location.hash.slice(1)).split("/")[0];
  const { channels, dms } = state.workspace;
  if (channels.some((channel) => channel.id === asked)) return asked;
  return dms.some((dm) => dm.id === asked) ? ownDm() : channels[0].id;
}

/** @returns {string | null} the ts of the message a permalink (`#C…/p1752556000000100`) names. */
export function hashMessage() {
  const digits = /\/p(\d{10})(\d{6})$/.exec(location.hash);
  return digits && `${digits[1]}.${digits[2]}`;
}

/** @param {string} channel */
export function goTo(channel) {
  if (location.hash === `#${channel}`) arrive();
  else location.hash = channel;
}

/** Take the address's word for where we are. */
export function arrive() {
  const channel = hashChannel();
  if (location.hash.split("/")[0] !== `#${channel}`) history.replaceState(null, "", `#${channel}`);
  if (channel !== state.channel) {
    if (state.channel) tell("leaving");
    state.channel = channel;
    state.thread = null;
    state.tab = "messages";
  }
  tell("place", "thread", "tab");
}

/** @param {string} user */
export function viewAs(user) {
  if (state.channel) tell("leaving");
  state.user = user;
  state.views = [];
  state.pending = [];
  localStorage.setItem("surge.user", user);
  const address = new URL(location.href);
  address.searchParams.set("user", user);
  if (state.channel.startsWith("D")) address.hash = ownDm();
  history.replaceState(null, "", address);
  tell("user", "views");
}

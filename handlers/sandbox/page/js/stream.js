/** @module stream What happens, as it happens: server-sent events that survive a restart of the server. */

const RETRY = 1500;
const KINDS = ["message", "update", "delete", "view", "view_closed", "home", "reset", "replay", "connected"];

/**
 * @param {string} user
 * @param {(kind: string, data: any) => void} onEvent
 * @param {(live: boolean) => void} onLive told true at every (re)connection, false when it is lost:
 *   what was missed in between must then be asked for again.
 * @returns {() => void} closes the stream.
 */
export function listen(user, onEvent, onLive) {
  let source;
  let timer;
  let closed = false;
  const open = () => {
    source = new EventSource(`/_sandbox/stream?user=${encodeURIComponent(user)}`);
    source.addEventListener("open", () => onLive(true));
    source.addEventListener("error", () => {
      onLive(false);
      if (source.readyState !== EventSource.CLOSED || closed) return;
      timer = setTimeout(open, RETRY);
    });
    for (const kind of KINDS) source.addEventListener(kind, (event) => onEvent(kind, parsed(event.data)));
  };
  open();
  return () => {
    closed = true;
    clearTimeout(timer);
    source.close();
  };
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

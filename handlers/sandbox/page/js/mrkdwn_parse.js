/**
 * @module mrkdwn_parse Slack's mrkdwn as a tree. Pure: no DOM, no state.
 *
 * As strict as Slack: a mark counts only at a word's edge (so not between Chinese characters without a
 * space), never over a line's end, and only `&amp; &lt; &gt;` are unescaped.
 */

/**
 * @typedef {{type: string, text?: string, url?: string, id?: string, label?: string,
 *   pattern?: string, unix?: number, children?: Piece[]}} Piece
 */

const MARKS = { "*": "bold", _: "italic", "~": "strike" };
const WORD = /[\p{L}\p{N}]/u;
const FENCE = /```([\s\S]+?)```/g;
const QUOTE = /^(?:>|&gt;) ?/;
const URL_HERE = /^https?:\/\/[^\s<>|]+[^\s<>|.,;:!?'")\]}]/;

/** @param {string} text */
export function unescape(text) {
  return text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");
}

/**
 * @param {string} text
 * @param {{verbatim?: boolean}} [options] verbatim: bare URLs are not linked
 * @returns {Piece[]} blocks `pre`, `quote` and `lines`, each with its inline pieces.
 */
export function parse(text, options = {}) {
  const pieces = [];
  let from = 0;
  for (const found of text.matchAll(FENCE)) {
    pieces.push(...lines(text.slice(from, found.index).replace(/\n$/, ""), options));
    pieces.push({ type: "pre", text: unescape(found[1].replace(/^\n|\n$/g, "")) });
    from = found.index + found[0].length;
  }
  pieces.push(...lines(from ? text.slice(from).replace(/^\n/, "") : text, options));
  return pieces;
}

function lines(text, options) {
  if (!text) return [];
  const groups = [];
  for (const line of text.split("\n")) {
    const type = QUOTE.test(line) ? "quote" : "lines";
    const bare = type === "quote" ? line.replace(QUOTE, "") : line;
    if (groups.at(-1)?.type === type) groups.at(-1).lines.push(bare);
    else groups.push({ type, lines: [bare] });
  }
  return groups.map((group) => ({ type: group.type, children: inline(group.lines.join("\n"), options) }));
}

/**
 * @param {string} text
 * @param {{verbatim?: boolean}} [options]
 * @returns {Piece[]}
 */
export function inline(text, options = {}) {
  const pieces = [];
  let plain = "";
  let at = 0;
  const flush = () => {
    if (plain) pieces.push({ type: "text", text: unescape(plain) });
    plain = "";
  };
  while (at < text.length) {
    const found = special(text, at) ?? code(text, at) ?? marked(text, at, options) ?? shortcode(text, at)
      ?? bareUrl(text, at, options);
    if (found) {
      flush();
      pieces.push(found.piece);
      at = found.end;
    } else {
      plain += text[at];
      at += 1;
    }
  }
  flush();
  return pieces;
}

function special(text, at) {
  if (text[at] !== "<") return null;
  const end = text.indexOf(">", at);
  if (end < 0) return null;
  const [body, ...rest] = text.slice(at + 1, end).split("|");
  const label = rest.length ? unescape(rest.join("|")) : undefined;
  const piece = angle(body, label);
  return piece && { piece, end: end + 1 };
}

function angle(body, label) {
  if (/^@[UW]/.test(body)) return { type: "user", id: body.slice(1), label };
  if (/^#[CGD]/.test(body)) return { type: "channel", id: body.slice(1), label };
  if (body.startsWith("!date^")) return dated(body, label);
  if (body.startsWith("!")) return { type: "broadcast", text: label ?? `@${body.slice(1).split("^")[0]}` };
  if (/^(https?:|mailto:|tel:|slack:)/i.test(body)) return { type: "link", url: unescape(body), label };
  return null;
}

function dated(body, label) {
  const [, unix, pattern = "", url] = body.split("^");
  return { type: "date", unix: Number(unix), pattern, url, label: label ?? "" };
}

function code(text, at) {
  const found = text[at] === "`" && /^`([^`\n]+)`/.exec(text.slice(at));
  return found ? { piece: { type: "code", text: unescape(found[1]) }, end: at + found[0].length } : null;
}

function marked(text, at, options) {
  const type = MARKS[text[at]];
  if (!type || !edge(text[at - 1]) || !/\S/.test(text[at + 1] ?? " ") || text[at + 1] === text[at]) return null;
  const close = closing(text, at);
  if (close < 0) return null;
  return { piece: { type, children: inline(text.slice(at + 1, close), options) }, end: close + 1 };
}

function closing(text, at) {
  for (let here = at + 2; here < text.length && text[here] !== "\n"; here += 1) {
    if (text[here] === "<") here = Math.max(here, text.indexOf(">", here));
    else if (text[here] === text[at] && /\S/.test(text[here - 1]) && edge(text[here + 1])) return here;
  }
  return -1;
}

function edge(character) {
  return character === undefined || !WORD.test(character);
}

function shortcode(text, at) {
  const found = text[at] === ":" && /^:([a-z0-9_+-]+(?:::[a-z0-9_-]+)?):/.exec(text.slice(at));
  return found ? { piece: { type: "emoji", text: found[1] }, end: at + found[0].length } : null;
}

function bareUrl(text, at, options) {
  if (options.verbatim || text[at] !== "h" || !edge(text[at - 1])) return null;
  const found = URL_HERE.exec(text.slice(at));
  return found ? { piece: { type: "link", url: unescape(found[0]) }, end: at + found[0].length } : null;
}

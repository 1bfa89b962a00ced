/** @module markdown The `markdown` block: a small, safe renderer of real Markdown. */
import { el, link } from "./dom.js";
import { emojiNode } from "./mrkdwn.js";

/** Inline forms, tried in order at each place: a pattern and how it is drawn. */
const INLINE = [
  [/^\\([\\`*_{}[\]()#+\-.!~|>])/, (found) => found[1]],
  [/^(`+)([\s\S]+?)\1(?!`)/, (found) => el("code", {}, found[2].trim())],
  [/^!\[([^\]]*)\]\(([^)\s]+)[^)]*\)/, (found) => link(found[2], found[1] || found[2])],
  [/^\[([^\]]+)\]\(([^)\s]+)[^)]*\)/, (found) => link(found[2], inline(found[1]))],
  [/^<(https?:\/\/[^>\s]+)>/, (found) => link(found[1], found[1])],
  [/^\*\*(?=\S)([\s\S]*?\S)\*\*/, (found) => el("strong", {}, inline(found[1]))],
  [/^__(?=\S)([\s\S]*?\S)__(?!\w)/, (found) => el("strong", {}, inline(found[1]))],
  [/^~~(?=\S)([\s\S]*?\S)~~/, (found) => el("s", {}, inline(found[1]))],
  [/^\*(?=\S)([^*]*?\S)\*/, (found) => el("em", {}, inline(found[1]))],
  [/^_(?=\S)([^_]*?\S)_(?!\w)/, (found, before) => (/\w/.test(before) ? null : el("em", {}, inline(found[1])))],
  [/^:([a-z0-9_+-]+):/, (found) => emojiNode(found[1])],
  [/^https?:\/\/[^\s<>]+[^\s<>.,;:!?'")\]]/, (found) => link(found[0], found[0])],
];

function inline(text) {
  const nodes = [];
  let plain = "";
  for (let at = 0; at < text.length; ) {
    const hit = firstInline(text, at);
    if (hit) nodes.push(plain, hit.node);
    plain = hit ? "" : plain + text[at];
    at += hit ? hit.length : 1;
  }
  return [...nodes, plain];
}

function firstInline(text, at) {
  if (!/[\\`!\[<*_~:h]/.test(text[at])) return null;
  for (const [pattern, draw] of INLINE) {
    const found = pattern.exec(text.slice(at));
    const node = found && draw(found, text[at - 1] ?? " ");
    if (node) return { node, length: found[0].length };
  }
  return null;
}

const LIST_ITEM = /^(\s*)([-*+]|\d+[.)])\s+(.*)$/;
const TABLE_RULE = /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/;

/** Block forms, tried in order: does it begin here, and how many lines does it take? */
const BLOCKS = [
  { begins: (lines, at) => /^\s*(```|~~~)/.test(lines[at]), take: fence },
  { begins: (lines, at) => /^#{1,6}\s/.test(lines[at]), take: heading },
  { begins: (lines, at) => /^\s*([-*_])(\s*\1){2,}\s*$/.test(lines[at]), take: () => [el("hr"), 1] },
  { begins: (lines, at) => /^\s*>/.test(lines[at]), take: quote },
  { begins: (lines, at) => LIST_ITEM.test(lines[at]), take: list },
  { begins: (lines, at) => lines[at].includes("|") && TABLE_RULE.test(lines[at + 1] ?? ""), take: table },
];

function blocks(lines) {
  const nodes = [];
  for (let at = 0; at < lines.length; ) {
    const form = BLOCKS.find((candidate) => candidate.begins(lines, at));
    const blank = !lines[at].trim();
    const [node, taken] = form ? form.take(lines, at) : blank ? [null, 1] : paragraph(lines, at);
    nodes.push(node);
    at += taken;
  }
  return nodes;
}

function run(lines, at, belongs) {
  let end = at;
  while (end < lines.length && belongs(lines[end], end)) end += 1;
  return lines.slice(at, end);
}

function paragraph(lines, at) {
  const starts = (index) => BLOCKS.some((form) => form.begins(lines, index));
  const taken = run(lines, at, (line, index) => line.trim() && (index === at || !starts(index)));
  return [el("p", {}, inline(taken.join("\n"))), taken.length];
}

function fence(lines, at) {
  const body = run(lines, at + 1, (line) => !/^\s*(```|~~~)\s*$/.test(line));
  return [el("pre", {}, body.join("\n")), body.length + 2];
}

function heading(lines, at) {
  const [, marks, words] = /^(#{1,6})\s+(.*?)\s*#*$/.exec(lines[at]) ?? [null, "#", lines[at]];
  return [el("p", { class: `md-h md-h${marks.length}`, role: "heading", "aria-level": marks.length + 2 }, inline(words)), 1];
}

function quote(lines, at) {
  const taken = run(lines, at, (line) => /^\s*>/.test(line));
  return [el("blockquote", {}, blocks(taken.map((line) => line.replace(/^\s*> ?/, "")))), taken.length];
}

function list(lines, at) {
  const taken = run(lines, at, (line) => LIST_ITEM.test(line) || /^\s{2,}\S/.test(line));
  const depth = LIST_ITEM.exec(taken[0])[1].length;
  const ordered = /\d/.test(LIST_ITEM.exec(taken[0])[2]);
  const items = [];
  for (const line of taken) {
    const found = LIST_ITEM.exec(line);
    if (found && found[1].length <= depth + 1) items.push({ words: found[3], inner: [] });
    else items.at(-1).inner.push(line);
  }
  const drawn = items.map((item) => el("li", {}, inline(item.words), item.inner.length ? blocks(dedent(item.inner)) : null));
  return [el(ordered ? "ol" : "ul", {}, drawn), taken.length];
}

function dedent(lines) {
  const by = Math.min(...lines.map((line) => /^\s*/.exec(line)[0].length));
  return lines.map((line) => line.slice(by));
}

function cells(line) {
  const bare = line.trim().replace(/^\||\|$/g, "");
  return bare.split(/(?<!\\)\|/).map((cell) => cell.trim().replace(/\\\|/g, "|"));
}

function table(lines, at) {
  const taken = run(lines, at, (line) => line.includes("|"));
  const sides = cells(taken[1]).map((rule) => (/^:-+:$/.test(rule) ? "center" : /-:$/.test(rule) ? "right" : "left"));
  const row = (line, tag) => el("tr", {}, cells(line).map((cell, index) => el(tag, { class: `is-${sides[index] ?? "left"}` }, inline(cell))));
  const head = el("thead", {}, row(taken[0], "th"));
  const body = el("tbody", {}, taken.slice(2).map((line) => row(line, "td")));
  return [el("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-label": "Table" }, el("table", {}, head, body)), taken.length];
}

/**
 * @param {string} text
 * @returns {HTMLElement}
 */
export function markdown(text) {
  return el("div", { class: "markdown" }, blocks(String(text ?? "").replace(/\r\n?/g, "\n").split("\n")));
}

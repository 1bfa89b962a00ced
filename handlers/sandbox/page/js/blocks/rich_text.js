/** @module blocks/rich_text Rich text: sections, lists, quotes, code, and what stands in a line. */
import { el, link } from "../dom.js";
import { channelMention, dateNode, emojiNode, userMention } from "../mrkdwn.js";

const STYLES = [["code", "code"], ["strike", "s"], ["italic", "em"], ["bold", "strong"], ["underline", "u"]];

/** How each thing within a line is drawn. */
const LEAVES = {
  text: (leaf) => leaf.text,
  link: (leaf) => link(leaf.url, leaf.text || leaf.url),
  emoji: (leaf) => (leaf.unicode ? fromUnicode(leaf.unicode) : emojiNode(leaf.name)),
  user: (leaf) => userMention(leaf.user_id),
  channel: (leaf) => channelMention(leaf.channel_id),
  usergroup: (leaf) => el("span", { class: "mention" }, `@${leaf.usergroup_id}`),
  team: (leaf) => el("span", { class: "mention" }, leaf.team_id),
  broadcast: (leaf) => el("span", { class: "mention mention--own" }, `@${leaf.range}`),
  date: (leaf) => dateNode(leaf.timestamp, leaf.format ?? "{date_short} {time}", leaf.fallback ?? "", leaf.url),
  color: (leaf) => el("code", {}, leaf.value),
};

function fromUnicode(codes) {
  const points = codes.split("-").map((code) => Number.parseInt(code, 16));
  return points.every((point) => point >= 0 && point <= 0x10ffff) ? String.fromCodePoint(...points) : codes;
}

function drawLeaf(leaf) {
  const drawn = LEAVES[leaf.type]?.(leaf) ?? leaf.text ?? "";
  return STYLES.reduce((inner, [style, tag]) => (leaf.style?.[style] ? el(tag, {}, inner) : inner), drawn);
}

const leaves = (element) => (element.elements ?? []).map(drawLeaf);

/** How each part of the block is drawn. */
const PARTS = {
  rich_text_section: (part) => el("div", { class: "rich__line" }, leaves(part)),
  rich_text_quote: (part) => el("blockquote", {}, leaves(part)),
  rich_text_preformatted: (part) => el("pre", {}, leaves(part)),
  rich_text_list: (part) => {
    const tag = part.style === "ordered" ? "ol" : "ul";
    const start = tag === "ol" && part.offset ? part.offset + 1 : null;
    const indent = Math.min(8, Number(part.indent) || 0);
    return el(tag, { class: `rich__list rich__list--${indent}`, start }, (part.elements ?? []).map((item) => el("li", {}, leaves(item))));
  },
};

/** @param {any} block a `rich_text` block, or a table cell of that type */
export function richText(block) {
  return el("div", { class: "rich" }, (block.elements ?? []).map((part) => PARTS[part.type]?.(part) ?? drawLeaf(part)));
}

/**
 * @module dom Builds DOM nodes. Data only ever becomes text nodes and checked
 * attributes here, never markup: this is why no message can inject anything.
 */

const SVG = "http://www.w3.org/2000/svg";
const SAFE = new Set(["http:", "https:", "mailto:"]);

/**
 * @typedef {Node | string | number | null | undefined | false | Child[]} Child
 * @typedef {Record<string, unknown>} Props attributes; `on` holds listeners, `data` the dataset, `text` the text.
 */

/**
 * @param {unknown} url
 * @returns {string | null} the URL when it is http, https or mailto (or one of our own paths), else null.
 */
export function safeUrl(url) {
  if (typeof url !== "string" || !url) return null;
  if (/^(#|\/(?!\/))/.test(url)) return url;
  if (/^data:image\/(png|jpeg|gif|webp);base64,/.test(url)) return url;
  try {
    return SAFE.has(new URL(url).protocol) ? url : null;
  } catch {
    return null;
  }
}

/**
 * @param {string} tag
 * @param {Props} [props]
 * @param {...Child} children
 * @returns {HTMLElement}
 */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  dress(node, props);
  fill(node, children);
  return node;
}

/**
 * @param {string} tag
 * @param {Props} [props]
 * @param {...Child} children
 * @returns {SVGElement}
 */
export function svg(tag, props = {}, ...children) {
  const node = document.createElementNS(SVG, tag);
  dress(node, props);
  fill(node, children);
  return node;
}

/**
 * @param {Element} node
 * @param {Props} props
 */
function dress(node, props) {
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "on") listen(node, value);
    else if (name === "data") Object.assign(node.dataset, value);
    else if (name === "text") node.textContent = String(value);
    else if (name === "href" || name === "src") setUrl(node, name, value);
    else if (!/^on|^style$/i.test(name)) node.setAttribute(name, value === true ? "" : String(value));
  }
}

function setUrl(node, name, value) {
  const url = safeUrl(value);
  if (url) node.setAttribute(name, url);
}

function listen(node, listeners) {
  for (const [event, listener] of Object.entries(listeners)) node.addEventListener(event, listener);
}

/**
 * @param {Node} node
 * @param {Child[]} children
 */
export function fill(node, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child instanceof Node ? child : String(child));
  }
}

/**
 * Replace all that a node holds.
 * @param {Element} node
 * @param {...Child} children
 */
export function refill(node, ...children) {
  node.replaceChildren();
  fill(node, children);
}

/**
 * A link that opens elsewhere and tells nothing about us; plain text when its URL is not safe.
 * @param {string} url
 * @param {...Child} children
 * @returns {HTMLElement}
 */
export function link(url, ...children) {
  const safe = safeUrl(url);
  if (!safe) return el("span", {}, ...children);
  return el("a", { href: safe, target: "_blank", rel: "noopener noreferrer" }, ...children);
}

let count = 0;

/**
 * @param {string} prefix
 * @returns {string} an id no other node has.
 */
export function freshId(prefix) {
  count += 1;
  return `${prefix}-${count}`;
}

/**
 * @param {string} id
 * @returns {HTMLElement} the node of index.html with that id.
 */
export function byId(id) {
  const node = document.getElementById(id);
  if (!node) throw new Error(`index.html has no #${id}`);
  return node;
}

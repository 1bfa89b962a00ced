/** @module scroll Keeps a list at its end, unless the reader went up to read. */

const NEAR = 60;

/**
 * @param {HTMLElement} scroller
 * @param {(atEnd: boolean) => void} [onMove]
 * @returns {{atEnd: () => boolean, toEnd: (smooth?: boolean) => void, to: (node: Element) => void}}
 */
export function stickToEnd(scroller, onMove = () => {}) {
  let stuck = true;
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const near = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR;
  const toEnd = (smooth = false) => {
    stuck = true;
    scroller.scrollTo({ top: scroller.scrollHeight, behavior: smooth && !calm.matches ? "smooth" : "instant" });
  };
  scroller.addEventListener("scroll", () => {
    stuck = near();
    onMove(stuck);
  }, { passive: true });
  const watch = new ResizeObserver(() => stuck && toEnd());
  watch.observe(scroller);
  watch.observe(scroller.firstElementChild);
  const to = (node) => {
    stuck = false;
    node.scrollIntoView({ block: "center" });
  };
  return { atEnd: () => stuck, toEnd, to };
}

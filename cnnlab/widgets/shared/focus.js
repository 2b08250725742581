// Where the focus goes when what had it is drawn anew, or is gone: never to the page.

const REACHABLE = "a[href], button, input, select, summary, [tabindex]";

/**
 * Draw, and give the focus back to what had it, found by its `data-key`. Where that is gone, or can no longer be used,
 * the focus goes to `fallback()`, or to what now stands in its place.
 * @param {HTMLElement} root
 * @param {() => void} draw
 * @param {() => HTMLElement | null} [fallback]
 */
export function keepFocus(root, draw, fallback) {
  const before = stopsOf(root);
  const place = before.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  draw();
  if (place < 0 || before[place] === document.activeElement) return;
  const { key } = before[place].dataset;
  const now = stopsOf(root).filter((stop) => !stop.matches(':disabled, [aria-disabled="true"]'));
  const again = key && now.find((stop) => stop.dataset.key === key);
  const next = again || fallback?.() || now[Math.min(place, now.length - 1)];
  next?.focus();
}

/** @param {HTMLElement} root */
function stopsOf(root) {
  return /** @type {(HTMLElement | SVGElement)[]} */ ([...root.querySelectorAll(REACHABLE)]);
}

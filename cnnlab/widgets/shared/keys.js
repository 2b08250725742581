// Keys that a widget takes, and how JupyterLab does not take them as well.

/** What a part has that takes keys: JupyterLab's shortcuts are silent while the focus is on it. */
export const KEPT = { "data-lm-suppress-shortcuts": "true" };

/** @typedef {[down: number, across: number]} Step */

/** @type {Map<string, Step>} */
const ARROWS = new Map([
  ["ArrowUp", [-1, 0]],
  ["ArrowDown", [1, 0]],
  ["ArrowLeft", [0, -1]],
  ["ArrowRight", [0, 1]],
]);

/** @type {Map<string, Step>} */
const CORNERS = new Map([
  ["Home", [-Infinity, -Infinity]],
  ["End", [Infinity, Infinity]],
]);

/**
 * The step of an arrow key, [down, across]; null for any other key.
 * @param {Pick<KeyboardEvent, "key">} event
 */
export function arrows(event) {
  return ARROWS.get(event.key) ?? null;
}

/**
 * The same, and Home and End lead to the first and the last cell: as far up and left, or down and right, as there is.
 * @param {Pick<KeyboardEvent, "key">} event
 */
export function arrowsAndEnds(event) {
  return ARROWS.get(event.key) ?? CORNERS.get(event.key) ?? null;
}

/**
 * Whether a key belongs to a shortcut of the browser or of the machine. Shift does not count: some widgets use it.
 * @param {Pick<KeyboardEvent, "ctrlKey" | "metaKey" | "altKey">} event
 */
export function modified(event) {
  return event.ctrlKey || event.metaKey || event.altKey;
}

/**
 * Keep an event: the page does not scroll by it, and the notebook does not hear of it.
 * @param {Event} event
 */
export function keep(event) {
  event.preventDefault();
  event.stopPropagation();
}

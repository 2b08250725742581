// Keys that a widget takes, and which of them the notebook around it hears of.

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

// ---- what the notebook hears of

const UNHEARD = "data-lm-suppress-shortcuts"; // Jupyter's shortcuts pass over the element with the focus if it has this
const EDITS = new Set([...ARROWS.keys(), ...CORNERS.keys(), "Backspace", "Delete", ..."acvxyzZ"]);

/**
 * Whether the notebook is to hear of a key that is pressed in a widget: of Shift+Enter, and of shortcuts like Ctrl+S. A
 * letter alone would cut a cell or merge two; and with Ctrl, some keys are for whoever edits a field.
 * @param {Pick<KeyboardEvent, "key" | "shiftKey" | "ctrlKey" | "metaKey" | "altKey">} event
 */
export function isForNotebook(event) {
  if (modified(event)) return !EDITS.has(event.key);
  return event.shiftKey && event.key === "Enter";
}

/**
 * Keep from the notebook what is typed while an element has the focus. Jupyter looks at that element alone, and so each
 * that can have the focus must be silent itself; one that is silent lets no shortcut pass at all.
 * @param {Element} element
 */
export function keepKeys(element) {
  element.setAttribute(UNHEARD, "true");
  element.addEventListener("keydown", letShortcutsPass);
}

/** @param {Event} event */
function letShortcutsPass(event) {
  const element = /** @type {Element} */ (event.currentTarget);
  if (!isForNotebook(/** @type {KeyboardEvent} */ (event))) return;
  element.removeAttribute(UNHEARD);
  setTimeout(() => element.setAttribute(UNHEARD, "true")); // by then the notebook has heard of it
}

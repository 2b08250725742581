// Which keys are for the slides, and which for what has the focus on them.

import { HEIGHT } from "./sizes.js";

/** @param {string} where */
const focused = (where) => document.activeElement?.closest(where);

export function blur() {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}

/**
 * Whether a key is for the slides: not while a widget has the focus, but a presenter's remote control always. Escape
 * makes a page small again on which a place was shown larger.
 * @param {KeyboardEvent} event
 */
export function isForSlides(event) {
  if (["PageUp", "PageDown"].includes(event.key)) return true;
  if (event.key === "Escape" && document.documentElement.matches(".zoomed")) return false;
  if (!focused(".widget")) return !(focused("summary, a") && [" ", "Enter"].includes(event.key));
  if (event.key === "Escape") blur();
  return false;
}

/**
 * Down and up read a long page first, then turn it.
 * @param {{ getCurrentSlide: () => HTMLElement, next: () => void, prev: () => void }} reveal
 * @param {1 | -1} direction
 */
export function read(reveal, direction) {
  const page = reveal.getCurrentSlide();
  const before = page.scrollTop;
  page.scrollBy(0, direction * HEIGHT * 0.7);
  if (page.scrollTop !== before) return;
  if (direction > 0) reveal.next();
  else reveal.prev();
}

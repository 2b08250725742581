// How large a page is, and how large a widget may be on it.

export const WIDTH = 1280;
export const HEIGHT = innerWidth / innerHeight < 1.5 ? 960 : 720; // a screen of 4:3, or of 16:9
const ROOM = HEIGHT - 90; // what the margins leave of a page's height

/**
 * The values from the first down to the last.
 * @param {number} first @param {number} last @param {number} step
 */
export const descending = (first, last, step) =>
  Array.from({ length: Math.round((first - last) / step) + 1 }, (_, k) => first - k * step);

/**
 * A widget is drawn for a page that is read from near. Here it is as large as fits under its code; else its drawing is
 * narrower, and its words stay legible; else it has a page of its own, smaller or, if even that is too tall, with a
 * scroll bar.
 * @param {HTMLElement} widget
 */
export function enlarge(widget) {
  const code = widget.closest(".cell")?.querySelector(".code");
  const zoom = (/** @type {number} */ value) => widget.style.setProperty("zoom", `${value}`);
  const narrow = (/** @type {number} */ value) => widget.style.setProperty("--drawing", `${value}px`);
  const fits = (/** @type {number} */ room, /** @type {number[]} */ values, /** @type {typeof zoom} */ set) =>
    values.some((value) => {
      set(value);
      return widget.getBoundingClientRect().height <= room;
    });
  if (fits(ROOM - (code?.getBoundingClientRect().height ?? 0) - 16, descending(1.6, 1, 0.05), zoom)) return;
  zoom(1);
  if (fits(ROOM, descending(900, 480, 20), narrow) || fits(ROOM, descending(1, 0.7, 0.05), zoom)) return;
  widget.style.removeProperty("--drawing");
  zoom(1.2);
}

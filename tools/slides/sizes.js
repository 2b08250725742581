// How large a page is, and how large a widget may be on it.

export const WIDTH = 1280;
export const HEIGHT = innerWidth / innerHeight < 1.5 ? 960 : 720; // a screen of 4:3, or of 16:9
export const SMALLEST = 0.4; // of a widget that does not fit otherwise
const STEP = 0.05;
const LEAST_PRINTED = 16; // pixels
const ROOM = HEIGHT - 90; // what the margins leave of a page's height

/**
 * The values from the first down to the last.
 * @param {number} first @param {number} last @param {number} step
 */
export const descending = (first, last, step) =>
  Array.from({ length: Math.round((first - last) / step) + 1 }, (_, k) => first - k * step);

/**
 * A widget is drawn for a page that is read from near. Here it is as large as fits under its code, words alone in two
 * columns where that makes them larger. Else its drawing is narrower, and its words stay legible; else it has a page of
 * its own, on which it is as small as it must be, in one column or in two.
 * @param {HTMLElement} widget
 */
export function enlarge(widget) {
  const code = widget.closest(".cell")?.querySelector(".code");
  const room = ROOM - (code?.getBoundingClientRect().height ?? 0) - 16;
  const words = !widget.querySelector("svg, canvas");
  if (largest(widget, room, descending(1.6, 1, STEP), words)) return;
  widget.style.zoom = "1";
  const narrow = (/** @type {number} */ width) => {
    widget.style.setProperty("--drawing", `${width}px`);
    return widget.getBoundingClientRect().height <= ROOM;
  };
  if (descending(900, 480, 20).some(narrow)) return;
  widget.style.removeProperty("--drawing");
  widget.classList.add("tall"); // in half a page a drawing has its 560 units then, and is not laid out as on a phone
  largest(widget, ROOM, descending(0.95, SMALLEST, STEP), true);
}

/**
 * Give a widget the first of these zooms with which it is no higher than the room; returns it, or 0 where none is.
 * @param {HTMLElement} widget
 * @param {number} room
 * @param {number[]} zooms
 * @param {boolean} halves - whether it may have two columns
 */
function largest(widget, room, zooms, halves) {
  const fitting = () =>
    zooms.find((zoom) => {
      widget.style.zoom = `${zoom}`;
      return widget.getBoundingClientRect().height <= room;
    }) ?? 0;
  const whole = fitting();
  widget.classList.toggle("halved", halves);
  const half = halves ? fitting() : 0;
  widget.classList.toggle("halved", half > whole);
  const found = Math.max(half, whole);
  widget.style.zoom = `${found || zooms[zooms.length - 1]}`;
  return found;
}

/**
 * Printed lines that are a little too long for the page are smaller, so that none is broken and columns stay columns.
 * @param {HTMLElement} printed
 */
export function keepLines(printed) {
  printed.style.whiteSpace = "pre";
  const part = printed.clientWidth / printed.scrollWidth;
  printed.style.whiteSpace = "";
  const size = Math.floor(part * Number.parseFloat(getComputedStyle(printed).fontSize));
  if (part < 1 && size >= LEAST_PRINTED) printed.style.fontSize = `${size}px`;
}

/** Once three frames are drawn: some widgets hear in one that their size has changed, and draw in the next. */
export async function drawn() {
  for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
}

/**
 * Make widgets smaller that have become too tall for their pages since these were laid out.
 * @param {Element} slides
 */
export async function settle(slides) {
  await drawn();
  for (const _ of descending(1.6, SMALLEST, STEP)) {
    const found = /** @type {NodeListOf<HTMLElement>} */ (slides.querySelectorAll("section > section .widget"));
    const tall = [...found].filter((widget) => {
      const page = /** @type {Element} */ (widget.closest("section"));
      return page.scrollHeight > page.clientHeight + 1 && +widget.style.zoom > SMALLEST;
    });
    if (!tall.length) return;
    for (const widget of tall) widget.style.zoom = `${Math.max(+widget.style.zoom - STEP, SMALLEST)}`;
    await drawn();
  }
}

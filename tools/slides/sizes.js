// How large a page is, and how large a widget may be on it.

export const WIDTH = 1280;
export const HEIGHT = innerWidth / innerHeight < 1.5 ? 960 : 720; // a screen of 4:3, or of 16:9
export const SMALLEST = 0.4; // of a widget that does not fit otherwise
const STEP = 0.05;
const ROOM = HEIGHT - 90; // what the margins leave of a page's height

/**
 * The values from the first down to the last.
 * @param {number} first @param {number} last @param {number} step
 */
export const descending = (first, last, step) =>
  Array.from({ length: Math.round((first - last) / step) + 1 }, (_, k) => first - k * step);

/**
 * A widget is drawn for a page that is read from near. Here it is as large as fits under its code; else its drawing is
 * narrower, and its words stay legible; else it has a page of its own, on which it is as small as it must be: in one
 * column, or in two, where that makes it larger.
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
  if (fits(ROOM - (code?.getBoundingClientRect().height ?? 0) - 16, descending(1.6, 1, STEP), zoom)) return;
  zoom(1);
  if (fits(ROOM, descending(900, 480, 20), narrow)) return;
  widget.style.removeProperty("--drawing");
  widget.classList.add("tall"); // a long list of questions goes into two columns
  const largest = (/** @type {number} */ first) =>
    fits(ROOM, descending(first, SMALLEST, STEP), zoom) && +widget.style.zoom;
  const alone = largest(1);
  widget.classList.add("halved");
  if (largest(0.95) > alone) return; // a drawing has 560 units in each column then, and is not laid out as on a phone
  widget.classList.remove("halved");
  zoom(alone || SMALLEST);
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

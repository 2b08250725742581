// How much room there is, in units that grow with the reader's text size: at the usual size a unit is a pixel. A
// drawing is laid out for a wide page, and scales with it; where that would make it too small to read and to touch, it
// is laid out anew, in units.

const REM = 16; // units
export const WIDE = 680; // units of a drawing that scales
const NARROW = 560; // with less room, its words would be under 10 pixels

export const LEGIBLE = 18; // the side of a cell from which on a number stands in it
export const FINGER_SIDE = 26; // the least side of a cell that is touched, and of one with a number of 10 units
const LARGEST_CELL = 36;
const MOST_TO_TOUCH = 20; // cells side by side: more are a picture, which is touched as a whole
const CHARACTER_SIDE = 7.2; // the width of a cell for each character of its number

/**
 * How wide an element is; 0 while it is not on the page.
 * @param {Element} element
 */
export function roomOf(element) {
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  return (element.clientWidth * REM) / rem;
}

/**
 * How many pixels of the window one of an element's own pixels is: not 1 on a page that is shown larger, as slides are.
 * @param {HTMLElement} element
 */
export function zoomOf(element) {
  return element.getBoundingClientRect().width / element.offsetWidth || 1;
}

/**
 * So many units as a length of a style.
 * @param {number} units
 */
export function inRem(units) {
  return `${units / REM}rem`;
}

/**
 * Whether a drawing does not scale, for it would be too small.
 * @param {number} room
 */
export function isNarrow(room) {
  return room < NARROW;
}

/**
 * The least height of the font in a drawing, in units.
 * @param {number} room - that it is laid out for
 */
export function smallestFont(room) {
  return isNarrow(room) ? 10 : 6;
}

/**
 * The room that a drawing in a stage is laid out for.
 * @param {Element} stage
 */
export function drawingRoom(stage) {
  const room = Math.floor(roomOf(stage)) || WIDE;
  return isNarrow(room) ? room : WIDE;
}

/**
 * The side of a cell on a narrow page: large enough for a finger and for its number, though the drawing may be wider
 * than the page then. With many columns it is a picture that fits the page.
 * @param {number} columns
 * @param {number} room
 * @param {number} characters - of the longest number
 */
export function narrowSide(columns, room, characters) {
  const fitting = Math.floor(room / columns);
  if (columns > MOST_TO_TOUCH) return Math.max(3, Math.min(LEGIBLE - 1, fitting));
  return Math.max(FINGER_SIDE, Math.ceil(CHARACTER_SIDE * characters), Math.min(LARGEST_CELL, fitting));
}

/**
 * Call when a drawing must be laid out for other room, for as long as the view lives.
 * @param {Element} stage
 * @param {(room: number) => void} call
 * @returns {() => void} what ends it
 */
export function onDrawingRoom(stage, call) {
  let last = drawingRoom(stage);
  const observer = new ResizeObserver(() => {
    const room = drawingRoom(stage);
    if (room === last) return;
    last = room;
    call(room);
  });
  observer.observe(stage);
  return () => observer.disconnect();
}

/**
 * Give a drawing its size. One that is wider than its stage scrolls in it.
 * @param {SVGSVGElement} svg
 * @param {{ width: number, height: number }} size
 * @param {number} room
 */
export function sizeDrawing(svg, { width, height }, room) {
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.style.width = isNarrow(room) ? inRem(width) : "";
  svg.parentElement?.classList.toggle("cl-scrolls", isNarrow(room) && width > room);
}

// Where pixels go: places count from 0 in reading order. An order lists, for each place, the pixel that lies there.

/**
 * Where each pixel lies, by its own place.
 * @param {number[] | undefined} order - nothing where every pixel is where it belongs
 * @param {number} count
 */
export function placesOf(order, count) {
  const places = new Int16Array(count);
  for (let place = 0; place < count; place++) places[order ? order[place] : place] = place;
  return places;
}

/**
 * The place next to one, by a key's step; at an edge it stays. Home and End lead to the first and the last.
 * @param {number} place
 * @param {readonly [down: number, across: number]} step
 * @param {number} rows
 * @param {number} columns
 */
export function moved(place, [down, across], rows, columns) {
  if (!Number.isFinite(down)) return down < 0 ? 0 : rows * columns - 1;
  const row = Math.floor(place / columns) + down;
  const column = (place % columns) + across;
  const outside = row < 0 || row >= rows || column < 0 || column >= columns;
  return outside ? place : row * columns + column;
}

const RING = 1.5; // its radius, in pixels of the image
const FRAME = 2.6; // its side
const SHORT = 3.5; // a way that is not longer needs no line

/**
 * The middle of a pixel.
 * @param {number} place
 * @param {number} columns
 */
function middle(place, columns) {
  return { x: (place % columns) + 0.5, y: Math.floor(place / columns) + 0.5 };
}

/**
 * @typedef {object} Mark
 * @property {"line" | "circle" | "rect"} tag
 * @property {"way" | "home" | "now"} name
 * @property {Record<string, number>} shape
 */

/**
 * What marks a pixel: a ring at its own place, a frame at its present one, and a line between.
 * @param {number} own
 * @param {number} present
 * @param {number} columns
 * @returns {Mark[]}
 */
export function marksOf(own, present, columns) {
  const home = middle(own, columns);
  const now = middle(present, columns);
  const corner = { x: now.x - FRAME / 2, y: now.y - FRAME / 2 };
  /** @type {Mark} */
  const frame = { tag: "rect", name: "now", shape: { ...corner, width: FRAME, height: FRAME } };
  if (own === present) return [frame];
  /** @type {Mark} */
  const ring = { tag: "circle", name: "home", shape: { cx: home.x, cy: home.y, r: RING } };
  const far = Math.hypot(now.x - home.x, now.y - home.y);
  if (far <= SHORT) return [ring, frame];
  const [right, down] = [(now.x - home.x) / far, (now.y - home.y) / far];
  const start = { x1: home.x + RING * right, y1: home.y + RING * down };
  const end = { x2: now.x - 1.8 * right, y2: now.y - 1.8 * down };
  return [{ tag: "line", name: "way", shape: { ...start, ...end } }, ring, frame];
}

// Colours of cells. Signed numbers: orange above zero, blue below, mixed by CSS so that a change of theme needs no
// drawing. In grey the two are alike: where no number stands in a cell, a minus says it. Pixels: ink on paper, the same
// grey in both themes.

const VISIBLE = 0.04; // the part of the full colour from which on a cell is seen to have one

/**
 * The colour of a signed number, full where it reaches `limit`.
 * @param {number} value
 * @param {number} limit
 */
export function signed(value, limit) {
  const part = limit > 0 ? Math.min(1, Math.abs(value) / limit) * 62 : 0;
  const colour = value < 0 ? "var(--cl-negative)" : "var(--cl-positive)";
  return `color-mix(in srgb, ${colour} ${Math.round(part)}%, var(--cl-cell))`;
}

/**
 * Whether a number is so far below zero that its cell is blue.
 * @param {number} value
 * @param {number} limit
 */
export function isBlue(value, limit) {
  return value < -VISIBLE * limit;
}

/**
 * A minus in the middle of a cell, as part of a path.
 * @param {number} left
 * @param {number} top
 * @param {number} [width]
 * @param {number} [height]
 */
export function minus(left, top, width = 1, height = width) {
  const length = 0.4 * Math.min(width, height);
  return `M${left + (width - length) / 2} ${top + 0.5 * height}h${length}`;
}

/**
 * The same for all cells of a grid of numbers that are blue; a cell is a unit.
 * @param {ArrayLike<number>} values - row by row
 * @param {number} columns
 * @param {number} limit
 */
export function minuses(values, columns, limit) {
  const marks = Array.from(values, (value, n) =>
    isBlue(value, limit) ? minus(n % columns, Math.floor(n / columns)) : "",
  );
  return marks.join("");
}

/**
 * The grey of a pixel, black where it reaches `limit`.
 * @param {number} value
 * @param {number} limit
 */
export function ink(value, limit) {
  const part = limit > 0 ? Math.max(0, Math.min(1, value / limit)) : 0;
  const grey = Math.round(255 * (1 - part));
  return `rgb(${grey},${grey},${grey})`;
}

/**
 * The colour of a text that can be read on that grey.
 * @param {number} value
 * @param {number} limit
 */
export function inkText(value, limit) {
  return limit > 0 && value / limit > 0.5 ? "#ffffff" : "#1f2328";
}

/**
 * Red, green and blue of a colour such as #c2410c, 0 to 255 each.
 * @param {string} hex
 */
export function rgb(hex) {
  return [1, 3, 5].map((start) => Number.parseInt(hex.slice(start, start + 2), 16));
}

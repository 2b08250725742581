// How often the cells of the padded input are read, and which of them are the input's own.

/** @typedef {import("../types").ShapeWalk} ShapeWalk */

/**
 * The input's own cells along one axis.
 * @param {{ padded: number }} walk
 * @param {number} padding
 */
export function ownSize({ padded }, padding) {
  return padded - 2 * padding;
}

/**
 * Whether a cell, counted from the padding's first, is padding along one axis at least.
 * @param {{ padded: number }} walk
 * @param {number} padding
 * @param {number[]} place - its row and its column
 */
export function isPadding({ padded }, padding, place) {
  return place.some((cell) => cell < padding || cell >= padded - padding);
}

/**
 * How often those of the input's own cells are read that are read at all: the least and the most. Where none is, there
 * is nothing between the two.
 * @param {ShapeWalk} walk
 * @param {number} padding
 */
export function readEnds(walk, padding) {
  const own = [padding, walk.padded - padding];
  const rows = walk.counts.slice(...own);
  const counts = rows.flatMap((row) => row.slice(...own)).filter((count) => count > 0);
  return { least: Math.min(...counts), most: Math.max(...counts) };
}

/**
 * The shade of a cell that is read `count` times. Green is the palette's gradient: a count is the gradient of the sum
 * of all outputs. It leaves violet to the window.
 * @param {number} count
 * @param {number} most
 */
export function heat(count, most) {
  const part = count ? 6 + (42 * count) / most : 0;
  return `color-mix(in srgb, var(--cl-gradient) ${part}%, var(--cl-cell))`;
}

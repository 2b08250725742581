// What a window reads: places on the padded image, which count from its first row and column. Nothing here touches the
// page.

import { range } from "../shared/numbers.js";
import { plural } from "../shared/text.js";

/** @typedef {import("../types").Walk} Walk */
/** @typedef {import("../types").Layout} Layout */

/**
 * Where a step, or a cell, is: they go row by row.
 * @param {number} index
 * @param {number} columns
 * @returns {[row: number, column: number]}
 */
export function placeOf(index, columns) {
  return [Math.floor(index / columns), index % columns];
}

/**
 * A number of the padded image; null is padding.
 * @param {number[][][]} image
 * @param {Pick<Layout, "top" | "left">} at
 * @param {number} channel
 * @param {number} row
 * @param {number} column
 */
export function paddedAt(image, at, channel, row, column) {
  return image[channel][row - at.top]?.[column - at.left] ?? null;
}

/**
 * The places under the window at a step, in reading order.
 * @param {Pick<Walk, "stride" | "dilation">} walk
 * @param {Pick<Layout, "kernel" | "out">} at
 * @param {number} step
 */
export function placesUnder(walk, at, step) {
  const [row, column] = placeOf(step, at.out.columns);
  const places = [];
  for (let i = 0; i < at.kernel.rows; i++)
    for (let j = 0; j < at.kernel.columns; j++)
      places.push({
        row: row * walk.stride[0] + i * walk.dilation[0],
        column: column * walk.stride[1] + j * walk.dilation[1],
      });
  return places;
}

/**
 * Along rows (axis 0) or columns (1), the positions at which a window reads a place.
 * @param {Pick<Walk, "stride" | "dilation">} walk
 * @param {0 | 1} axis
 * @param {number} place
 * @param {number} positions - how many there are
 * @param {number} size - of the kernel
 */
export function readersOf(walk, axis, place, positions, size) {
  return range(positions).filter((position) => {
    const tap = (place - position * walk.stride[axis]) / walk.dilation[axis];
    return Number.isInteger(tap) && tap >= 0 && tap < size;
  });
}

/**
 * How many outputs read a cell, in words.
 * @param {number} n
 */
export function readersWords(n) {
  if (n === 0) return "No output reads it.";
  return n === 1 ? "1 output reads it." : `${n} outputs read it.`;
}

/**
 * A sentence, behind a space, about the last rows and columns that no window reads; or nothing.
 * @param {Walk["unread"]} unread
 */
export function unreadWords([rows, columns]) {
  const left = [lastOf(rows, "row"), lastOf(columns, "column")].filter((words) => words !== "");
  return left.length > 0 ? ` No window reads ${left.join(" and ")}.` : "";
}

/**
 * @param {number} n
 * @param {string} line
 */
function lastOf(n, line) {
  if (n === 0) return "";
  return n === 1 ? `the last ${line}` : `the last ${n} ${plural(n, line)}`;
}

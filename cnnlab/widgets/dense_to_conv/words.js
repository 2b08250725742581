// What is said about the weight that is picked, and about the pixels that it joins.

import { count, exact, place, plural } from "../shared/text.js";
import { pixelAt } from "./matrix.js";

/** @typedef {import("./matrix.js").Matrix} Matrix */
/** @typedef {import("../types").Stop} Stop */

export const READY =
  "Click or drag in a matrix or in a picture. With the keyboard: Tab to one of them, then arrow keys; " +
  "with Shift a whole row of pixels at once; Home and End.";

/**
 * Which two pixels a weight joins, what it is at a stop, and how many share it.
 * @param {Matrix} matrix
 * @param {Stop} stop
 * @param {number} row
 * @param {number} column
 */
export function weightWords(matrix, stop, row, column) {
  const output = pixelAt(row, matrix.out);
  const input = pixelAt(column, matrix.side);
  const value = matrix.weight(row, column, stop);
  const joins = `the weight from input ${place(...input)} to output ${place(...output)}`;
  const fate =
    value === null
      ? `is gone. This output pixel reads only the input's ${windowWords(output, matrix.size)}`
      : `is ${exact(value)}; ${sharedWords(matrix, stop, row, column)}`;
  return `Row ${row}, column ${column}: ${joins} ${fate}.`;
}

/**
 * @param {[top: number, left: number]} corner
 * @param {number} size
 */
function windowWords([top, left], size) {
  if (size === 1) return place(top, left);
  return `rows ${top} to ${top + size - 1}, columns ${left} to ${left + size - 1}`;
}

/**
 * @param {Matrix} matrix
 * @param {Stop} stop
 * @param {number} row
 * @param {number} column
 */
function sharedWords(matrix, stop, row, column) {
  const tap = matrix.tap(row, column);
  const others = matrix.rows - 1;
  if (stop !== "tied" || !tap) return "it is free, shared with no other";
  if (others === 0) return "no other row shares it";
  return `it is ${place(...tap)} of the kernel, shared with ${count(others)} ${plural(others, "other")}`;
}

/**
 * The output pixel of a row, with its value where there is a map.
 * @param {[row: number, column: number]} pixel
 * @param {number[][] | undefined} map
 */
export function outputWords([row, column], map) {
  const where = place(row, column);
  return map ? `${where} is ${exact(map[row][column])}` : where;
}

/**
 * Which part of the matrix is enlarged.
 * @param {{top: number, left: number}} corner
 * @param {{rows: number, columns: number}} size
 */
export function lensWords({ top, left }, { rows, columns }) {
  return `rows ${top} to ${top + rows - 1}, columns ${left} to ${left + columns - 1}`;
}

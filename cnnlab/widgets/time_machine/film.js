// The pictures of a film, as numbers.

import { decode } from "../shared/pixels.js";

/**
 * Pictures of one size, each a list of numbers from -127 to 127, row by row.
 * @typedef {object} Pictures
 * @property {number} rows
 * @property {number} columns
 * @property {boolean} signed - whether any number is below zero
 * @property {(n: number) => Int8Array} levels - of the n-th picture
 */

/**
 * @param {import("../types").Packed} packed
 * @returns {Pictures}
 */
export function unpack({ shape, bytes }) {
  const all = decode(bytes, Int8Array);
  const [rows, columns] = shape.slice(-2);
  const size = rows * columns;
  return {
    rows,
    columns,
    signed: all.some((level) => level < 0),
    levels: (n) => all.subarray(n * size, (n + 1) * size),
  };
}

// How a window moves over maps: its padding, its positions, and what no position reads. As `arithmetic` in Python.

import { misfit } from "./sentences.js";

/** @typedef {import("../../types").Pair} Pair */
/** @typedef {import("../../types").Sides} Sides */
/** @typedef {import("../../types").Grid} Grid */
/** @typedef {import("../../types").MovingWindow} MovingWindow */
/** @typedef {import("../../types").Setting} Setting */

/**
 * A setting as a pair: one number holds for rows and columns.
 * @param {Setting} setting
 * @returns {Pair}
 */
export function asPair(setting) {
  const [rows, columns] = /** @type {number[]} */ (Array.isArray(setting) ? setting : [setting, setting]);
  return [rows, columns];
}

/**
 * A padding, in any form in which a learner sets it, as (before, after) pairs of rows and of columns.
 * @param {Setting} padding
 * @returns {Sides}
 */
export function asSides(padding) {
  const [rows, columns] = Array.isArray(padding) ? padding : [padding, padding];
  return [asPair(rows), asPair(columns)];
}

/**
 * How many positions a window has along one axis; a Misfit where it is larger than the padded input.
 * @param {number} size
 * @param {number} kernel
 * @param {number} stride
 * @param {Pair} padding
 * @param {number} dilation
 */
export function outputSize(size, kernel, stride, [before, after], dilation) {
  const extent = dilation * (kernel - 1) + 1;
  if (extent > size + before + after) {
    const values = { kernel, extent, dilation, size, before, after };
    throw misfit(dilation > 1 ? "spread kernel" : "kernel", values);
  }
  return Math.floor((size + before + after - extent) / stride) + 1;
}

/**
 * The window of a kernel over maps of so many rows and columns; a Misfit where it does not fit.
 * @param {Pair} sizes
 * @param {Pair} kernel
 * @param {{ stride: Setting, padding: Setting, dilation?: Setting }} settings
 * @returns {MovingWindow}
 */
export function windowOver(sizes, kernel, settings) {
  const stride = asPair(settings.stride);
  const padding = asSides(settings.padding);
  const dilation = asPair(settings.dilation ?? 1);
  /** @param {0 | 1} axis */
  const count = (axis) => outputSize(sizes[axis], kernel[axis], stride[axis], padding[axis], dilation[axis]);
  return { kernel, stride, padding, dilation, output: [count(0), count(1)] };
}

/**
 * The same for a pooling window, whose padding may be at most half of it: no window holds padding alone.
 * @param {Pair} sizes
 * @param {{ kernel_size: Setting, stride: Setting, padding: Setting }} settings
 */
export function poolWindowOver(sizes, { kernel_size, stride, padding }) {
  const kernel = asPair(kernel_size);
  const sides = asSides(padding);
  const isTooMuch = sides.some((ends, axis) => Math.max(...ends) > Math.floor(kernel[axis] / 2));
  if (isTooMuch) throw misfit("pool padding", { padding, kernel: `(${kernel.join(", ")})` });
  return windowOver(sizes, kernel, { stride, padding });
}

/**
 * How many rows and columns at the far ends no window reads.
 * @param {Pair} sizes
 * @param {MovingWindow} window
 * @returns {Pair}
 */
export function unreadEnds(sizes, { kernel, stride, padding, dilation, output }) {
  /** @param {0 | 1} axis */
  const left = (axis) => {
    const reach = stride[axis] * (output[axis] - 1) + dilation[axis] * (kernel[axis] - 1) + 1;
    return sizes[axis] + padding[axis][0] + padding[axis][1] - reach;
  };
  return [left(0), left(1)];
}

/**
 * A map with its padding around it.
 * @param {Grid} map
 * @param {Sides} padding
 * @param {number} fill
 * @returns {Grid}
 */
export function padded(map, [[top, bottom], [left, right]], fill) {
  const width = left + map[0].length + right;
  /** @param {number} count */
  const lines = (count) => Array.from({ length: count }, () => Array(width).fill(fill));
  const inside = map.map((row) => [...Array(left).fill(fill), ...row, ...Array(right).fill(fill)]);
  return [...lines(top), ...inside, ...lines(bottom)];
}

/**
 * A map without its padding.
 * @param {Grid} map
 * @param {Sides} padding
 * @param {Pair} sizes - of what is inside
 * @returns {Grid}
 */
export function unpadded(map, [[top], [left]], [rows, columns]) {
  return map.slice(top, top + rows).map((row) => row.slice(left, left + columns));
}

/**
 * A map of what is found at each position of a window.
 * @param {Pair} output
 * @param {(row: number, column: number) => number} at
 * @returns {Grid}
 */
export function mapOf([rows, columns], at) {
  /** @type {Grid} */
  const map = [];
  for (let row = 0; row < rows; row++) {
    const line = [];
    for (let column = 0; column < columns; column++) line.push(at(row, column));
    map.push(line);
  }
  return map;
}

/**
 * Rows and columns of a map.
 * @param {Grid} map
 * @returns {Pair}
 */
export function sizesOf(map) {
  return [map.length, map[0].length];
}

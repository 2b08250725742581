// Pooling, the largest number or the mean of each window, and the way back. Every map on its own.

import { mapOf, padded, sizesOf, unpadded } from "./windows.js";

/** @typedef {import("../../types").Pair} Pair */
/** @typedef {import("../../types").Grid} Grid */
/** @typedef {import("../../types").MovingWindow} MovingWindow */

/**
 * The largest number of each window. Padding counts as minus infinity, which never wins.
 * @param {Grid} map
 * @param {MovingWindow} window
 */
export function maxPool(map, window) {
  const cells = padded(map, window.padding, -Infinity);
  return mapOf(window.output, (row, column) => {
    const [i, j] = firstLargest(cells, window, row, column);
    return cells[row * window.stride[0] + i][column * window.stride[1] + j];
  });
}

/**
 * For each position, in reading order, where in the window the largest number stands: the first one where several tie.
 * @param {Grid} map
 * @param {MovingWindow} window
 * @returns {Pair[]}
 */
export function winners(map, window) {
  const cells = padded(map, window.padding, -Infinity);
  const [rows, columns] = window.output;
  return Array.from({ length: rows * columns }, (_, step) =>
    firstLargest(cells, window, Math.floor(step / columns), step % columns),
  );
}

/**
 * @param {Grid} cells
 * @param {MovingWindow} window
 * @param {number} row
 * @param {number} column
 * @returns {Pair}
 */
function firstLargest(cells, { kernel, stride }, row, column) {
  /** @type {Pair} */
  let place = [0, 0];
  let largest = cells[row * stride[0]][column * stride[1]];
  for (let i = 0; i < kernel[0]; i++)
    for (let j = 0; j < kernel[1]; j++) {
      const value = cells[row * stride[0] + i][column * stride[1] + j];
      if (value > largest) {
        largest = value;
        place = [i, j];
      }
    }
  return place;
}

/**
 * The mean of each window. Padding counts as zeros; or, not counted, is left out.
 * @param {Grid} map
 * @param {MovingWindow} window
 * @param {boolean} [isCounted]
 */
export function meanPool(map, window, isCounted = true) {
  const cells = padded(map, window.padding, 0);
  return mapOf(window.output, (row, column) => {
    let sum = 0;
    for (let i = 0; i < window.kernel[0]; i++)
      for (let j = 0; j < window.kernel[1]; j++)
        sum += cells[row * window.stride[0] + i][column * window.stride[1] + j];
    return sum / (isCounted ? window.kernel[0] * window.kernel[1] : realCells(map, window, row, column));
  });
}

/**
 * How many cells of a window are no padding.
 * @param {Grid} map
 * @param {MovingWindow} window
 * @param {number} row
 * @param {number} column
 */
function realCells(map, { kernel, stride, padding }, row, column) {
  /** @type {(axis: 0 | 1, position: number, size: number) => number} */
  const along = (axis, position, size) => {
    const first = position * stride[axis] - padding[axis][0];
    return Math.min(first + kernel[axis], size) - Math.max(first, 0);
  };
  return along(0, row, map.length) * along(1, column, map[0].length);
}

/**
 * The gradient of `maxPool`: all of it to the cell that won.
 * @param {Grid} grad
 * @param {Grid} map
 * @param {MovingWindow} window
 */
export function maxPoolBack(grad, map, window) {
  const won = winners(map, window);
  return poolBack(grad, map, window, (sent, step, i, j) => (won[step][0] === i && won[step][1] === j ? sent : 0));
}

/**
 * The gradient of `meanPool`, padding counted: equal shares.
 * @param {Grid} grad
 * @param {Grid} map
 * @param {MovingWindow} window
 */
export function meanPoolBack(grad, map, window) {
  const cells = window.kernel[0] * window.kernel[1];
  return poolBack(grad, map, window, (sent) => sent / cells);
}

/**
 * @param {Grid} grad
 * @param {Grid} map
 * @param {MovingWindow} window
 * @param {(sent: number, step: number, i: number, j: number) => number} share
 */
function poolBack(grad, map, { kernel, stride, padding, output }, share) {
  const sums = padded(
    map.map((row) => row.map(() => 0)),
    padding,
    0,
  );
  for (let row = 0; row < output[0]; row++)
    for (let column = 0; column < output[1]; column++)
      for (let i = 0; i < kernel[0]; i++)
        for (let j = 0; j < kernel[1]; j++)
          sums[row * stride[0] + i][column * stride[1] + j] += share(grad[row][column], row * output[1] + column, i, j);
  return unpadded(sums, padding, sizesOf(map));
}

// What a pooling window reads, and what it sends back. Nothing here touches the page.

import { paddedAt, placeOf, placesUnder } from "../stepper/window.js";

/** @typedef {import("../types").PoolWalk} PoolWalk */
/** @typedef {import("../types").Layout} Layout */

/**
 * The numbers under the window, in reading order; null where there is padding.
 * @param {PoolWalk} walk
 * @param {number[][][]} image
 * @param {Layout} at
 * @param {number} channel
 * @param {number} step
 */
export function numbersUnder(walk, image, at, channel, step) {
  return placesUnder(walk, at, step).map(({ row, column }) => paddedAt(image, at, channel, row, column));
}

/**
 * Whether the largest number stands in the window more than once.
 * @param {(number | null)[]} numbers - those under it
 */
export function isTie(numbers) {
  const values = numbers.map((value) => value ?? -Infinity);
  const most = Math.max(...values);
  return values.filter((value) => value === most).length > 1;
}

/**
 * What a channel sends back at a step: for each cell of the window its place, and its share of the gradient. All of it
 * goes to the winner; where nobody wins, all get the same.
 * @param {PoolWalk} walk
 * @param {Layout} at
 * @param {number} channel
 * @param {number} step
 */
export function sharesOf(walk, at, channel, step) {
  const [outRow, outColumn] = placeOf(step, at.out.columns);
  const grad = walk.out[channel][outRow][outColumn];
  const winner = walk.winners[channel][step];
  const places = placesUnder(walk, at, step);
  return places.map((place, index) => {
    if (winner === null) return { ...place, share: grad / places.length };
    const won = index === winner[0] * at.kernel.columns + winner[1];
    return { ...place, share: won ? grad : 0 };
  });
}

/**
 * What the first `steps` steps have added to a channel of the padded input, in reading order.
 * @param {PoolWalk} walk
 * @param {Layout} at
 * @param {number} channel
 * @param {number} steps
 */
export function sumsOf(walk, at, channel, steps) {
  const sums = Array(at.padded.rows * at.padded.columns).fill(0);
  for (let step = 0; step < steps; step++)
    for (const { row, column, share } of sharesOf(walk, at, channel, step))
      sums[row * at.padded.columns + column] += share;
  return sums;
}

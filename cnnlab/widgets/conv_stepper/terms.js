// What one step multiplies, forward and backward. Nothing here touches the page.

import { paddedAt, placeOf, placesUnder } from "../stepper/window.js";

/** @typedef {import("../types").Layout} Layout */
/** @typedef {import("../types").ConvBackwardWalk} ConvBackwardWalk */

/**
 * Forward: each number under the window and the weight it meets, for each channel; padding counts as 0.
 * @param {import("../types").ConvWalk} walk
 * @param {number[][][]} image
 * @param {Layout} at
 * @param {number} step
 */
export function termsOf(walk, image, at, step) {
  const places = placesUnder(walk, at, step);
  return walk.weight.map((weights, channel) =>
    weights.flat().map((weight, k) => {
      const { row, column } = places[k];
      return { seen: paddedAt(image, at, channel, row, column) ?? 0, weight };
    }),
  );
}

/**
 * Backward: the gradient, each weight and the number that it met, which is null for padding, and where that is.
 * @param {ConvBackwardWalk} walk
 * @param {number[][][]} image
 * @param {Layout} at
 * @param {number} step
 */
export function termsBack(walk, image, at, step) {
  const [outRow, outColumn] = placeOf(step, at.out.columns);
  const grad = walk.out[outRow][outColumn];
  const places = placesUnder(walk, at, step);
  return walk.weight.flat().map((weight, k) => {
    const { row, column } = places[k];
    return { grad, weight, row, column, seen: paddedAt(image, at, 0, row, column) };
  });
}

/**
 * What the first `steps` steps have added to the gradients of the padded input and of the kernel, in reading order.
 * @param {ConvBackwardWalk} walk
 * @param {number[][][]} image
 * @param {Layout} at
 * @param {number} steps
 */
export function sumsBack(walk, image, at, steps) {
  const input = Array(at.padded.rows * at.padded.columns).fill(0);
  const kernel = Array(at.kernel.rows * at.kernel.columns).fill(0);
  for (let step = 0; step < steps; step++)
    termsBack(walk, image, at, step).forEach(({ grad, weight, row, column, seen }, k) => {
      input[row * at.padded.columns + column] += grad * weight;
      kernel[k] += grad * (seen ?? 0);
    });
  return { input, kernel };
}

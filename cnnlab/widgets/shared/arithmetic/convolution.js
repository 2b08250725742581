// Convolution (cross-correlation, as in every framework) and its gradients, over channels and filters, in the order of
// sums of the loops that a learner writes. Maps are lists of rows, an image is a list of maps.

import { mapOf, padded, sizesOf, unpadded } from "./windows.js";

/** @typedef {import("../../types").Grid} Grid */
/** @typedef {import("../../types").Grids} Grids */
/** @typedef {import("../../types").MovingWindow} MovingWindow */

/**
 * What each channel adds to the output of a filter.
 * @param {Grids} image
 * @param {Grids} weight - of one filter, as deep as the image
 * @param {MovingWindow} window
 * @returns {Grids}
 */
export function partialMaps(image, weight, window) {
  return image.map((map, channel) => correlate(padded(map, window.padding, 0), weight[channel], window));
}

/**
 * One map for each filter.
 * @param {Grids} image
 * @param {Grids[]} weights
 * @param {number[] | null} biases
 * @param {MovingWindow} window
 * @returns {Grids}
 */
export function convolve(image, weights, biases, window) {
  const seen = image.map((map) => padded(map, window.padding, 0));
  return weights.map((weight, filter) => {
    const parts = seen.map((map, channel) => correlate(map, weight[channel], window));
    return summed(parts, biases ? biases[filter] : 0);
  });
}

/**
 * Maps of one size added up, and a number to each cell.
 * @param {Grids} maps
 * @param {number} bias
 * @returns {Grid}
 */
export function summed(maps, bias) {
  return mapOf(sizesOf(maps[0]), (row, column) => {
    let sum = 0;
    for (const map of maps) sum += map[row][column];
    return sum + bias;
  });
}

/**
 * @param {Grid} map - padding and all
 * @param {Grid} weight
 * @param {MovingWindow} window
 */
function correlate(map, weight, { stride: [down, across], dilation: [below, beside], output }) {
  return mapOf(output, (row, column) => {
    let sum = 0;
    for (let i = 0; i < weight.length; i++) {
      const line = map[row * down + i * below];
      const weights = weight[i];
      const first = column * across;
      for (let j = 0; j < weights.length; j++) sum += line[first + j * beside] * weights[j];
    }
    return sum;
  });
}

/**
 * The gradients of `convolve`: of the image and of the weights.
 * @param {Grids} grads - of the output, a map for each filter
 * @param {Grids} image
 * @param {Grids[]} weights
 * @param {MovingWindow} window
 * @returns {{ image: Grids, weights: Grids[] }}
 */
export function convolveBack(grads, image, weights, window) {
  const gradOf = image.map((map) =>
    padded(
      map.map((row) => row.map(() => 0)),
      window.padding,
      0,
    ),
  );
  const seen = image.map((map) => padded(map, window.padding, 0));
  const gradWeights = weights.map((weight, filter) =>
    weight.map((map, channel) => correlateBack(grads[filter], seen[channel], map, window, gradOf[channel])),
  );
  const sizes = sizesOf(image[0]);
  return { image: gradOf.map((map) => unpadded(map, window.padding, sizes)), weights: gradWeights };
}

/**
 * One map and one filter: the gradient of its weights; what goes back to the map is added to `gradMap`.
 * @param {Grid} grad
 * @param {Grid} map
 * @param {Grid} weight
 * @param {MovingWindow} window
 * @param {Grid} gradMap
 */
function correlateBack(grad, map, weight, { stride, dilation, output }, gradMap) {
  const gradWeight = weight.map((row) => row.map(() => 0));
  for (let row = 0; row < output[0]; row++)
    for (let i = 0; i < weight.length; i++) {
      const from = row * stride[0] + i * dilation[0];
      for (let column = 0; column < output[1]; column++)
        for (let j = 0; j < weight[i].length; j++) {
          const place = column * stride[1] + j * dilation[1];
          gradWeight[i][j] += grad[row][column] * map[from][place];
          gradMap[from][place] += grad[row][column] * weight[i][j];
        }
    }
  return gradWeight;
}

/**
 * A kernel turned around, which makes a cross-correlation a convolution as in mathematics.
 * @param {Grid} kernel
 * @returns {Grid}
 */
export function flipped(kernel) {
  return kernel.map((row) => row.toReversed()).toReversed();
}

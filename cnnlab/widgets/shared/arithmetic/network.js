// A whole net, layer by layer, from its description and its weights: what `Tracing` computes in Python.

import { range } from "../numbers.js";
import { convolve } from "./convolution.js";
import { dense, relu, softmax } from "./layers.js";
import { maxPool, meanPool } from "./pooling.js";
import { asPair, mapOf } from "./windows.js";

/** @typedef {import("../../types").TracedLayer} TracedLayer */
/** @typedef {import("../../types").Grid} Grid */
/** @typedef {import("../../types").Grids} Grids */
/** @typedef {import("../../types").MovingWindow} MovingWindow */
/** @typedef {import("../../types").Pair} Pair */

/**
 * Every number of the net for an image: for each layer a list, the pixels first.
 * @param {TracedLayer[]} layers - the input, each layer, the softmax
 * @param {Float32Array} weights - of all layers, in a row
 * @param {ArrayLike<number>} image - row by row
 * @param {[layer: number, filter: number][]} [off] - filters whose map is 0 everywhere
 * @returns {number[][]}
 */
export function networkNumbers(layers, weights, image, off = []) {
  /** @type {number[][]} */
  const found = [Array.from(image)];
  for (let place = 1; place < layers.length; place++) {
    const made = layerNumbers(layers[place], layers[place - 1], weights, found[place - 1]);
    const silent = off.filter(([layer]) => layer === place).map(([, filter]) => filter);
    found.push(silent.length ? silenced(made, layers[place], silent) : made);
  }
  return found;
}

/**
 * What one layer makes.
 * @param {TracedLayer} layer
 * @param {TracedLayer} before
 * @param {Float32Array} weights
 * @param {number[]} x
 * @returns {number[]}
 */
function layerNumbers(layer, before, weights, x) {
  switch (layer.kind) {
    case "conv":
      return convNumbers(layer, before, weights, x);
    case "max":
    case "mean": {
      const window = movingWindow(layer, before.shape.slice(1));
      /** @param {Grid} map */
      const pooled = (map) => (layer.kind === "max" ? maxPool(map, window) : meanPool(map, window, layer.counted));
      return mapsOf(x, before.shape).flatMap((map) => pooled(map).flat());
    }
    case "dense":
      return dense(
        x,
        weightsFrom(weights, layer.weight, x.length * layer.shape[0]),
        biasesOf(layer, weights),
        layer.shape[0],
      );
    case "relu":
      return x.map(relu);
    case "softmax":
      return softmax(x);
    default:
      return x;
  }
}

/**
 * @param {TracedLayer} layer
 * @param {TracedLayer} before
 * @param {Float32Array} weights
 * @param {number[]} x
 */
function convNumbers(layer, before, weights, x) {
  const [filters] = layer.shape;
  const [channels] = before.shape;
  const window = movingWindow(layer, before.shape.slice(1));
  const [rows, columns] = window.kernel;
  const own = weightsFrom(weights, layer.weight, filters * channels * rows * columns);
  const each = channels * rows * columns;
  const kernels = range(filters).map((filter) =>
    mapsOf(own.subarray(filter * each, (filter + 1) * each), [channels, rows, columns]),
  );
  return convolve(mapsOf(x, before.shape), kernels, biasesOf(layer, weights), window).flat(2);
}

/**
 * Numbers in a row as maps.
 * @param {ArrayLike<number>} numbers
 * @param {number[]} shape
 * @returns {Grids}
 */
function mapsOf(numbers, [maps, rows, columns]) {
  return range(maps).map((map) =>
    mapOf([rows, columns], (row, column) => numbers[(map * rows + row) * columns + column]),
  );
}

/**
 * @param {TracedLayer} layer
 * @param {number[]} sizes - rows and columns of what it reads
 * @returns {MovingWindow}
 */
function movingWindow({ window, shape: [, ...output] }, sizes) {
  const [kernel, stride, before, dilation] = range(4).map((part) => asPair(window.map((axis) => axis[part])));
  /** @type {(axis: 0 | 1) => Pair} */
  const sides = (axis) => {
    const reach = stride[axis] * (output[axis] - 1) + dilation[axis] * (kernel[axis] - 1) + 1;
    return [before[axis], Math.max(0, reach - before[axis] - sizes[axis])]; // "same" may need more after than before
  };
  return { kernel, stride, padding: [sides(0), sides(1)], dilation, output: asPair(output) };
}

/**
 * @param {Float32Array} weights
 * @param {number | undefined} start
 * @param {number} length
 */
function weightsFrom(weights, start = 0, length) {
  return weights.subarray(start, start + length);
}

/**
 * @param {TracedLayer} layer
 * @param {Float32Array} weights
 */
function biasesOf({ bias, shape }, weights) {
  return bias === undefined ? null : Array.from(weightsFrom(weights, bias, shape[0]));
}

/**
 * Maps with some of them 0 everywhere.
 * @param {number[]} numbers
 * @param {TracedLayer} layer
 * @param {number[]} filters
 */
function silenced(numbers, { shape: [, rows, columns] }, filters) {
  return numbers.map((value, n) => (filters.includes(Math.floor(n / (rows * columns))) ? 0 : value));
}

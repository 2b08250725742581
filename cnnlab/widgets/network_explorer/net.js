// A traced net: all its numbers for an image, and where each of them stands.

import { networkNumbers } from "../shared/arithmetic/network.js";
import { decode } from "../shared/pixels.js";
import { place } from "../shared/text.js";

/** @typedef {import("../types").TracedLayer} TracedLayer */
/** A number of the net: its layer, and which of the layer's numbers it is, map by map and row by row. */
/** @typedef {[layer: number, n: number]} Spot */

export class Net {
  /**
   * @param {TracedLayer[]} layers
   * @param {string} weights
   */
  constructor(layers, weights) {
    this.layers = layers;
    this.weights = decode(weights, Float32Array);
    this.values = new Float32Array();
    this.starts = [0]; // where each layer's values begin, and where the last one's end
    for (const { shape } of layers) {
      const end = this.starts[this.starts.length - 1] + shape.reduce((product, size) => product * size);
      this.starts.push(end);
    }
  }

  /**
   * Take the numbers for an image, with some filters off.
   * @param {Float32Array} pixels
   * @param {import("./filters.js").Filter[]} off
   */
  compute(pixels, off) {
    this.values = new Float32Array(networkNumbers(this.layers, this.weights, pixels, off).flat());
  }

  /**
   * The probabilities alone, without a change of the numbers that are shown.
   * @param {Float32Array} pixels
   */
  shares(pixels) {
    return networkNumbers(this.layers, this.weights, pixels)[this.last];
  }

  get last() {
    return this.layers.length - 1;
  }

  /** @param {number} layer */
  count(layer) {
    return this.starts[layer + 1] - this.starts[layer];
  }

  /** @param {number} layer */
  isMaps(layer) {
    return this.layers[layer].shape.length === 3;
  }

  /** @param {number} layer */
  all(layer) {
    return this.values.subarray(this.starts[layer], this.starts[layer + 1]);
  }

  /**
   * @param {number} layer
   * @param {number} n
   */
  value(layer, n) {
    return this.values[this.starts[layer] + n];
  }

  /**
   * [map, row, column] of a number, or [unit].
   * @param {number} layer
   * @param {number} n
   */
  place(layer, n) {
    if (!this.isMaps(layer)) return [n];
    const [, rows, columns] = this.layers[layer].shape;
    const inMap = n % (rows * columns);
    return [Math.floor(n / (rows * columns)), Math.floor(inMap / columns), inMap % columns];
  }

  /**
   * The way back.
   * @param {number} layer
   * @param {number[]} place
   */
  index(layer, [first, row, column]) {
    if (!this.isMaps(layer)) return first;
    const [, rows, columns] = this.layers[layer].shape;
    return (first * rows + row) * columns + column;
  }

  /**
   * The place in words.
   * @param {number} layer
   * @param {number} n
   */
  where(layer, n) {
    if (!this.isMaps(layer)) return layer >= this.last - 1 ? `digit ${n}` : `number ${n}`;
    const [map, row, column] = this.place(layer, n);
    return layer === 0 ? place(row, column) : `map ${map}, ${place(row, column)}`;
  }

  /**
   * The same for a term of a sum, where a flattened number is better known by where it came from.
   * @param {number} layer
   * @param {number} n
   */
  source(layer, n) {
    return this.layers[layer].kind === "flatten" ? this.where(layer - 1, n) : this.where(layer, n);
  }
}

/**
 * Which of some numbers is the largest.
 * @param {number[]} shares
 */
export function winner(shares) {
  return shares.indexOf(Math.max(...shares));
}

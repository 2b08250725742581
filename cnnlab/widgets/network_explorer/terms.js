// What a number is the sum of.

import { range } from "../shared/numbers.js";
import { taps } from "./regions.js";

/** @typedef {import("./net.js").Net} Net */
/** @typedef {import("./net.js").Spot} Spot */
/** A value of null lies in the padding. */
/** @typedef {(number | null)[][]} Patch */
/** @typedef {{patch: Patch, kernel: number[][], products: number[][], sum: number}} Part */

/** @param {number[]} numbers */
export function sumOf(numbers) {
  return numbers.reduce((sum, number) => sum + number, 0);
}

/**
 * What one window sees on a map of the layer before, row by row.
 * @param {Net} net
 * @param {number} layer
 * @param {number[]} place - map, row and column
 * @returns {Patch}
 */
export function patchOf(net, layer, [map, row, column]) {
  const own = net.layers[layer];
  const [, rows, columns] = net.layers[layer - 1].shape;
  /** @type {(y: number, x: number) => number | null} */
  const read = (y, x) => {
    const inside = y >= 0 && x >= 0 && y < rows && x < columns;
    return inside ? net.value(layer - 1, net.index(layer - 1, [map, y, x])) : null;
  };
  const across = taps(own, 1, column);
  return taps(own, 0, row).map((y) => across.map((x) => read(y, x)));
}

/**
 * A convolution's number: for each input map its patch, its kernel, the products and their sum; and the bias.
 * @param {Net} net
 * @param {Spot} spot
 */
export function convTerms(net, [layer, n]) {
  const { weight = 0, bias, window } = net.layers[layer];
  const [filter, row, column] = net.place(layer, n);
  const maps = net.layers[layer - 1].shape[0];
  const [[height], [width]] = window;
  const parts = range(maps).map((map) => {
    const start = weight + (filter * maps + map) * height * width;
    const kernel = range(height).map((i) => [...net.weights.subarray(start + i * width, start + (i + 1) * width)]);
    return partOf(patchOf(net, layer, [map, row, column]), kernel);
  });
  return { parts, sum: sumOf(parts.map(({ sum }) => sum)), bias: biasOf(net, bias, filter) };
}

/**
 * @param {Patch} patch
 * @param {number[][]} kernel
 * @returns {Part}
 */
function partOf(patch, kernel) {
  const products = patch.map((row, i) => row.map((value, j) => (value ?? 0) * kernel[i][j]));
  return { patch, kernel, products, sum: sumOf(products.flat()) };
}

/**
 * @param {Net} net
 * @param {number | undefined} start
 * @param {number} n
 */
function biasOf(net, start, n) {
  return start === undefined ? null : net.weights[start + n];
}

/**
 * A dense layer's number: its products, the largest first; their sum, and the bias.
 * @param {Net} net
 * @param {Spot} spot
 */
export function denseTerms(net, [layer, n]) {
  const { weight: start = 0, bias } = net.layers[layer];
  const inputs = net.count(layer - 1);
  const products = range(inputs).map((input) => {
    const value = net.value(layer - 1, input);
    const weight = net.weights[start + n * inputs + input];
    return { input, value, weight, product: value * weight };
  });
  const sum = sumOf(products.map(({ product }) => product));
  products.sort((one, other) => Math.abs(other.product) - Math.abs(one.product));
  return { products, sum, bias: biasOf(net, bias, n) };
}

/**
 * What a share is made of: all scores and their powers of e.
 * @param {Net} net
 * @param {number} layer
 */
export function softmaxTerms(net, layer) {
  const scores = [...net.all(layer - 1)];
  const powers = scores.map(Math.exp);
  return { scores, powers, sum: sumOf(powers) };
}

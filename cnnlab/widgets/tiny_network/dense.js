// The two dense layers of the walk: what each reads and makes, and what its places are called.

import { factor } from "../shared/text.js";

/** @typedef {import("../types").TinySettings} Settings */
/** @typedef {import("../types").TinyWalk} Walk */
/**
 * A dense layer of the walk: what it reads and makes, and the letters of its places.
 * @typedef {object} Dense
 * @property {string} from - the letter of what it reads
 * @property {string} by - of its weights
 * @property {string} plus - of its biases
 * @property {string} to - of what it makes
 * @property {string} source - what it reads, in words
 * @property {string} made - what it makes, in words
 * @property {number[]} x
 * @property {number[][]} weights
 * @property {number[]} biases
 * @property {number[]} out
 * @property {number[]} grads - of what it makes
 * @property {number[][]} weightGrads
 */

/**
 * @param {Settings} settings
 * @param {Walk} walk
 * @returns {Dense}
 */
export function firstLayer({ inputs, hidden, hidden_bias }, { sums: out, grad_sums: grads, grad_hidden: weightGrads }) {
  const words = { source: "input", made: "sum", from: "x", by: "w", plus: "b", to: "z" };
  return { ...words, x: inputs, weights: hidden, biases: hidden_bias, out, grads, weightGrads };
}

/**
 * @param {Settings} settings
 * @param {Walk} walk
 * @returns {Dense}
 */
export function secondLayer(
  { output, output_bias },
  { relu, scores: out, grad_scores: grads, grad_output: weightGrads },
) {
  const words = { source: "ReLU", made: "score", from: "h", by: "v", plus: "c", to: "s" };
  return { ...words, x: relu, weights: output, biases: output_bias, out, grads, weightGrads };
}

/**
 * @param {number} one
 * @param {number} other
 */
export function product(one, other) {
  return `${factor(one)}·${factor(other)}`;
}

// Every number of a tiny network, from its settings alone: forward, back, and the weights after a step. As
// `cnnlab.tiny` in Python.

import { crossEntropy, dense, denseBack, relu, reluBack, softmax, weightsBack } from "../shared/arithmetic/layers.js";
import { misfit } from "../shared/arithmetic/sentences.js";

/** @typedef {import("../types").TinySettings} Settings */
/** @typedef {import("../types").TinyWalk} Walk */

export const NUMBERS = /** @type {const} */ (["inputs", "hidden", "output", "hidden_bias", "output_bias"]);
const MOST = 1e100; // of what is given: a sum of products of such numbers is still far from infinity
const SAFE = 700; // a score whose exp is a number still; of larger ones the largest is subtracted first

/**
 * The walk of the settings; a Misfit where one of them is no number, or too large.
 * @param {Settings} settings
 * @returns {Walk}
 */
export function tinyWalk(settings) {
  checkNumbers(settings);
  const { inputs, hidden, output, target } = settings;
  const sums = dense(inputs, hidden.flat(), biasList(settings.hidden_bias), hidden.length);
  const passed = sums.map(relu);
  const scores = dense(passed, output.flat(), biasList(settings.output_bias), output.length);
  const most = Math.max(...scores);
  const shift = Math.abs(most) > SAFE ? most : 0;
  const probabilities = softmax(scores);
  const grad_scores = probabilities.map((share, k) => share - (k === target ? 1 : 0));
  const grad_relu = denseBack(grad_scores, output);
  const grad_sums = grad_relu.map((grad, k) => reluBack(grad, sums[k]));
  return {
    ...{ sums, relu: passed, scores, shift, probabilities, grad_scores, grad_relu, grad_sums },
    exps: scores.map((score) => Math.exp(score - shift)),
    loss: crossEntropy(scores, target),
    grad_output: weightsBack(grad_scores, passed),
    grad_output_bias: settings.output_bias.length ? grad_scores : null,
    grad_hidden: weightsBack(grad_sums, inputs),
    grad_hidden_bias: settings.hidden_bias.length ? grad_sums : null,
  };
}

/**
 * The weights and biases after one step: each goes against its gradient, by a part of it.
 * @param {import("../types").TinyWeights} weights
 * @param {Walk} walk
 * @param {number} rate
 */
export function stepped({ hidden, output, hidden_bias, output_bias }, walk, rate) {
  /** @type {(own: number[], grads: number[]) => number[]} */
  const row = (own, grads) => own.map((weight, n) => weight - rate * grads[n]);
  return {
    hidden: hidden.map((own, k) => row(own, walk.grad_hidden[k])),
    output: output.map((own, k) => row(own, walk.grad_output[k])),
    hidden_bias: row(hidden_bias, walk.grad_hidden_bias ?? []),
    output_bias: row(output_bias, walk.grad_output_bias ?? []),
  };
}

/** @param {number[]} biases */
function biasList(biases) {
  return biases.length ? biases : null;
}

/** @param {Settings} settings */
function checkNumbers(settings) {
  for (const name of NUMBERS) {
    const numbers = settings[name].flat();
    if (!numbers.every(Number.isFinite)) throw misfit("not finite", { name });
    const value = numbers.find((number) => Math.abs(number) > MOST);
    if (value !== undefined) throw misfit("too large", { name, least: `-${MOST}`, most: String(MOST), value });
  }
}

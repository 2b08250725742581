// Every number and word of a walk along a signal, from the settings alone. A signal is an image of one row.

import { convolve, flipped } from "../shared/arithmetic/convolution.js";
import { asPair, unreadEnds, windowOver } from "../shared/arithmetic/windows.js";
import { factor, plural, show } from "../shared/text.js";
import { checkWindow } from "../stepper/limits.js";
import { SLIPS } from "../stepper/slips.js";

/** @typedef {import("../types").Pair} Pair */
/** @typedef {import("../types").MovingWindow} MovingWindow */
/** @typedef {import("../types").TapeSettings} Settings */
/** @typedef {[low: number, high: number]} Reach */

/** @type {(keyof Settings)[]} */
export const SETTINGS = ["signal", "kernel", "bias", "stride", "padding", "dilation", "flip"];
const LONGEST = 256; // samples: beyond, one is too narrow to point at
const MOST_TERMS = 9; // products that are written out
const HINTS = {
  ...SLIPS,
  unstrided: "That is the sum at another place: the window moves by the stride at each step. (M7)",
};

/**
 * The products and the sum at each place, and how both are drawn. A Misfit where the settings do not fit one another.
 * @param {Settings} settings
 * @returns {import("../types").TapeWalk}
 */
export function tapeWalk(settings) {
  const { signal, bias, predict } = settings;
  const [weight] = settings.flip ? flipped([settings.kernel]) : [settings.kernel];
  const window = windowAlong(signal.length, weight.length, settings);
  const out = outputs(signal, weight, bias, window);
  const terms = termsOf(signal, weight, window);
  const { stride, padding, dilation } = window;
  return {
    ...{ image: [[signal]], weight, out: [out], stride, padding, dilation },
    unread: unreadEnds([1, signal.length], window),
    ...look(signal, weight, out, terms),
    works: terms.map((products) => work(products, bias)),
    about: about(signal.length, weight.length, bias, window),
    wrong: predict ? wrongOutputs(signal, weight, bias, window, out) : {},
    hints: HINTS,
  };
}

/**
 * How the kernel moves.
 * @param {number} samples
 * @param {number} weights
 * @param {Settings} settings
 */
function windowAlong(samples, weights, { stride, padding, dilation }) {
  const sides = asPair(padding);
  const settings = { stride: [1, Number(stride)], padding: [[0, 0], sides], dilation: [1, Number(dilation)] };
  const window = windowOver([1, samples], [1, weights], settings);
  checkWindow(window, LONGEST);
  return window;
}

/**
 * @param {number[]} signal
 * @param {number[]} weight
 * @param {number} bias
 * @param {MovingWindow} window
 */
function outputs(signal, weight, bias, window) {
  return convolve([[signal]], [[[weight]]], [bias], window)[0][0];
}

/**
 * For each place the samples under the kernel, padding as 0, and the weights that they meet.
 * @param {number[]} signal
 * @param {number[]} weight
 * @param {MovingWindow} window
 */
function termsOf(signal, weight, { stride, padding, dilation, output }) {
  return Array.from({ length: output[1] }, (_, step) =>
    weight.map((factor, k) => ({
      sample: signal[step * stride[1] + k * dilation[1] - padding[1][0]] ?? 0,
      weight: factor,
    })),
  );
}

/**
 * The answers that common misconceptions lead to, by the name of the misconception.
 * @param {number[]} signal
 * @param {number[]} weight
 * @param {number} bias
 * @param {MovingWindow} window
 * @param {number[]} out
 */
function wrongOutputs(signal, weight, bias, window, out) {
  const total = outputs(signal, weight, 0, window);
  const beside = outputs(signal, weight, bias, { ...window, stride: [1, 1] });
  return {
    flipped: [outputs(signal, weight.toReversed(), bias, window)],
    unbiased: [total],
    mean: [total.map((sum) => sum / weight.length + bias)],
    unstrided: [beside.slice(0, out.length)],
  };
}

/**
 * The reach of both plots, the grain of a drawn sample, and the most characters that a number needs.
 * @param {number[]} signal
 * @param {number[]} weight
 * @param {number[]} out
 * @param {ReturnType<typeof termsOf>} terms
 */
function look(signal, weight, out, terms) {
  /** @type {[Reach, Reach]} */
  const reach = [reachOf(signal), reachOf(out)];
  const span = reach[0][1] - reach[0][0];
  const grain = 10 ** Math.floor(Math.log10(span / 15));
  const areWhole = span >= 4 && signal.every(Number.isInteger); // whole numbers stay whole
  const products = terms.flat().map((term) => term.sample * term.weight);
  const numbers = new Set([...signal, ...weight, ...out, ...products]);
  let widest = 0;
  for (const number of numbers) widest = Math.max(widest, show(number, 3).length);
  return { reach, grain: areWhole ? Math.max(grain, 1) : grain, widest };
}

/**
 * From where to where a plot goes: zero is in it, and there is room to draw beyond the numbers.
 * @param {number[]} values
 * @returns {Reach}
 */
function reachOf(values) {
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  const room = 0.2 * (high - low) || 1;
  return [low - room, high + room];
}

/**
 * The arithmetic of a step: every product, or how many they are.
 * @param {{ sample: number, weight: number }[]} terms
 * @param {number} bias
 */
function work(terms, bias) {
  const tail = bias ? ` + ${factor(bias)}` : "";
  if (terms.length > MOST_TERMS) return `the sum of ${terms.length} products${tail}`;
  return terms.map(({ sample, weight }) => `${factor(sample)}·${factor(weight)}`).join(" + ") + tail;
}

/**
 * What holds for every step: how many positions there are, and what no window reads.
 * @param {number} samples
 * @param {number} weights
 * @param {number} bias
 * @param {MovingWindow} window
 */
function about(samples, weights, bias, window) {
  const unread = unreadEnds([1, samples], window)[1];
  const after = window.padding[1][1];
  const [left, what] = unread <= after ? [unread, "padding zero"] : [unread - after, "sample"];
  const last = left === 1 ? `the last ${what}` : `the last ${left} ${plural(left, what)}`;
  const positions = `${window.output[1]} positions of ${samples} samples, stride ${window.stride[1]}`;
  const fit = `The ${weights} weights fit at ${positions}${bias ? `, bias ${show(bias)}` : ""}.`;
  const dropped = left ? ` No window reads ${last}.` : "";
  return `${fit} Each output stands under the middle of its window.${dropped}`;
}

// Every number of a convolution's walk, forward and backward, from the settings alone.

import { convolve, convolveBack, flipped, partialMaps, summed } from "../shared/arithmetic/convolution.js";
import { misfit } from "../shared/arithmetic/sentences.js";
import { sizesOf, unreadEnds, windowOver } from "../shared/arithmetic/windows.js";
import { gradientOf } from "../stepper/gradient.js";
import { checkWindow } from "../stepper/limits.js";
import { HINTS, HINTS_BACK } from "./hints.js";

/** @typedef {import("../types").Grid} Grid */
/** @typedef {import("../types").Grids} Grids */
/** @typedef {import("../types").MovingWindow} MovingWindow */
/** @typedef {import("../types").ConvSettings} Settings */

/** @type {(keyof Settings)[]} */
export const SETTINGS = [
  "image",
  "kernel",
  "bias",
  "stride",
  "padding",
  "dilation",
  "flip",
  "filter",
  "channel",
  "grad_out",
];

/**
 * The weights of the filter on show, as they meet the window, and how that moves.
 * @param {Settings} settings
 */
function beginning({ image, kernel, bias, filter, flip, stride, padding, dilation }) {
  if (bias.length !== kernel.length) throw misfit("biases", { filters: kernel.length, given: bias.length });
  const weight = flip ? kernel[filter].map(flipped) : kernel[filter];
  const window = windowOver(sizesOf(image[0]), sizesOf(weight[0]), { stride, padding, dilation });
  checkWindow(window);
  return { weight, window };
}

/**
 * What each channel adds, and the output of the filter on show. A Misfit where the settings do not fit one another.
 * @param {Settings} settings
 * @returns {import("../types").ConvWalk}
 */
export function forwardWalk(settings) {
  const { image, filter, predict } = settings;
  const { weight, window } = beginning(settings);
  const partials = partialMaps(image, weight, window);
  const bias = settings.bias[filter];
  const wrong = predict ? wrongMaps(image, weight, bias, window, partials) : {};
  return { ...moves(image, window), out: summed(partials, bias), partials, weight, bias, wrong, hints: HINTS };
}

/**
 * The gradients that the output's sends to one channel of the image and of the weights.
 * @param {Settings} settings
 * @returns {import("../types").ConvBackwardWalk}
 */
export function backwardWalk(settings) {
  const { image, channel, predict } = settings;
  const { weight, window } = beginning(settings);
  const [out] = gradientOf(settings.grad_out, 1, window.output);
  const seen = [image[channel]];
  const back = convolveBack([out], seen, [[weight[channel]]], window);
  const first = weight[channel][0][0];
  return {
    ...moves(image, window),
    ...{ channel, channels: image.length, image: seen, weight: weight[channel], out },
    grad_input: back.image[0],
    grad_weight: back.weights[0][0],
    answer: scaled(out, first),
    wrong: predict ? wrongWaysBack(image[channel], weight[channel], out, window) : {},
    hints: HINTS_BACK,
  };
}

/**
 * How the window moves.
 * @param {Grids} image
 * @param {MovingWindow} window
 */
function moves(image, window) {
  const { stride, padding, dilation } = window;
  return { stride, padding, dilation, unread: unreadEnds(sizesOf(image[0]), window) };
}

/**
 * @param {Grid} map
 * @param {number} factor
 */
function scaled(map, factor) {
  return map.map((row) => row.map((value) => value * factor));
}

/**
 * The answers that common misconceptions lead to, by the name of the misconception.
 * @param {Grids} image
 * @param {Grids} weight
 * @param {number} bias
 * @param {MovingWindow} window
 * @param {Grids} partials
 * @returns {Record<string, Grid>}
 */
function wrongMaps(image, weight, bias, window, partials) {
  const total = summed(partials, 0);
  const turned = convolve(image, [weight.map(flipped)], [bias], window)[0];
  const beside = convolve(image, [weight], [bias], { ...window, stride: [1, 1] })[0];
  const count = weight.flat(2).length;
  return {
    ...(image.length > 1 ? wrongDepths(partials, total, bias) : {}),
    flipped: turned,
    unbiased: total,
    mean: total.map((row) => row.map((sum) => sum / count + bias)),
    unstrided: beside,
  };
}

/**
 * @param {Grids} partials
 * @param {Grid} total
 * @param {number} bias
 * @returns {Record<string, Grid>}
 */
function wrongDepths(partials, total, bias) {
  /** @param {(values: number[]) => number} made */
  const each = (made) =>
    total.map((line, row) => line.map((_, column) => made(partials.map((map) => map[row][column])) + bias));
  return {
    "one channel": each(([first]) => first),
    "channel mean": total.map((row) => row.map((sum) => sum / partials.length + bias)),
    "channel product": each((values) => values.reduce((product, value) => product * value, 1)),
  };
}

/**
 * Wrong answers to what reaches the first input cell of each window, by the name of the misconception.
 * @param {Grid} image
 * @param {Grid} weight
 * @param {Grid} grad
 * @param {MovingWindow} window
 * @returns {Record<string, Grid>}
 */
function wrongWaysBack(image, weight, grad, { stride, padding }) {
  const [[top], [left]] = padding;
  /** @type {(row: number, column: number) => number} */
  const first = (row, column) => image[row * stride[0] - top]?.[column * stride[1] - left] ?? 0;
  return {
    "last weight": scaled(grad, weight[weight.length - 1][weight[0].length - 1]),
    "to the kernel": grad.map((line, row) => line.map((sent, column) => sent * first(row, column))),
    gradient: grad,
  };
}

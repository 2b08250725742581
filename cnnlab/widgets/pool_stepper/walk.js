// Every number of a pooling's walk, forward and backward, from the settings alone.

import { maxPool, maxPoolBack, meanPool, meanPoolBack, winners } from "../shared/arithmetic/pooling.js";
import { padded, poolWindowOver, sizesOf, unreadEnds } from "../shared/arithmetic/windows.js";
import { gradientOf } from "../stepper/gradient.js";
import { checkWindow } from "../stepper/limits.js";
import { HINTS, HINTS_BACK } from "./hints.js";

/** @typedef {import("../types").Pair} Pair */
/** @typedef {import("../types").Grid} Grid */
/** @typedef {import("../types").MovingWindow} MovingWindow */
/** @typedef {import("../types").PoolSettings} Settings */

/** @type {(keyof Settings)[]} */
export const SETTINGS = ["image", "kernel_size", "stride", "padding", "mode", "grad_out"];

/**
 * What each window makes, and which of its cells wins. A Misfit where the settings do not fit one another.
 * @param {Settings} settings
 * @returns {import("../types").PoolWalk}
 */
export function forwardWalk(settings) {
  const { image, mode, predict } = settings;
  const window = windowOf(settings);
  const pool = mode === "max" ? maxPool : meanPool;
  return {
    ...common(settings, window),
    out: image.map((map) => pool(map, window)),
    wrong: predict ? wrongMaps(image[0], window, mode) : {},
    hints: HINTS,
  };
}

/**
 * Where the gradient of the output goes.
 * @param {Settings} settings
 * @returns {import("../types").PoolBackwardWalk}
 */
export function backwardWalk(settings) {
  const { image, mode } = settings;
  const window = windowOf(settings);
  const out = gradientOf(settings.grad_out, image.length, window.output);
  const back = mode === "max" ? maxPoolBack : meanPoolBack;
  return {
    ...common(settings, window),
    out,
    grad_input: image.map((map, channel) => back(out[channel], map, window)),
    ...firstCells(out[0], image[0], window, mode),
    hints: HINTS_BACK,
  };
}

/** @param {Settings} settings */
function windowOf(settings) {
  if (!["max", "avg"].includes(settings.mode)) throw TypeError(`mode ${settings.mode}`);
  const window = poolWindowOver(sizesOf(settings.image[0]), settings);
  checkWindow(window);
  return window;
}

/**
 * @param {Settings} settings
 * @param {MovingWindow} window
 */
function common({ image, mode }, window) {
  const { kernel, stride, padding, dilation, output } = window;
  /** @type {(map: Grid) => (Pair | null)[]} */
  const won = (map) => (mode === "max" ? winners(map, window) : Array(output[0] * output[1]).fill(null));
  const unread = unreadEnds(sizesOf(image[0]), window);
  return { kernel, stride, padding, dilation, unread, winners: image.map(won) };
}

/**
 * What the first cell of each window of a channel gets back, and wrong answers by what they betray.
 * @param {Grid} grad
 * @param {Grid} map
 * @param {MovingWindow} window
 * @param {Settings["mode"]} mode
 * @returns {{ answer: Grid, wrong: Record<string, Grid> }}
 */
function firstCells(grad, map, window, mode) {
  const cells = window.kernel[0] * window.kernel[1];
  const share = grad.map((row) => row.map((sent) => sent / cells));
  if (mode === "avg") return { answer: share, wrong: { whole: grad } };
  const won = winners(map, window);
  const answer = grad.map((line, row) =>
    line.map((sent, column) => (Math.max(...won[row * line.length + column]) === 0 ? sent : 0)),
  );
  return { answer, wrong: { everybody: grad, equal: share } };
}

/**
 * The answers for the first channel that common misconceptions lead to, by the name of the misconception.
 * @param {Grid} map
 * @param {MovingWindow} window
 * @param {Settings["mode"]} mode
 * @returns {Record<string, Grid>}
 */
function wrongMaps(map, window, mode) {
  const largest = maxPool(map, window);
  const mean = meanPool(map, window);
  const cells = window.kernel[0] * window.kernel[1];
  const unstrided = (mode === "max" ? maxPool : meanPool)(map, { ...window, stride: [1, 1] });
  if (mode === "avg") return { largest, sum: mean.map((row) => row.map((value) => value * cells)), unstrided };
  const smallest = maxPool(negated(map), window).map((row) => row.map((value) => -value));
  const size = largest.map((line, row) =>
    line.map((value, column) => (-smallest[row][column] > value ? smallest[row][column] : value)),
  );
  const zeros = {
    ...window,
    padding: /** @type {MovingWindow["padding"]} */ ([
      [0, 0],
      [0, 0],
    ]),
  };
  return { padded: maxPool(padded(map, window.padding, 0), zeros), size, mean, unstrided };
}

/** @param {Grid} map */
function negated(map) {
  return map.map((row) => row.map((value) => -value));
}

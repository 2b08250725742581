// The walk number by number: what each step writes, the arithmetic in its numbers, what it reads, and the answers that
// slips lead to. Places are named as in the picture: x0, w1,0 (from input 0 to sum 1), b1, z1, h1, v0,1, c0, s0, e0, p0
// and L; a d before one of them is its gradient.

import { gateBack, scoreBack, unitBack, weightSteps } from "./backward.js";
import { firstLayer, secondLayer } from "./dense.js";
import { expStep, lossStep, reluStep, shareStep, sums } from "./forward.js";

/** @typedef {import("../types").TinySettings} Settings */
/** @typedef {import("../types").TinyWalk} Walk */
/** @typedef {import("../types").TinyStep} Step */

/**
 * All steps, in their order.
 * @param {Settings} settings
 * @param {Walk} walk
 * @returns {Step[]}
 */
export function tinySteps(settings, walk) {
  const first = firstLayer(settings, walk);
  const second = secondLayer(settings, walk);
  return [
    ...sums(first),
    ...walk.sums.map((_, k) => reluStep(walk, k)),
    ...sums(second, walk),
    ...walk.scores.map((_, k) => expStep(walk, k)),
    ...walk.scores.map((_, k) => shareStep(walk, k)),
    lossStep(walk, settings.target),
    ...walk.scores.map((_, k) => scoreBack(walk, k, settings.target)),
    ...weightSteps(second),
    ...walk.relu.map((_, k) => unitBack(second, walk, k)),
    ...walk.sums.map((_, k) => gateBack(walk, k)),
    ...weightSteps(first),
  ];
}

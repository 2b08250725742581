// Every number of a walk down the loss of a linear unit, from the settings alone. The unit has no bias; its loss is
// the mean squared error over a few examples. So the loss is a quadratic form, and what a learning rate does is exact:
// along each axis of the form, a step multiplies the way to the bottom by 1 - learning rate * curvature.

import { inDigits, same } from "../shared/text.js";

/** @typedef {import("../types").ValleySettings} Settings */
/** @typedef {import("../types").Pace} Pace */
/** @typedef {import("../types").Place} Place */
/** @typedef {Settings["inputs"]} Inputs */

export const MOST_STEPS = 50; // of a run
const FLAT = 1e-12; // of the largest curvature: one below is floating point's own
const THERE = 1e-9; // of the weights: who is nearer to the bottom has arrived

/**
 * @param {number[]} one
 * @param {number[]} other
 */
function dot(one, other) {
  return one.reduce((sum, value, k) => sum + value * other[k], 0);
}

/**
 * The mean squared error with these weights, and its gradient.
 * @param {Inputs} inputs
 * @param {number[]} targets
 * @param {number[]} weights
 */
export function lossAt(inputs, targets, weights) {
  const errors = inputs.map((row, n) => dot(row, weights) - targets[n]);
  const count = targets.length;
  const gradient = weights.map((_, k) => (2 * errors.reduce((sum, error, n) => sum + error * inputs[n][k], 0)) / count);
  return { loss: errors.reduce((sum, error) => sum + error * error, 0) / count, gradient };
}

/**
 * The axes of the loss, the steepest first, each with its curvature, and the bottom: of several, the nearest one.
 * @param {Inputs} inputs
 * @param {number[]} targets
 * @param {number[]} from
 */
export function shapeOf(inputs, targets, from) {
  const curvature = from.map((_, i) =>
    from.map((_, k) => (2 * inputs.reduce((sum, row) => sum + row[i] * row[k], 0)) / inputs.length),
  );
  const { axes, curvatures } = from.length === 1 ? { axes: [[1]], curvatures: curvature[0] } : axesOf(curvature);
  const { gradient } = lossAt(inputs, targets, from);
  const bottom = [...from];
  for (const [k, axis] of axes.entries())
    if (curvatures[k] > 0) for (const i of bottom.keys()) bottom[i] -= (axis[i] * dot(axis, gradient)) / curvatures[k];
  return { axes, curvatures, bottom, floor: lossAt(inputs, targets, bottom).loss };
}

/**
 * The axes of a symmetric 2 x 2 matrix, and its curvature along each.
 * @param {number[][]} matrix
 */
function axesOf([[a, b], [, d]]) {
  const angle = Math.atan2(2 * b, a - d) / 2;
  const steep = (a + d) / 2 + Math.hypot((a - d) / 2, b);
  const gentle = (a * d - b * b) / steep;
  const axes = [
    [Math.cos(angle), Math.sin(angle)],
    [-Math.sin(angle), Math.cos(angle)],
  ];
  return { axes, curvatures: [steep, gentle > FLAT * steep ? gentle : 0] };
}

/**
 * What a learning rate does to the way that is left, along each axis on which there is any. `part` is the learning rate
 * times the curvature: up to 1 the ball stays on its side, from 2 on it comes no nearer.
 * @param {{ axes: number[][], curvatures: number[], bottom: number[] }} shape
 * @param {number[]} weights
 * @param {number} rate
 * @returns {Pace[]}
 */
export function paces({ axes, curvatures, bottom }, weights, rate) {
  const way = weights.map((weight, k) => weight - bottom[k]);
  const near = THERE * Math.max(...[...weights, ...bottom].map(Math.abs));
  const left = curvatures.map((_, k) => k).filter((k) => curvatures[k] > 0 && Math.abs(dot(axes[k], way)) > near);
  return left.map((k) => ({ axis: k, part: rate * curvatures[k], kind: kindOf(rate * curvatures[k]) }));
}

/**
 * @param {number} part
 * @returns {Pace["kind"]}
 */
function kindOf(part) {
  if (same(part, 1)) return "lands";
  if (same(part, 2)) return "leaps";
  if (part < 1) return "creeps";
  return part < 2 ? "settles" : "leaves";
}

/**
 * The places of a run, each with its loss and gradient. It ends early where a number would be too large to hold.
 * @param {Settings} settings
 */
export function valleyWalk({ inputs, targets, weights, learning_rate: rate }) {
  const path = [];
  let at = weights;
  for (let step = 0; step <= MOST_STEPS; step++) {
    const { loss, gradient } = lossAt(inputs, targets, at);
    if (![loss, ...at, ...gradient].every(Number.isFinite)) break;
    path.push({ weights: at, loss, gradient });
    at = at.map((weight, k) => weight - rate * gradient[k]);
  }
  return path;
}

/**
 * The next weight (of two, the first), and what is answered by those who know nearly how a step is made. Who computes
 * with the numbers as they are written, which may be rounded, comes to others: these are right without a hint.
 * @param {Place} place
 * @param {number} rate
 * @returns {{ right: number, wrong: [number, string][] }}
 */
export function nextWeight(place, rate) {
  const written = (/** @type {number} */ value) => Number(inDigits(value));
  const { weights, loss, gradient } = place;
  const rounded = { weights: weights.map(written), loss: written(loss), gradient: gradient.map(written) };
  const [whole, about] = [place, rounded].map((one) => answersAt(one, rate));
  return { right: whole.right, wrong: [[about.right, ""], ...whole.wrong, ...about.wrong] };
}

/**
 * The right answer at a place, and what each wrong one betrays.
 * @param {Place} place
 * @param {number} rate
 */
function answersAt({ weights: [weight], loss, gradient: [slope, other] }, rate) {
  /** @type {[number, string][]} */
  const wrong = [
    [weight + rate * slope, "That goes up the slope: the step has a minus before the learning rate."],
    [weight - slope, "That takes the whole slope. Multiply it by the learning rate first."],
    [weight + slope, "That takes the whole slope, and goes up. Multiply it by minus the learning rate first."],
    [-rate * slope, "That is the step alone. The next weight is the weight and this step."],
    [rate * slope, "That is the length of the step alone. Take it from the weight."],
    [weight - rate, "That is the learning rate without the slope. The step is their product."],
    [weight - rate * loss, "That takes the loss. The step takes its slope."],
  ];
  if (other !== undefined) wrong.push([weight - rate * other, "That takes the slope of the other weight."]);
  return { right: weight - rate * slope, wrong };
}

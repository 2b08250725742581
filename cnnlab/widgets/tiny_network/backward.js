// The steps on the way back: the gradients of scores, weights, hidden units and sums.

import { show } from "../shared/text.js";
import { product } from "./dense.js";

/** @typedef {import("../types").TinyWalk} Walk */
/** @typedef {import("../types").TinyStep} Step */
/** @typedef {import("./dense.js").Dense} Dense */
/** @typedef {[number: number, hint: string]} Slip */

const CHAIN = "Multiply the gradient at the right end of the line by the number at its left end.";

/**
 * @param {Walk} walk
 * @param {number} k
 * @param {number} target
 * @returns {Step}
 */
export function scoreBack({ probabilities, grad_scores }, k, target) {
  const share = probabilities[k];
  const right = k === target;
  return {
    ...{ writes: `ds${k}`, value: grad_scores[k], left: `gradient of score ${k}`, reads: [`p${k}`], back: true },
    work: `${show(share)} - ${right ? 1 : 0}`,
    why: right
      ? "Its probability, minus 1 because it is the right class: a higher score would make the loss smaller."
      : "Its probability, minus 0 because it is a wrong class: a higher score would make the loss larger.",
    advice: "Take the probability, and subtract 1 at the right class alone.",
    wrong: [
      right
        ? [share, "That is the probability. At the right class, 1 is subtracted."]
        : [share - 1, "1 is subtracted at the right class alone. This one is wrong."],
      [-grad_scores[k], "The sign is the other way around: the gradient says how the loss grows with the score."],
    ],
  };
}

/**
 * The gradients of a layer's weights, and then of its biases.
 * @param {Dense} layer
 * @returns {Step[]}
 */
export function weightSteps(layer) {
  const { x, grads, made } = layer;
  const weights = grads.flatMap((_, k) => x.map((__, n) => weightBack(layer, k, n)));
  const biases = layer.biases.map((_, k) => ({
    ...{ writes: `d${layer.plus}${k}`, value: grads[k], left: `gradient of ${made} ${k}'s bias`, back: true },
    work: product(grads[k], 1),
    reads: [`d${layer.to}${k}`],
    why: "A bias is added as it is, as if it were multiplied by 1.",
    advice: "A bias is multiplied by nothing but 1.",
    wrong: [],
  }));
  return [...weights, ...biases];
}

/**
 * @param {Dense} layer
 * @param {number} k
 * @param {number} n
 * @returns {Step}
 */
function weightBack({ x, grads, weights, weightGrads, from, by, to, source, made }, k, n) {
  const ends = `The gradient at the right end of the line, times the number at its left end.`;
  const silent = x[n] === 0 ? ` ${source} ${n} is 0, so the weight changed nothing.` : "";
  const shut = grads[k] === 0 ? ` Nothing came back to ${made} ${k}.` : silent;
  return {
    ...{ writes: `d${by}${k},${n}`, value: weightGrads[k][n], work: product(grads[k], x[n]), back: true },
    left: `gradient of the weight from ${source} ${n} to ${made} ${k}`,
    reads: [`d${to}${k}`, `${from}${n}`],
    why: ends + shut,
    advice: CHAIN,
    wrong: [
      [
        grads[k] * weights[k][n],
        "That is the gradient times the weight. The weight was multiplied by the left number.",
      ],
      [grads[k], "That is the gradient at the right end alone. It is multiplied by the number at the left end."],
      [x[n], "That is the number at the left end alone. It is multiplied by the gradient at the right end."],
    ],
  };
}

/**
 * What comes back to a hidden unit along all of its lines.
 * @param {Dense} second
 * @param {Walk} walk
 * @param {number} k
 * @returns {Step}
 */
export function unitBack({ weights, grads }, { grad_relu }, k) {
  const alone = "That is what comes back along one line. Add up all of them.";
  return {
    ...{ writes: `dh${k}`, value: grad_relu[k], left: `gradient of ReLU ${k}`, back: true },
    work: grads.map((grad, n) => product(grad, weights[n][k])).join(" + "),
    reads: grads.flatMap((_, n) => [`ds${n}`, `v${n},${k}`]),
    why: "It feeds every score. So what comes back along its lines is added up: gradient times weight.",
    advice: "For each line that leaves it, multiply the gradient at the right end by the weight; then add up.",
    wrong: [
      ...grads.map((grad, n) => /** @type {Slip} */ ([grad * weights[n][k], alone])),
      [
        weights.reduce((sum, row) => sum + row[k], 0),
        "Those are the weights alone. Each is multiplied by its gradient.",
      ],
    ],
  };
}

/**
 * @param {Walk} walk
 * @param {number} k
 * @returns {Step}
 */
export function gateBack({ sums: before, grad_relu, grad_sums }, k) {
  const isOpen = before[k] > 0;
  return {
    ...{
      writes: `dz${k}`,
      value: grad_sums[k],
      left: `gradient of sum ${k}`,
      work: product(grad_relu[k], isOpen ? 1 : 0),
    },
    reads: [`dh${k}`, `z${k}`],
    why: isOpen
      ? "The sum was above zero, so the gate is open: the gradient passes as it is."
      : "The sum was not above zero, so the gate is shut: a small change of the sum changes nothing.",
    advice: "Where the sum was above zero the gradient passes as it is; elsewhere it becomes 0.",
    wrong: isOpen
      ? [
          [0, "The sum was above zero: the gate is open."],
          [grad_relu[k] * before[k], "ReLU's factor is 1 where the sum was above zero, however large the sum."],
        ]
      : [[grad_relu[k], "The sum was not above zero: the gate is shut, and nothing passes."]],
    back: true,
  };
}

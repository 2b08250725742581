// The steps on the way forward: sums, ReLU, scores, exp, probabilities, and the loss.

import { range } from "../shared/numbers.js";
import { factor, show } from "../shared/text.js";
import { product } from "./dense.js";

/** @typedef {import("../types").TinyWalk} Walk */
/** @typedef {import("../types").TinyStep} Step */
/** @typedef {import("./dense.js").Dense} Dense */
/** @typedef {[number: number, hint: string]} Slip */

const UNBIASED = "That is the sum of the products alone. The bias is added to every sum. (M6)";
const SHIFTED =
  "exp of scores so far from zero is too large or too small for a computer's numbers, so the largest score is " +
  "subtracted from each first. The probabilities stay the same.";

/**
 * The steps of a dense layer; `walk` where it reads what passed ReLU.
 * @param {Dense} layer
 * @param {Walk} [walk]
 * @returns {Step[]}
 */
export function sums(layer, walk) {
  const { x, weights, biases, out, source, made } = layer;
  const tail = biases.length ? ", and the bias on top" : "";
  return out.map((value, k) => {
    /** @type {Slip[]} */
    const wrong = [
      ...(biases.length ? [/** @type {Slip} */ ([value - biases[k], UNBIASED])] : []),
      ...(walk ? [beforeGate(walk.sums, weights[k], biases[k] ?? 0)] : []),
      ...out.flatMap((other, n) => (n === k ? [] : [/** @type {Slip} */ ([other, otherOne(made, n)])])),
    ];
    const terms = [...x.map((number, n) => product(number, weights[k][n])), ...biases.slice(k, k + 1).map(factor)];
    return {
      ...{ writes: `${layer.to}${k}`, value, left: `${made} ${k}`, work: terms.join(" + "), wrong, back: false },
      why: `Each ${source === "ReLU" ? "number behind ReLU" : source} times the weight on its line, added up${tail}.`,
      advice: `Multiply each number on the left by the weight on its line to ${made} ${k}, and add up${tail}.`,
      reads: [...x.flatMap((_, n) => [`${layer.from}${n}`, `${layer.by}${k},${n}`]), ...biasAt(layer, k)],
    };
  });
}

/**
 * @param {number[]} before - ReLU
 * @param {number[]} weights
 * @param {number} bias
 * @returns {Slip}
 */
function beforeGate(before, weights, bias) {
  const value = before.reduce((sum, number, n) => sum + number * weights[n], bias);
  return [value, "That is made of the sums before ReLU. A score reads what ReLU let through."];
}

/**
 * @param {string} made
 * @param {number} n
 */
function otherOne(made, n) {
  return `That is ${made} ${n}: follow the lines that end at this one.`;
}

/**
 * @param {Walk} walk
 * @param {number} k
 * @returns {Step}
 */
export function reluStep({ sums: before, relu }, k) {
  const sum = before[k];
  const passes = sum > 0;
  return {
    ...{ writes: `h${k}`, value: relu[k], left: `ReLU ${k}`, work: `max(0, ${show(sum)})`, reads: [`z${k}`] },
    why: passes ? "A sum above zero passes as it is." : "What is not above zero becomes 0: the gate is shut.",
    advice: "What is above zero stays as it is, and all else becomes 0.",
    wrong: [
      [sum, "That is the sum as it was. ReLU lets nothing below zero through."],
      [-sum, "ReLU does not turn a sign around. Below zero it gives 0."],
    ],
    back: false,
  };
}

/**
 * @param {Walk} walk
 * @param {number} k
 * @returns {Step}
 */
export function expStep({ scores, exps, shift }, k) {
  const score = scores[k];
  const inside = shift ? `${show(score)} - ${factor(shift)}` : show(score);
  return {
    ...{ writes: `e${k}`, value: exps[k], left: `exp ${k}`, work: `exp(${inside})`, reads: [`s${k}`], back: false },
    why: shift ? SHIFTED : "e, about 2.718, to the power of the score: always above zero.",
    advice: "Raise e, about 2.718, to the power of the score, as math.exp does.",
    wrong: [
      [Math.E * score, "That is e times the score. The score is the power of e."],
      [Math.exp(-score), "That is e to the power of minus the score."],
      [score * score, "That is the score squared. Its base is e, and the score is the power."],
    ],
  };
}

/**
 * @param {Walk} walk
 * @param {number} k
 * @returns {Step}
 */
export function shareStep({ scores, exps, probabilities }, k) {
  const sum = (/** @type {number[]} */ values) => values.reduce((total, value) => total + value, 0);
  const others = probabilities.flatMap((share, n) => (n === k ? [] : [/** @type {Slip} */ ([share, shareOf(n)])]));
  return {
    ...{ writes: `p${k}`, value: probabilities[k], left: `probability ${k}`, back: false },
    work: `${show(exps[k])} / (${exps.map((power) => show(power)).join(" + ")})`,
    reads: exps.map((_, n) => `e${n}`),
    why: "Its share of all the exps. All shares together are 1.",
    advice: "Divide its exp by the sum of all exps, its own as well.",
    wrong: [
      [scores[k] / sum(scores), "That is the score's own share. Softmax takes the shares of the exps."],
      [exps[k] / (sum(exps) - exps[k]), "The sum below the line holds all exps, its own as well."],
      ...others,
    ],
  };
}

/** @param {number} n */
function shareOf(n) {
  return `That is the share of class ${n}.`;
}

/**
 * @param {Walk} walk
 * @param {number} target
 * @returns {Step}
 */
export function lossStep({ loss, probabilities, exps, scores }, target) {
  const share = probabilities[target];
  const tiny = share === 0;
  const total = exps.reduce((sum, power) => sum + power, 0);
  const parts = `log(${show(total)}) - ${factor(scores[target] - Math.max(...scores))}`;
  const ifOther = probabilities.flatMap((other, n) =>
    n === target
      ? []
      : [/** @type {Slip} */ ([-Math.log(other), `That is the loss if class ${n} were the right one.`])],
  );
  return {
    ...{ writes: "L", value: loss, left: "loss", work: tiny ? parts : `-log(${show(share)})`, back: false },
    reads: [`p${target}`],
    why: tiny
      ? "The right class's probability is too small for a computer's numbers, so its logarithm is taken in two parts."
      : `Only class ${target} counts, the right one. A probability of 1 costs 0, and a small one costs much.`,
    advice: "Take minus the natural logarithm of the right class's probability, as -math.log does.",
    wrong: [
      [Math.log(share), "The logarithm of a number below 1 is below zero. The loss has a minus before it."],
      [1 - share, "That is what the probability lacks to 1. The loss is minus its logarithm."],
      [-Math.log10(share), "That is the logarithm to base 10. The natural one is meant, math.log."],
      ...ifOther,
    ],
  };
}

/**
 * @param {Dense} layer
 * @param {number} k
 */
function biasAt({ biases, plus }, k) {
  return range(biases.length)
    .filter((n) => n === k)
    .map((n) => `${plus}${n}`);
}

// The walk number by number: what each step writes, the arithmetic in its numbers, what it reads, and the answers that
// slips lead to. Places are named as in the picture: x0, w1,0 (from input 0 to sum 1), b1, z1, h1, v0,1, c0, s0, e0, p0
// and L; a d before one of them is its gradient.

import { range } from "../shared/numbers.js";
import { factor, show } from "../shared/text.js";

/** @typedef {import("../types").TinySettings} Settings */
/** @typedef {import("../types").TinyWalk} Walk */
/** @typedef {import("../types").TinyStep} Step */
/** @typedef {[number: number, hint: string]} Slip */
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

const UNBIASED = "That is the sum of the products alone. The bias is added to every sum. (M6)";
const CHAIN = "Multiply the gradient at the right end of the line by the number at its left end.";
const SHIFTED =
  "exp of scores so far from zero is too large or too small for a computer's numbers, so the largest score is " +
  "subtracted from each first. The probabilities stay the same.";

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

/**
 * @param {Settings} settings
 * @param {Walk} walk
 * @returns {Dense}
 */
function firstLayer({ inputs, hidden, hidden_bias }, { sums: out, grad_sums: grads, grad_hidden: weightGrads }) {
  const words = { source: "input", made: "sum", from: "x", by: "w", plus: "b", to: "z" };
  return { ...words, x: inputs, weights: hidden, biases: hidden_bias, out, grads, weightGrads };
}

/**
 * @param {Settings} settings
 * @param {Walk} walk
 * @returns {Dense}
 */
function secondLayer({ output, output_bias }, { relu, scores: out, grad_scores: grads, grad_output: weightGrads }) {
  const words = { source: "ReLU", made: "score", from: "h", by: "v", plus: "c", to: "s" };
  return { ...words, x: relu, weights: output, biases: output_bias, out, grads, weightGrads };
}

// ---- forward

/**
 * The steps of a dense layer; `walk` where it reads what passed ReLU.
 * @param {Dense} layer
 * @param {Walk} [walk]
 * @returns {Step[]}
 */
function sums(layer, walk) {
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
function reluStep({ sums: before, relu }, k) {
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
function expStep({ scores, exps, shift }, k) {
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
function shareStep({ scores, exps, probabilities }, k) {
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
function lossStep({ loss, probabilities, exps, scores }, target) {
  const share = probabilities[target];
  const tiny = share === 0;
  const parts = `log(${show(exps.reduce((sum, power) => sum + power, 0))}) - (${show(scores[target] - Math.max(...scores))})`;
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

// ---- back

/**
 * @param {Walk} walk
 * @param {number} k
 * @param {number} target
 * @returns {Step}
 */
function scoreBack({ probabilities, grad_scores }, k, target) {
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
function weightSteps(layer) {
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
function unitBack({ weights, grads }, { grad_relu }, k) {
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
function gateBack({ sums: before, grad_relu, grad_sums }, k) {
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

// ---- parts

/**
 * @param {number} one
 * @param {number} other
 */
function product(one, other) {
  return `${factor(one)}·${factor(other)}`;
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

// The arithmetic of one number, written out: a sentence, and its terms in tables.

import { signed } from "../shared/colour.js";
import { h } from "../shared/dom.js";
import { range } from "../shared/numbers.js";
import { inDigits } from "../shared/text.js";
import { inked, limitOf, numberGrid, tableRow, terms, tinted } from "./tables.js";
import { convTerms, denseTerms, patchOf, softmaxTerms, sumOf } from "./terms.js";
import { counted, fixed } from "./words.js";

/** @typedef {import("./net.js").Net} Net */
/** @typedef {import("./net.js").Spot} Spot */
/** @typedef {import("./terms.js").Part} Part */
/** What is said, and what stands below it. */
/** @typedef {{words: (string | HTMLElement)[], parts: HTMLElement[]}} Sum */
/** What a convolution's sum also depends on: the input map whose products are shown; null: the one that adds most. */
/** @typedef {{map: number | null, isOff: boolean, choose: (map: number) => void}} Shown */

const MOST_TERMS = 10;

/** @param {number} value */
function work(value) {
  return h("span", { class: "cl-work" }, inDigits(value));
}

/** @param {number} value */
function result(value) {
  return h("b", {}, inDigits(value));
}

/**
 * "25 products sum to 1.2; plus the bias, 0.1: 1.3."
 * @param {string} what
 * @param {number} sum
 * @param {number | null} bias
 * @param {number} value
 */
function added(what, sum, bias, value) {
  const plus = bias == null ? [", there is no bias: "] : ["; plus the bias, ", work(bias), ": "];
  return [`${what} sum to `, work(sum), ...plus, result(value), "."];
}

/**
 * Sums by the kind of the layer.
 * @type {Record<import("../types").TracedLayer["kind"], (net: Net, spot: Spot, shown: Shown) => Sum>}
 */
export const SUMS = {
  input: (net, spot) => ({
    words: ["This pixel is ", result(net.value(...spot)), ": 0 is paper, 1 is ink. No arithmetic yet."],
    parts: [],
  }),
  conv: convSum,
  max: maxSum,
  mean: meanSum,
  relu: reluSum,
  flatten: flattenSum,
  dense: denseSum,
  softmax: softmaxSum,
};

/**
 * @param {Net} net
 * @param {Spot} spot
 * @param {Shown} shown
 * @returns {Sum}
 */
function convSum(net, spot, { map, isOff, choose }) {
  const { parts, sum, bias } = convTerms(net, spot);
  const [filter] = net.place(...spot);
  const each = counted(parts[0].products.flat().length, "product");
  const what = parts.length > 1 ? `${parts.length} maps of ${each} each` : each;
  const words = added(what, sum, bias, isOff ? sum + (bias ?? 0) : net.value(...spot));
  if (isOff) words.push(` But filter ${filter} is off, so its whole map is `, h("b", {}, "0"), ".");
  const chosen = map ?? largest(parts.map((part) => part.sum));
  const tables = convTables(parts, chosen, spot[0] === 1);
  return { words, parts: parts.length > 1 ? [mapButtons(parts, chosen, choose), tables] : [tables] };
}

/**
 * Which of some numbers is farthest from zero.
 * @param {number[]} numbers
 */
function largest(numbers) {
  const sizes = numbers.map(Math.abs);
  return sizes.indexOf(Math.max(...sizes));
}

/**
 * @param {Part[]} parts
 * @param {number} chosen
 * @param {boolean} onPixels
 */
function convTables(parts, chosen, onPixels) {
  const { patch, kernel, products, sum } = parts[chosen];
  const many = parts.length > 1;
  return tableRow(
    numberGrid(onPixels ? "Pixels" : `Map ${chosen}`, patch, onPixels ? inked : tinted(patch)),
    numberGrid(many ? `x kernel for map ${chosen}` : "x kernel", kernel, tinted(kernel)),
    numberGrid(many ? `= products, sum ${inDigits(sum)}` : "= products", products, tinted(products)),
  );
}

/**
 * One button for each input map, with what it adds to the sum.
 * @param {Part[]} parts
 * @param {number} chosen
 * @param {(map: number) => void} choose
 */
function mapButtons(parts, chosen, choose) {
  const limit = limitOf(parts.map(({ sum }) => sum));
  const buttons = parts.map(({ sum }, map) => {
    const attributes = { "aria-pressed": String(map === chosen), style: `background:${signed(sum, limit)}` };
    return h("button", { ...attributes, "data-key": map, onclick: () => choose(map) }, `${map}: ${fixed(sum)}`);
  });
  const label = "What each map adds; choose one to see its products";
  return h("div", { class: "cl-channels", role: "group", "aria-label": label }, ...buttons);
}

/**
 * @param {Net} net
 * @param {Spot} spot
 * @returns {Sum}
 */
function maxSum(net, spot) {
  const place = net.place(...spot);
  const patch = patchOf(net, spot[0], place);
  const value = net.value(...spot);
  const tint = tinted(patch);
  const won = patch.flat().indexOf(value);
  /** @type {import("./tables.js").Look} */
  const look = (cell, row, column) => {
    if (row * patch[0].length + column === won) return { ...tint(cell, row, column), class: "cl-winner" };
    return { ...tint(cell, row, column), class: cell === null ? "cl-padding" : null };
  };
  const cells = patch.flat().filter((cell) => cell !== null);
  return {
    words: [`The largest of ${cells.map((cell) => inDigits(cell)).join(", ")} is `, result(value), "."],
    parts: [tableRow(numberGrid(`Window on map ${place[0]}`, patch, look))],
  };
}

/**
 * @param {Net} net
 * @param {Spot} spot
 * @returns {Sum}
 */
function meanSum(net, spot) {
  const place = net.place(...spot);
  const patch = patchOf(net, spot[0], place);
  const cells = patch.flat();
  const real = cells.filter((cell) => cell !== null);
  const count = net.layers[spot[0]].counted ? cells.length : real.length;
  return {
    words: ["The sum is ", work(sumOf(real)), `, divided by ${count}: `, result(net.value(...spot)), "."],
    parts: [tableRow(numberGrid(`Window on map ${place[0]}`, patch, tinted(patch)))],
  };
}

/**
 * @param {Net} net
 * @param {Spot} spot
 * @returns {Sum}
 */
function reluSum(net, [layer, n]) {
  const from = net.value(layer - 1, n);
  const why = from < 0 ? ": below zero, so it becomes zero." : ": not below zero, so it stays.";
  return { words: [`max(0, ${inDigits(from)}) = `, result(net.value(layer, n)), why], parts: [] };
}

/**
 * @param {Net} net
 * @param {Spot} spot
 * @returns {Sum}
 */
function flattenSum(net, [layer, n]) {
  const [map, row, column] = net.place(layer - 1, n);
  const [, rows, columns] = net.layers[layer - 1].shape;
  const from = `This is ${net.where(layer - 1, n)}, moved and not changed: `;
  const count = `${map} x ${rows * columns} + ${row} x ${columns} + ${column} = ${n}`;
  return { words: [from, result(net.value(layer, n)), `. Its number: ${count}.`], parts: [] };
}

/**
 * @param {Net} net
 * @param {Spot} spot
 * @returns {Sum}
 */
function denseSum(net, spot) {
  const { products, sum, bias } = denseTerms(net, spot);
  const top = products.slice(0, MOST_TERMS);
  const rest = products.slice(MOST_TERMS).map(({ product }) => product);
  const lines = top.map(({ input, value, weight, product }) => [
    net.source(spot[0] - 1, input),
    ...[value, weight, product].map(fixed),
  ]);
  if (rest.length) lines.push([counted(rest.length, "other"), "", "", fixed(sumOf(rest))]);
  const caption = rest.length ? `The ${top.length} largest products` : "All products";
  return {
    words: added(counted(products.length, "product"), sum, bias, net.value(...spot)),
    parts: [terms(caption, ["from", "value", "x weight", "= product"], lines)],
  };
}

/**
 * @param {Net} net
 * @param {Spot} spot
 * @returns {Sum}
 */
function softmaxSum(net, [layer, n]) {
  const { scores, powers, sum } = softmaxTerms(net, layer);
  const power = [`exp(${inDigits(scores[n])}) = `, work(powers[n])];
  const lines = range(scores.length).map((digit) => [
    String(digit),
    fixed(scores[digit]),
    inDigits(powers[digit]),
    fixed(net.value(layer, digit)),
  ]);
  return {
    words: [...power, ", out of ", work(sum), " for all together: ", result(net.value(layer, n)), "."],
    parts: [terms("All scores, and their shares", ["digit", "score", "exp(score)", "share"], lines, n)],
  };
}

// What TimeMachine says of a moment, and what it counts for that.

import { place, plural, show, withArticle } from "../shared/text.js";

const LEAST = 0.0001; // what is smaller would have an exponent

/**
 * The class that is most probable.
 * @param {number[]} probabilities
 */
export function answerOf(probabilities) {
  return probabilities.indexOf(Math.max(...probabilities));
}

/** @param {number} step */
export function whenWords(step) {
  return step === 0 ? "Before training" : `After ${step} ${plural(step, "step")}`;
}

/**
 * The title over the feature maps of a moment.
 * @param {number} label - of the image that is watched
 * @param {{ rows: number, columns: number, signed: boolean }} maps
 * @param {number} largest - number in them
 */
export function mapsTitle(label, { rows, columns, signed }, largest) {
  const scale = `${signed ? "Full colour" : "Black"} is ${largest.toFixed(2)}`;
  return `What each makes of this ${label}: a map of ${rows} x ${columns}. ${scale}`;
}

/**
 * The error that is made most often; of several, the first.
 * @param {number[][]} confusion - how often what is `row` was called `column`
 */
export function errorWords(confusion) {
  let most = { times: 0, is: 0, called: 0 };
  for (const [is, row] of confusion.entries())
    for (const [called, times] of row.entries()) if (is !== called && times > most.times) most = { times, is, called };
  if (most.times === 0) return "No errors.";
  const times = `${most.times} ${plural(most.times, "time")}`;
  return `The most common error: ${times} ${withArticle(most.is)} was called ${withArticle(most.called)}.`;
}

/**
 * How strong the colour of each count in a row is, in percent: of what is so, the share that was called so.
 * @param {number[]} row
 */
export function strengths(row) {
  const total = row.reduce((sum, times) => sum + times, 0) || 1;
  return row.map((times) => 46 * Math.sqrt(times / total));
}

/**
 * A loss, or how far off a weight is.
 * @param {number} value
 */
export function about(value) {
  return value > 0 && value < LEAST ? `below ${LEAST}` : show(value, 3);
}

/**
 * Which weight of a kernel is the furthest from that of another.
 * @param {import("../types").Grid} kernel
 * @param {import("../types").Grid} wanted
 */
export function offWords(kernel, wanted) {
  let most = { off: 0, at: "" };
  for (const [row, weights] of kernel.entries())
    for (const [column, weight] of weights.entries()) {
      const off = Math.abs(weight - wanted[row][column]);
      if (off > most.off) most = { off, at: place(row, column) };
    }
  return most.off === 0 ? " No weight is off." : ` Furthest off: ${most.at}, by ${about(most.off)}.`;
}

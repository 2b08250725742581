// A plan in words.

import { count } from "../shared/text.js";

/** @typedef {import("../types").Plan} Plan */
/** @typedef {Pick<Plan, "input_shape" | "layers">} Stack */

/**
 * A number of bytes in three to five digits.
 * @param {number} n
 */
export function inBytes(n) {
  if (n < 1e4) return `${count(n)} B`;
  if (n < 1e7) return `${count(Math.round(n / 1e3))} kB`;
  return `${count(Math.round(n / 1e6))} MB`;
}

/**
 * The name of layer k in the table: its call, as far as the plan fits.
 * @param {Plan} plan
 * @param {number} k
 */
export function layerLabel({ layers, rows }, k) {
  const call = rows[k]?.call.replace(/^nn\./, "").replace(/,? ?rng=rng/, "");
  return `${k}  ${call ?? layers[k].kind}`;
}

/**
 * What all layers cost, and what comes out: in front of the sums, and behind them.
 * @param {Plan} plan
 */
export function totalWords({ totals, rows, problem }) {
  const last = rows[rows.length - 1];
  return {
    before: problem ? `Before layer ${rows.length}: ` : "",
    parameters: `${count(totals.params)} parameters`,
    costs: `, ${count(totals.macs)} multiply-adds and ${inBytes(totals.memory)} of results for one example`,
    after: problem ? "." : `; it ends in ${last.said}.`,
  };
}

/**
 * The name of the preset that a plan is, if it is one.
 * @param {Record<string, Stack>} presets
 * @param {Stack} plan
 */
export function presetOf(presets, plan) {
  const text = (/** @type {Stack} */ { layers, input_shape }) => JSON.stringify([layers, input_shape]);
  return Object.keys(presets).find((name) => text(presets[name]) === text(plan));
}

// Numbers and places as they stand in tables and sentences.

import { plural } from "../shared/text.js";
import { pixelsOf, readersOf, regionOf, sizeOf } from "./regions.js";

/** @typedef {import("./net.js").Net} Net */
/** @typedef {import("./net.js").Spot} Spot */

/**
 * A number in a table: three decimals, so that columns line up.
 * @param {number | null} value
 */
export function fixed(value) {
  if (value === null || value === 0) return "0";
  if (Math.abs(value) >= 100) return value.toFixed(1);
  const text = value.toFixed(3);
  return Number(text) === 0 ? "0.000" : text; // without the sign of a number that is rounded to zero
}

/**
 * The same where there is little room.
 * @param {number} value
 */
export function short(value) {
  return Math.abs(value) >= 10 ? value.toFixed(0) : value.toFixed(1);
}

/**
 * So many of a thing.
 * @param {number} n
 * @param {string} word
 */
export function counted(n, word) {
  return `${n} ${plural(n, word)}`;
}

/**
 * The first and the last of a sorted list of rows, or of columns.
 * @param {number[]} list
 * @param {string} word
 */
export function span(list, word) {
  if (list.length === 0) return `${word} none`;
  return list.length === 1 ? `${word} ${list[0]}` : `${word}s ${list[0]} to ${list[list.length - 1]}`;
}

/**
 * The receptive field of a number, and what it feeds.
 * @param {Net} net
 * @param {Spot} spot
 */
export function reachWords(net, spot) {
  const [layer] = spot;
  const sees = layer === 0 ? "" : fieldWords(net, spot);
  const fed = readersOf(net, layer, regionOf(net, spot));
  if (!fed) return `${sees}It is an answer, and feeds nothing.`;
  return `${sees}It feeds ${counted(sizeOf(fed), "number")} of the next layer (${net.layers[layer + 1].name}).`;
}

/**
 * @param {Net} net
 * @param {Spot} spot
 */
function fieldWords(net, spot) {
  const { rows, columns } = pixelsOf(net, spot);
  if (rows.length === 0 || columns.length === 0) return "It sees padding alone. ";
  const size = `${rows.length} x ${columns.length}`;
  return `It depends on the pixels in ${span(rows, "row")} and ${span(columns, "column")} (${size}). `;
}

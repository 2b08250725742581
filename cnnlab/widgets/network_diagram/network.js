// A dense network from what a learner sets: the units of its layers, and what lies between them.

import { denseParams } from "../shared/arithmetic/counts.js";
import { misfit } from "../shared/arithmetic/sentences.js";
import { count } from "../shared/text.js";

/** @typedef {import("../types").NetworkDiagramState} State */
/** @typedef {import("./words.js").Network} Network */

/**
 * The network; a Misfit where the settings make none.
 * @param {Pick<State, "sizes" | "side" | "colour">} settings
 * @param {State["limits"]} limits
 * @returns {Network}
 */
export function networkOf(settings, limits) {
  const layers = unitsOf(settings, limits);
  const gaps = layers.slice(1).map((units, gap) => {
    const before = layers[gap];
    return { weights: before * units, biases: units, params: denseParams(before, units) };
  });
  const total = gaps.reduce((sum, { params }) => sum + params, 0);
  return { layers, gaps, total, side: settings.side, colour: settings.colour };
}

/**
 * The units of every layer, inputs first.
 * @param {Pick<State, "sizes" | "side" | "colour">} settings
 * @param {State["limits"]} limits
 */
function unitsOf({ sizes, side, colour }, limits) {
  if (side == null && colour) throw misfit("colour alone", {});
  const layers = side == null ? sizes : [pixelsOf(side, colour, limits), ...sizes];
  if (layers.length < 2 || layers.length > limits.layers)
    throw misfit("network layers", { most: limits.layers, count: layers.length });
  layers.forEach((units, place) => {
    const name = place ? `layer ${place + 1}` : "the input";
    if (units < 1) throw misfit("at least", { name: `the size of ${name}`, least: 1, value: units });
    if (units > limits.units && (place || side == null))
      throw misfit("layer units", { name, most: count(limits.units), value: count(units) });
  });
  return layers;
}

/**
 * @param {number} side
 * @param {boolean} colour
 * @param {State["limits"]} limits
 */
function pixelsOf(side, colour, limits) {
  const most = limits["typed side"];
  if (side < 1) throw misfit("at least", { name: "side", least: 1, value: side });
  if (side > most) throw misfit("image side", { most, value: side });
  return side * side * (colour ? 3 : 1);
}

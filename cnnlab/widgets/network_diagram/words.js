// What NetworkDiagram calls its layers, units and weights.

import { denseParams } from "../shared/arithmetic/counts.js";
import { count, plural } from "../shared/text.js";

/**
 * The network as it is shown; with a side, its inputs are the pixels of an image.
 * @typedef {object} Network
 * @property {number[]} layers - the units of each
 * @property {import("../types").Gap[]} gaps
 * @property {number} total - of all parameters
 * @property {number | null} side
 * @property {boolean} colour
 */

const COLOURS = ["red", "green", "blue"];

/**
 * @param {number} n
 * @param {string} word
 * @param {string} [many]
 */
export function counted(n, word, many) {
  return `${count(n)} ${plural(n, word, many)}`;
}

/**
 * @param {number} layer - from 0, the inputs
 * @param {number} last
 */
export function layerName(layer, last) {
  if (layer === 0) return "inputs";
  return layer === last ? "outputs" : `hidden ${layer}`;
}

/**
 * What stands under a layer's number of units.
 * @param {Network} network
 * @param {number} layer
 */
export function caption({ layers, side, colour }, layer) {
  if (layer > 0 || !side) return layerName(layer, layers.length - 1);
  return `${side} x ${side}${colour ? " x 3" : ""} pixels`;
}

/**
 * All parameters, and of what they are the sum.
 * @param {Network} network
 * @returns {[total: string, sum: string]}
 */
export function totalWords({ gaps, total }) {
  const parts = gaps.map(({ params }) => count(params));
  return [counted(total, "parameter"), parts.length > 1 ? ` = ${parts.join(" + ")}` : ""];
}

/**
 * @param {Network} network
 * @param {number} layer
 * @param {number} unit
 */
export function unitName(network, layer, unit) {
  if (layer > 0) return `unit ${unit + 1} of layer ${layer + 1}`;
  return network.side ? pixelName(network.side, network.colour, unit) : `input ${unit + 1}`;
}

/**
 * Rows and columns count from 0; one colour's pixels come after those of another.
 * @param {number} side
 * @param {boolean} colour
 * @param {number} input
 */
function pixelName(side, colour, input) {
  const plane = side * side;
  const pixel = input % plane;
  const tone = colour ? `, ${COLOURS[Math.floor(input / plane)]}` : "";
  return `the pixel in row ${Math.floor(pixel / side)}, column ${pixel % side}${tone}`;
}

/**
 * What a unit has, and whom it feeds.
 * @param {Network} network
 * @param {number} layer
 * @param {number} unit
 */
export function unitWords(network, layer, unit) {
  const { layers } = network;
  const name = unitName(network, layer, unit);
  const feeds =
    layer < layers.length - 1 ? ` It feeds ${counted(layers[layer + 1], "unit")}, through one weight each.` : "";
  return `${name[0].toUpperCase()}${name.slice(1)}: ${ownWords(layers, layer)}.${feeds}`;
}

/**
 * @param {number[]} layers
 * @param {number} layer
 */
function ownWords(layers, layer) {
  if (layer === 0) return "an input has no parameters of its own";
  const before = layers[layer - 1];
  return `${counted(before, "weight")} and 1 bias, ${counted(before + 1, "parameter")}`;
}

/**
 * @param {Network} network
 * @param {number} gap - the layer that the weight comes from
 * @param {number} from - a unit of it
 * @param {number} to - a unit of the next layer
 */
export function weightWords(network, gap, from, to) {
  const ends = `from ${unitName(network, gap, from)} to ${unitName(network, gap + 1, to)}`;
  return `One weight: ${ends}. There are ${count(network.gaps[gap].weights)} between these two layers.`;
}

/**
 * What colour did to the first layer; nothing for anything but a colour image.
 * @param {Network} network
 */
export function colourWords({ layers: [, units], side, colour }) {
  if (side == null || !colour) return "";
  const grey = denseParams(side * side, units);
  const params = denseParams(3 * side * side, units);
  const biases = units === 1 ? "bias does" : `${count(units)} biases do`;
  return (
    `In colour the first layer has ${count(params)} parameters instead of ${count(grey)}, ` +
    `${(params / grey).toFixed(5)} times as many: its weights triple, its ${biases} not.`
  );
}

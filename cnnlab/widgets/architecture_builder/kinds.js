// The kinds of layer: what each makes of a shape, what it costs, and the call that makes it. As `plans` in Python.

import { convMacs, convParams, denseParams } from "../shared/arithmetic/counts.js";
import { misfit } from "../shared/arithmetic/sentences.js";
import { outputSize } from "../shared/arithmetic/windows.js";
import { count, plural } from "../shared/text.js";

/** @typedef {Record<string, number>} Settings */
/** @typedef {number[]} Shape - maps, rows, columns; or numbers */
/** @typedef {{ params: number, macs: number }} Cost */
/**
 * @typedef {object} Kind
 * @property {(layer: Settings, shape: Shape) => Shape} shape - a Misfit, the end of a sentence, where it does not fit
 * @property {(layer: Settings, shape: Shape, made: Shape) => Cost} cost
 * @property {(layer: Settings, shape: Shape) => string[]} call - arguments, those as usual left out
 */

/**
 * A shape in words.
 * @param {Shape} shape
 */
export function shapeWords([first, rows, columns]) {
  if (rows === undefined) return `${count(first)} ${plural(first, "number")}`;
  return `${count(first)} ${plural(first, "map")} of ${rows} x ${columns}`;
}

/**
 * @param {Settings} layer
 * @param {Shape} shape
 */
function positions({ kernel_size, stride, padding = 0 }, shape) {
  if (shape.length === 1) throw misfit("needs maps", { shape: shapeWords(shape) });
  return shape.slice(1).map((size) => outputSize(size, kernel_size, stride, [padding, padding], 1));
}

/** @param {Settings} layer */
function cellsOf({ kernel_size }) {
  return kernel_size * kernel_size;
}

/**
 * Those settings that are not as usual, as they are written in a call.
 * @param {Settings} layer
 * @param {Settings} usual
 */
function otherThan(layer, usual) {
  const names = Object.keys(usual).filter((name) => layer[name] !== usual[name]);
  return names.map((name) => `${name}=${layer[name]}`);
}

/** @returns {Cost} */
function free() {
  return { params: 0, macs: 0 };
}

/** @type {Kind} */
const POOL = {
  shape: (layer, shape) => [shape[0], ...positions(layer, shape)],
  cost: free,
  call: (layer) => [String(layer.kernel_size), ...otherThan(layer, { stride: layer.kernel_size })],
};

/** @type {Record<string, Kind>} */
export const LAYER_KINDS = {
  Conv2d: {
    shape: (layer, shape) => [layer.out_channels, ...positions(layer, shape)],
    cost: (layer, [channels], [filters, rows, columns]) => ({
      params: convParams(channels, filters, cellsOf(layer)),
      macs: convMacs(channels, filters, cellsOf(layer), rows * columns),
    }),
    call: (layer, [channels]) => [
      ...[channels, layer.out_channels, layer.kernel_size].map(String),
      ...otherThan(layer, { stride: 1, padding: 0 }),
    ],
  },
  MaxPool2d: POOL,
  AvgPool2d: POOL,
  ReLU: { shape: (_, shape) => shape, cost: free, call: () => [] },
  Flatten: {
    shape: (_, shape) => [shape.reduce((product, size) => product * size)],
    cost: free,
    call: () => [],
  },
  Linear: {
    shape: (layer, shape) => {
      if (shape.length !== 1) throw misfit("needs numbers", { shape: shapeWords(shape) });
      return [layer.out_features];
    },
    cost: (_, [inputs], [outputs]) => ({ params: denseParams(inputs, outputs), macs: inputs * outputs }),
    call: (layer, [inputs]) => [String(inputs), String(layer.out_features)],
  },
};

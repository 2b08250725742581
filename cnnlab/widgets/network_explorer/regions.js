// Which numbers of a net read which. A region of a layer is every crossing of some maps, rows and columns,
// or some units.

import { range } from "../shared/numbers.js";

/** @typedef {import("./net.js").Net} Net */
/** @typedef {import("./net.js").Spot} Spot */
/** @typedef {import("../types").TracedLayer} TracedLayer */
/** @typedef {{maps: number[], rows: number[], columns: number[]}} Crossing */
/** @typedef {Crossing | {units: number[]}} Region */

/** @param {number[]} list */
function sortedSet(list) {
  return [...new Set(list)].sort((one, other) => one - other);
}

/**
 * The positions along one axis that an output looks at; some may lie in the padding.
 * @param {TracedLayer} layer
 * @param {0 | 1} axis
 * @param {number} output
 */
export function taps({ window }, axis, output) {
  const [kernel, stride, before, dilation] = window[axis];
  return range(kernel).map((tap) => output * stride - before + tap * dilation);
}

/**
 * A number alone.
 * @param {Net} net
 * @param {Spot} spot
 * @returns {Region}
 */
export function regionOf(net, [layer, n]) {
  const [first, row, column] = net.place(layer, n);
  return net.isMaps(layer) ? { maps: [first], rows: [row], columns: [column] } : { units: [n] };
}

/**
 * A whole layer.
 * @param {Net} net
 * @param {number} layer
 * @returns {Region}
 */
function wholeOf(net, layer) {
  const [first, rows, columns] = net.layers[layer].shape;
  return net.isMaps(layer)
    ? { maps: range(first), rows: range(rows), columns: range(columns) }
    : { units: range(first) };
}

/** @param {Region} region */
export function sizeOf(region) {
  if ("units" in region) return region.units.length;
  return region.maps.length * region.rows.length * region.columns.length;
}

/**
 * What a region reads in the layer before.
 * @param {Net} net
 * @param {number} layer
 * @param {Region} region
 * @returns {Region}
 */
export function readBy(net, layer, region) {
  const own = net.layers[layer];
  if (own.kind === "relu") return region;
  if ("units" in region)
    return own.kind === "flatten" ? unflattened(net, layer, region.units) : wholeOf(net, layer - 1);
  const [maps, ...sizes] = net.layers[layer - 1].shape;
  /** @type {(axis: 0 | 1, outputs: number[]) => number[]} */
  const read = (axis, outputs) => {
    const positions = outputs.flatMap((output) => taps(own, axis, output));
    return sortedSet(positions.filter((position) => position >= 0 && position < sizes[axis]));
  };
  return {
    maps: own.kind === "conv" ? range(maps) : region.maps,
    rows: read(0, region.rows),
    columns: read(1, region.columns),
  };
}

/**
 * @param {Net} net
 * @param {number} layer - the flattened one
 * @param {number[]} units
 * @returns {Region}
 */
function unflattened(net, layer, units) {
  const places = units.map((unit) => net.place(layer - 1, unit));
  const [maps, rows, columns] = [0, 1, 2].map((part) => sortedSet(places.map((place) => place[part])));
  return { maps, rows, columns };
}

/**
 * What reads a region in the layer after; null after the last.
 * @param {Net} net
 * @param {number} layer
 * @param {Region} region
 * @returns {Region | null}
 */
export function readersOf(net, layer, region) {
  const next = net.layers[layer + 1];
  if (!next) return null;
  if (next.kind === "relu") return region;
  if ("units" in region) return wholeOf(net, layer + 1);
  if (next.kind === "flatten") return { units: flattened(net, layer, region) };
  const [maps, rows, columns] = next.shape;
  /** @type {(axis: 0 | 1, size: number, read: number[]) => number[]} */
  const readers = (axis, size, read) =>
    range(size).filter((output) => taps(next, axis, output).some((position) => read.includes(position)));
  return {
    maps: next.kind === "conv" ? range(maps) : region.maps,
    rows: readers(0, rows, region.rows),
    columns: readers(1, columns, region.columns),
  };
}

/**
 * @param {Net} net
 * @param {number} layer
 * @param {Crossing} region
 */
function flattened(net, layer, { maps, rows, columns }) {
  return maps.flatMap((map) => rows.flatMap((row) => columns.map((column) => net.index(layer, [map, row, column]))));
}

/**
 * The regions that a number depends on: one for each layer, from the pixels up to the number itself.
 * @param {Net} net
 * @param {Spot} spot
 */
export function chainOf(net, spot) {
  const regions = [regionOf(net, spot)];
  for (let layer = spot[0]; layer > 0; layer--) regions.unshift(readBy(net, layer, regions[0]));
  return regions;
}

/**
 * The pixels that a number depends on.
 * @param {Net} net
 * @param {Spot} spot
 */
export function pixelsOf(net, spot) {
  return /** @type {Crossing} */ (chainOf(net, spot)[0]); // the input has rows and columns
}

/**
 * The number in the middle of a region; in this map where the region has it.
 * @param {Net} net
 * @param {number} layer
 * @param {Region} region
 * @param {number} map
 */
export function middleOf(net, layer, region, map) {
  if (sizeOf(region) === 0) return 0;
  if ("units" in region) return middle(region.units);
  const own = region.maps.includes(map) ? map : region.maps[0];
  return net.index(layer, [own, middle(region.rows), middle(region.columns)]);
}

/** @param {number[]} list */
function middle(list) {
  return list[Math.floor(list.length / 2)];
}

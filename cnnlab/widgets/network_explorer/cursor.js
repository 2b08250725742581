// Where the keys lead in a net.

import { arrowsAndEnds } from "../shared/keys.js";
import { within } from "../shared/numbers.js";
import { middleOf, readBy, readersOf, regionOf } from "./regions.js";

/** @typedef {import("./net.js").Net} Net */
/** @typedef {import("./net.js").Spot} Spot */

const LAYERS = new Map([
  ["PageUp", -1],
  ["PageDown", 1],
]);
const MAPS = new Map([
  ["[", -1],
  ["]", 1],
]);

/**
 * Where a key leads from a number; null if it leads nowhere.
 * @param {Net} net
 * @param {Spot} spot
 * @param {string} key
 * @returns {Spot | null}
 */
export function destination(net, spot, key) {
  const turn = LAYERS.get(key);
  if (turn) return inNextLayer(net, spot, turn);
  const step = stepOf(key);
  return step && [spot[0], stepped(net, spot, step)];
}

/**
 * In the middle of what reads the number, or of what it reads; in the same map where there is one.
 * @param {Net} net
 * @param {Spot} spot
 * @param {number} turn - 1 to the next layer, -1 to the one before
 * @returns {Spot}
 */
function inNextLayer(net, spot, turn) {
  const [layer, n] = spot;
  if (layer + turn < 0) return spot;
  const own = regionOf(net, spot);
  const region = turn > 0 ? readersOf(net, layer, own) : readBy(net, layer, own);
  return region ? [layer + turn, middleOf(net, layer + turn, region, net.place(layer, n)[0])] : spot;
}

/**
 * How many maps, rows and columns a key leads on.
 * @param {string} key
 */
function stepOf(key) {
  const maps = MAPS.get(key);
  if (maps) return [maps, 0, 0];
  const step = arrowsAndEnds({ key });
  return step && [0, ...step];
}

/**
 * Units stand in one row, in which every step leads on or back.
 * @param {Net} net
 * @param {Spot} spot
 * @param {number[]} step
 */
function stepped(net, [layer, n], step) {
  const { shape } = net.layers[layer];
  if (!net.isMaps(layer)) return within(n + step[0] + step[1] + step[2], shape[0]);
  const place = net.place(layer, n).map((position, axis) => within(position + step[axis], shape[axis]));
  return net.index(layer, place);
}

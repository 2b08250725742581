// Where NetworkDiagram puts things, in the units of its drawing.

import { range } from "../shared/numbers.js";
import { isNarrow, WIDE } from "../shared/room.js";

/** @typedef {{ unit: number | null, x: number, y: number }} Spot - null where the units between are left out */
/** @typedef {{ columns: Spot[][], centers: number[], width: number, height: number }} Layout */

const SIDE = 70; // left of the first column and right of the last
const TOP = 64; // what the words above the units take
const BOTTOM = 46; // and those below them
const PITCH = 30; // from unit to unit
const MOST_DRAWN = 8;
const FIRST = 4; // of a larger layer
const LAST = 3;

/**
 * The units of a layer that are drawn, by their numbers; null stands for all those between.
 * @param {number} units
 */
export function drawnUnits(units) {
  if (units <= MOST_DRAWN) return range(units);
  return [...range(FIRST), null, ...range(LAST).map((place) => units - LAST + place)];
}

/**
 * How many units of a large layer are left out.
 * @param {number} units
 */
export function leftOut(units) {
  return units - FIRST - LAST;
}

/**
 * A column for each layer, from left to right, all of them centred on one line.
 * @param {number[]} layers - the units of each
 * @param {number} [room]
 * @param {number} [apart] - how far layers are from one another at least, where the drawing may be wider than the room
 * @returns {Layout}
 */
export function layout(layers, room = WIDE, apart = 0) {
  const drawn = layers.map(drawnUnits);
  const rows = Math.max(...drawn.map((units) => units.length));
  const middle = TOP + (rows * PITCH) / 2;
  const gaps = layers.length - 1;
  const width = isNarrow(room) ? Math.max(room, 2 * SIDE + gaps * apart) : WIDE;
  const centers = layers.map((_, layer) => SIDE + (layer * (width - 2 * SIDE)) / gaps);
  const columns = drawn.map((units, layer) =>
    units.map((unit, row) => ({ unit, x: centers[layer], y: middle + (row - (units.length - 1) / 2) * PITCH })),
  );
  return { columns, centers, width, height: TOP + rows * PITCH + BOTTOM };
}

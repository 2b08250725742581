// Where ShapeExplorer puts things, in the units of its drawing: the grids side by side, or on a narrow page under one
// another.

import { isNarrow, narrowSide, WIDE } from "../shared/room.js";

/** @typedef {{ left: number, top: number }} Corner */
/** @typedef {{ cell: number, input: Corner, output: Corner, width: number, height: number }} Layout */

const TALLEST = 420; // of the padded input
const LARGEST = 40; // cell
const TITLES = 42; // the height that they take
const TITLE = 250; // a title's width: it needs that even where the grid does not
const GAP = 60; // between the grids

/**
 * The side of a cell, in steps of a half, and the upper left corner of each grid.
 * @param {{ padded: number, out: number }} walk - the cells of either grid along one axis
 * @param {number} [room]
 * @returns {Layout}
 */
export function layout({ padded, out }, room = WIDE) {
  const input = { left: 0, top: TITLES };
  if (isNarrow(room)) {
    const cell = narrowSide(padded, room - 4, 1);
    const output = { left: 0, top: TITLES + padded * cell + GAP / 2 + TITLES };
    return { cell, input, output, width: Math.max(room, padded * cell + 4), height: output.top + out * cell + 4 };
  }
  const side = Math.min((WIDE - GAP - 4) / (padded + out), TALLEST / padded);
  const cell = Math.min(LARGEST, Math.floor(side * 2) / 2);
  const output = { left: Math.max(padded * cell, TITLE) + GAP, top: TITLES };
  return { cell, input, output, width: WIDE, height: TITLES + padded * cell + 4 };
}

/**
 * Three lines across a cell, as a path: a diagonal, and one on either side of it.
 * @param {Corner} corner - of the grid
 * @param {number} cell
 * @param {number} row
 * @param {number} column
 */
export function hatching({ left, top }, cell, row, column) {
  const half = cell / 2;
  const start = `M${left + column * cell} ${top + (row + 1) * cell}`;
  return `${start}l${cell} ${-cell}m${-half} ${cell}l${half} ${-half}m${-cell} 0l${half} ${-half}`;
}

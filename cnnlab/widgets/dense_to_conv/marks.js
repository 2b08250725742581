// What is marked over the cells of a panel, as paths of SVG whose units are the cells.

import { range } from "../shared/numbers.js";

/** A path in a colour of the palette; a fine one has thin lines. */
/** @typedef {{path: string, colour: string, fine?: boolean}} Mark */
/** @typedef {{rows: number, columns: number}} Size */

/**
 * The outline of a block of cells.
 * @param {number} row
 * @param {number} column
 * @param {number} [rows]
 * @param {number} [columns]
 */
export function outline(row, column, rows = 1, columns = 1) {
  return `M${column} ${row}h${columns}v${rows}h${-columns}z`;
}

/**
 * Lines along both sides of a row and of a column, from edge to edge.
 * @param {Size} size
 * @param {number} row
 * @param {number} column
 * @returns {Mark[]}
 */
function tracks({ rows, columns }, row, column) {
  return [
    { path: `M0 ${row}h${columns}M0 ${row + 1}h${columns}`, colour: "output", fine: true },
    { path: `M${column} 0v${rows}M${column + 1} 0v${rows}`, colour: "input", fine: true },
  ];
}

/**
 * What marks a weight where its cell can be seen: its row, its column, its mates and itself.
 * @param {Size} size
 * @param {number} row
 * @param {number} column
 * @param {Mark[]} mates
 * @returns {Mark[]}
 */
export function pickMarks(size, row, column, mates) {
  return [...tracks(size, row, column), ...mates, { path: outline(row, column), colour: "highlight" }];
}

/**
 * A line through a row and one through a column, where two would touch.
 * @param {Size} size
 * @param {number} row
 * @param {number} column
 * @returns {Mark[]}
 */
export function hairlines({ rows, columns }, row, column) {
  return [
    { path: `M0 ${row + 0.5}h${columns}`, colour: "output", fine: true },
    { path: `M${column + 0.5} 0v${rows}`, colour: "input", fine: true },
  ];
}

/**
 * A box around the cell of each row that shares its weight, as far as these are to be seen.
 * @param {number[]} mates - the column in each row
 * @param {{top: number, left: number}} corner - what is seen begins here
 * @param {Size} seen
 */
export function mateBoxes(mates, { top, left }, { rows, columns }) {
  const boxes = mates
    .slice(top, top + rows)
    .map((column, row) => [row, column - left])
    .filter(([, column]) => column >= 0 && column < columns)
    .map(([row, column]) => outline(row, column));
  return fineMark(boxes);
}

/**
 * The same where cells are too small for boxes: a line for each row of output pixels.
 * @param {number[]} mates
 * @param {number} out - output pixels in a row
 */
export function mateLines(mates, out) {
  const starts = mates.length ? range(out).map((k) => k * out) : [];
  return fineMark(starts.map((row) => `M${mates[row]} ${row}l${out} ${out}`));
}

/**
 * @param {string[]} paths
 * @returns {Mark[]}
 */
function fineMark(paths) {
  return paths.length ? [{ path: paths.join(""), colour: "highlight", fine: true }] : [];
}

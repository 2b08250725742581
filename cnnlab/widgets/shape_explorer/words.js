// What ShapeExplorer says of a cell, and how its formula breaks into lines.

import { plural } from "../shared/text.js";
import { isPadding, ownSize } from "./reads.js";

/** @typedef {import("../types").ShapeWalk} ShapeWalk */
/** @typedef {import("../types").FormulaPiece} FormulaPiece */

export const READY =
  "Point at an output cell to see its window, at an input cell to see which outputs read it. " +
  "With the keyboard: Tab, then arrow keys. Rows and columns count from 0.";

/** @param {number} count */
export function timesRead(count) {
  if (count === 0) return "never read";
  return count === 1 ? "read once" : `read ${count} times`;
}

/**
 * How often an input cell is read, and by whom.
 * @param {ShapeWalk} walk
 * @param {number} padding
 * @param {number} row - counted from the padding's first, as the walk does
 * @param {number} column
 */
export function inputWords(walk, padding, row, column) {
  const place = `Input row ${row - padding}, column ${column - padding}`;
  const cell = isPadding(walk, padding, [row, column]) ? "This padding cell" : place;
  const readers = readerWords(walk.readers[row], walk.readers[column]);
  return `${cell} is ${timesRead(walk.counts[row][column])}${readers}.`;
}

/**
 * @param {number[]} rows
 * @param {number[]} columns
 */
function readerWords(rows, columns) {
  const count = rows.length * columns.length;
  if (count === 0) return "";
  if (count === 1) return `, by output row ${rows[0]}, column ${columns[0]}`;
  const [down, across] = [rows.length, columns.length];
  return `, by ${down} ${plural(down, "row")} x ${across} ${plural(across, "column")} of outputs`;
}

/**
 * What an output cell reads.
 * @param {ShapeWalk} walk
 * @param {number} padding
 * @param {number} row
 * @param {number} column
 */
export function outputWords(walk, padding, row, column) {
  const rows = walk.reads[row].map((cell) => cell - padding);
  const columns = walk.reads[column].map((cell) => cell - padding);
  const last = ownSize(walk, padding) - 1;
  const outside = [...rows, ...columns].some((cell) => cell < 0 || cell > last);
  const note = outside ? `; numbers below 0 or above ${last} are padding` : "";
  return `Output row ${row}, column ${column} reads the input's row${named(rows)} and column${named(columns)}${note}.`;
}

/**
 * Cells of one axis by their numbers, behind the word that may need an s.
 * @param {number[]} cells
 */
function named(cells) {
  const [first, second] = cells;
  if (cells.length === 1) return ` ${first}`;
  const apart = second - first > 1;
  return apart || cells.length === 2 ? `s ${cells.join(", ")}` : `s ${first} to ${cells.at(-1)}`;
}

/**
 * The formula's pieces, line by line: where there is no room, it may break before an equals sign.
 * @param {FormulaPiece[]} pieces
 */
export function formulaLines(pieces) {
  /** @type {FormulaPiece[][]} */
  const lines = [];
  for (const piece of pieces) {
    if (!lines.length || piece[0].startsWith(" =")) lines.push([]);
    lines[lines.length - 1].push(piece);
  }
  return lines;
}

// Boxes around numbers, the lines between them, and how large a map is drawn.

import { range } from "../shared/numbers.js";

/** @typedef {{x: number, y: number, width: number, height: number}} Box */
/** @typedef {[first: number, last: number]} Run */

const MOST_BOXES = 40; // with more of them the lines between two layers cannot be told apart

/**
 * Runs of neighbours in a sorted list: [1, 2, 3, 7] gives [1, 3] and [7, 7].
 * @param {number[]} list
 */
export function runs(list) {
  /** @type {Run[]} */
  const found = [];
  for (const n of list) {
    const latest = found[found.length - 1];
    if (latest?.[1] === n - 1) latest[1] = n;
    else found.push([n, n]);
  }
  return found;
}

/**
 * The box of some rows and columns of a grid.
 * @param {Run} rows
 * @param {Run} columns
 * @param {number} [width] - of a cell
 * @param {number} [height]
 * @returns {Box}
 */
export function boxOf([top, bottom], [left, right], width = 1, height = 1) {
  return { x: left * width, y: top * height, width: (right - left + 1) * width, height: (bottom - top + 1) * height };
}

/**
 * The outlines of boxes; those of single cells may be made large enough to see.
 * @param {Box[]} boxes
 * @param {number} [least] - the shortest side of a frame
 * @param {number} [low] - the same for its height, where that has other units
 */
export function framePath(boxes, least = 0, low = least) {
  return boxes
    .map(({ x, y, width, height }) => {
      const dx = Math.max(0, least - width) / 2;
      const dy = Math.max(0, low - height) / 2;
      return `M${x - dx} ${y - dy}h${width + 2 * dx}v${height + 2 * dy}h${-width - 2 * dx}z`;
    })
    .join("");
}

/**
 * Lines from the feet of boxes to the tops of those that they lead to.
 * @param {Box[]} from
 * @param {Box[]} to
 */
export function conePath(from, to) {
  return paired(from, to)
    .map(([upper, lower]) => {
      const foot = upper.y + upper.height;
      const left = `M${upper.x} ${foot}L${lower.x} ${lower.y}`;
      return `${left}M${upper.x + upper.width} ${foot}L${lower.x + lower.width} ${lower.y}`;
    })
    .join("");
}

/**
 * Which box leads to which: one to one, one to many, or many to one; none where that is not clear.
 * @param {Box[]} from
 * @param {Box[]} to
 * @returns {[Box, Box][]}
 */
function paired(from, to) {
  const clear = from.length === to.length || from.length === 1 || to.length === 1;
  if (!clear || from.length === 0 || to.length === 0 || from.length + to.length > MOST_BOXES) return [];
  const pairs = range(Math.max(from.length, to.length));
  return pairs.map((k) => [from[from.length === 1 ? 0 : k], to[to.length === 1 ? 0 : k]]);
}

/**
 * How large a number of a map is drawn, in half pixels of the page. A pooled map is smaller, as it should be, but its
 * numbers never too small to hit.
 * @param {number} columns
 * @param {number} room - for the map and the gap beside it
 * @param {number} [least] - the width of a map where there is room for it
 */
export function pixelSize(columns, room, least = 0) {
  const wanted = Math.max(least / columns, wantedSize(columns));
  return Math.max(1, Math.floor(2 * Math.min(wanted, (room - 6) / columns)) / 2);
}

/** @param {number} columns */
function wantedSize(columns) {
  if (columns > 18) return 2.5;
  return columns > 9 ? 3.5 : 5;
}

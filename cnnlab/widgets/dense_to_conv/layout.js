// How large the cells are, and which part of a large matrix is enlarged.

import { FINGER_SIDE, isNarrow, WIDE } from "../shared/room.js";

const MATRIX = 660; // of a matrix whose numbers can be read, in units of its canvas
const READABLE = 14; // the narrowest cell with a number in it
const LENS = 13; // rows and columns of the enlarged part

/**
 * Whether the matrix is shown with its numbers, or small and a part of it enlarged; and the widths of its cells and of
 * the pixels of the pictures.
 * @param {{side: number, rows: number, columns: number}} matrix
 * @param {number} [room]
 */
export function sizesOf({ side, rows, columns }, room = WIDE) {
  const narrow = isNarrow(room);
  const cell = Math.floor((narrow ? room : MATRIX) / columns);
  const whole = cell >= (narrow ? FINGER_SIDE : READABLE);
  const across = narrow ? Math.min(LENS, Math.floor(room / FINGER_SIDE)) : LENS;
  return {
    whole,
    cell: whole ? cell : 1,
    pixel: Math.min(36, Math.floor(224 / side)),
    lens: { rows: Math.min(LENS, rows), columns: Math.min(across, columns) },
  };
}

/**
 * Where the enlarged part begins: it stays until what is picked comes near its edge.
 * @param {number} start - where it began so far
 * @param {number} picked
 * @param {number} shown - how many rows, or columns, the part has
 * @param {number} total
 */
export function scrolled(start, picked, shown, total) {
  const wanted = Math.max(picked - shown + 3, Math.min(picked - 2, start));
  return Math.max(0, Math.min(total - shown, wanted));
}

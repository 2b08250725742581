// The way from one stop to another, as a position: 0 at the first stop, 1 at the second, and so on.

import { STOPS } from "./matrix.js";

const MILLISECONDS = 900; // from a stop to the next

/**
 * The position so many milliseconds after the start: slow at both ends, and fast between them.
 * @param {number} from
 * @param {number} to
 * @param {number} elapsed
 */
export function positionAt(from, to, elapsed) {
  const part = elapsed / (MILLISECONDS * Math.abs(to - from));
  return part < 1 ? from + (to - from) * part * part * (3 - 2 * part) : to;
}

/**
 * The stops around a position, by their indices, and the part of the way between them.
 * @param {number} position
 */
export function between(position) {
  const before = Math.min(Math.floor(position), STOPS.length - 2);
  return { before, after: before + 1, part: position - before };
}

// Where the curve of right answers is, in the units of its drawing: moments at equal distances, parts of 1 upward.

import { within } from "../shared/numbers.js";

export const CURVE = { width: 700, height: 112, left: 40, right: 690, top: 10, bottom: 88 };
const LETTER = 4; // half the width of a digit
const MARGIN = 5; // on each side of a number
const LAST_ROOM = 16; // what the last number needs to its left

/**
 * @param {number} moment
 * @param {number} last
 */
export function momentX(moment, last) {
  return CURVE.left + ((CURVE.right - CURVE.left) * moment) / Math.max(1, last);
}

/** @param {number} part */
export function partY(part) {
  return CURVE.bottom - (CURVE.bottom - CURVE.top) * part;
}

/**
 * The moment nearest to a place.
 * @param {number} x
 * @param {number} last
 */
export function momentAt(x, last) {
  const part = (x - CURVE.left) / (CURVE.right - CURVE.left);
  return within(Math.round(part * last), last + 1);
}

/**
 * The steps that are written under the curve, and where: as many as have room, and room is left for the last.
 * @param {number[]} steps - of each moment
 */
export function stepLabels(steps) {
  const last = steps.length - 1;
  const labels = [];
  let free = -Infinity;
  for (const [moment, step] of steps.entries()) {
    const x = momentX(moment, last);
    const half = LETTER * String(step).length + MARGIN;
    const covers = moment !== last && x + half > momentX(last, last) - LAST_ROOM;
    if (x - half < free || covers) continue;
    labels.push({ step, x: Math.min(x, CURVE.width - half + 2) });
    free = x + half;
  }
  return labels;
}

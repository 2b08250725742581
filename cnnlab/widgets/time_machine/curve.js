// Where the curve of a training is, in the units of its drawing: moments at equal distances, parts of 1 upward.

import { within } from "../shared/numbers.js";
import { isNarrow } from "../shared/room.js";

export const CURVE = { width: 700, height: 112, left: 40, right: 690, top: 10, bottom: 88 };
const EDGE = 10; // what is free beside the last moment on a narrow page
const LETTER = 4; // half the width of a digit
const MARGIN = 5; // on each side of a number
const LAST_ROOM = 16; // what the last number needs to its left
const ROUND = [1, 2, 4, 6, 8];

/**
 * The drawing for a page with so much room.
 * @param {number} room
 */
export function curveIn(room) {
  return isNarrow(room) ? { ...CURVE, width: room, right: room - EDGE } : CURVE;
}

/**
 * @param {number} moment
 * @param {number} last
 * @param {typeof CURVE} [curve]
 */
export function momentX(moment, last, { left, right } = CURVE) {
  return left + ((right - left) * moment) / Math.max(1, last);
}

/** @param {number} part */
export function partY(part) {
  return CURVE.bottom - (CURVE.bottom - CURVE.top) * part;
}

/**
 * The moment nearest to a place.
 * @param {number} x
 * @param {number} last
 * @param {typeof CURVE} [curve]
 */
export function momentAt(x, last, { left, right } = CURVE) {
  const part = (x - left) / (right - left);
  return within(Math.round(part * last), last + 1);
}

/**
 * The steps that are written under the curve, and where: as many as have room, and room is left for the last.
 * @param {number[]} steps - of each moment
 * @param {typeof CURVE} [curve]
 */
export function stepLabels(steps, curve = CURVE) {
  const last = steps.length - 1;
  const labels = [];
  let free = -Infinity;
  for (const [moment, step] of steps.entries()) {
    const x = momentX(moment, last, curve);
    const half = LETTER * String(step).length + MARGIN;
    const covers = moment !== last && x + half > momentX(last, last, curve) - LAST_ROOM;
    if (x - half < free || covers) continue;
    labels.push({ step, x: Math.min(x, curve.width - half + 2) });
    free = x + half;
  }
  return labels;
}

/**
 * A round number for the top of a scale that reaches so far; its half is as round.
 * @param {number} most
 */
export function topOf(most) {
  const power = 10 ** Math.floor(Math.log10(most || 1));
  return power * (ROUND.find((front) => front * power >= most) ?? 10);
}

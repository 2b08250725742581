// Where the curves of trainings go: images seen to the right, the share of right answers upwards.

import { isNarrow } from "../shared/room.js";

/** @typedef {import("../types").Curve} Curve */

export const CHART = { width: 640, height: 190, left: 44, right: 150, top: 10, bottom: 34 };
const APART = 16; // of two labels, in drawing units
const LABEL = 100; // what a label at the end of a curve takes on a narrow page

/**
 * The chart for a page with so much room.
 * @param {number} room
 */
export function chartIn(room) {
  return isNarrow(room) ? { ...CHART, width: room, right: LABEL } : CHART;
}

/**
 * Where `seen` images lie, of `most`.
 * @param {number} seen
 * @param {number} most
 * @param {typeof CHART} [chart]
 */
export function across(seen, most, { width, left, right } = CHART) {
  return left + (seen / most) * (width - left - right);
}

/**
 * Where a share from 0 to 1 lies.
 * @param {number} share
 */
export function down(share) {
  return CHART.top + (1 - share) * (CHART.height - CHART.top - CHART.bottom);
}

/**
 * The curve as the `d` of a path.
 * @param {Curve["points"]} points
 * @param {number} most
 * @param {typeof CHART} [chart]
 */
export function path(points, most, chart) {
  return points.map(([seen, share], n) => `${n ? "L" : "M"}${across(seen, most, chart)} ${down(share)}`).join("");
}

/**
 * The last point of a curve that has begun.
 * @param {Curve} curve
 * @returns {[seen: number, share: number]}
 */
export function end({ points }) {
  return points[points.length - 1];
}

/**
 * How far down the label at the end of a curve moves, so that it lies on no other: the lower curve's goes down, the
 * higher one's up, until they are as far apart as a label is high. Of two equal ones the first goes up.
 * @param {Curve[]} curves
 * @param {number} index
 * @param {number} most
 */
export function labelShift(curves, index, most) {
  const [seen, share] = end(curves[index]);
  const near = (/** @type {Curve} */ other) =>
    Math.abs(down(end(other)[1]) - down(share)) < APART && Math.abs(end(other)[0] - seen) < most / 3;
  const close = curves.find((other, k) => k !== index && near(other));
  if (!close) return 0;
  const [, otherShare] = end(close);
  const shift = APART / 2 - Math.abs(down(otherShare) - down(share)) / 2;
  const higher = share > otherShare || (share === otherShare && index === 0);
  return higher ? -shift : shift;
}

// Where the curves of a training go: steps from left to right, so that the empty part is what is left to do.

/** @typedef {import("../types").Progress} Progress */

export const HEIGHT = 176;
export const LEFT = 42;
export const TOP = 10;
export const BOTTOM = 146; // where a zero lies
const RIGHT = 10; // what is left free beside the last step
const NARROWEST = 280;
const USUAL = 320; // as long as the page does not say how much room there is
const ROUND = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8];
const MOST_ENDS = 20; // more lines than that would be a grey area

/**
 * The least round number that is not below `value`.
 * @param {number} value
 */
export function roundUp(value) {
  const power = 10 ** Math.floor(Math.log10(value || 1));
  return power * (ROUND.find((factor) => factor * power >= value * 0.999) ?? 10);
}

/**
 * @typedef {object} Scale
 * @property {number} width
 * @property {number} right - where the last step lies
 * @property {(step: number) => number} across
 * @property {(value: number) => number} down
 */

/**
 * Where steps and values lie on a chart.
 * @param {number} room - how wide it may be
 * @param {number} total - steps
 * @param {number} top - the largest value; larger ones lie there, too
 * @returns {Scale}
 */
export function scaleOf(room, total, top) {
  const width = Math.max(NARROWEST, room || USUAL);
  const right = width - RIGHT;
  return {
    width,
    right,
    across: (step) => LEFT + (step / total) * (right - LEFT),
    down: (value) => BOTTOM - (Math.min(value, top) / top) * (BOTTOM - TOP),
  };
}

/**
 * @param {Scale} scale
 * @param {number[]} steps
 * @param {number[]} values
 */
function points(scale, steps, values) {
  return steps.map((step, k) => `${scale.across(step).toFixed(1)} ${scale.down(values[k]).toFixed(1)}`);
}

/**
 * A value for each step, as the `d` of one path: joined by a line.
 * @param {Scale} scale
 * @param {number[]} steps
 * @param {number[]} values
 */
export function joined(scale, steps, values) {
  return steps.length ? `M${points(scale, steps, values).join("L")}` : "";
}

/**
 * The same as dots: lines without a length, whose round ends are seen.
 * @param {Scale} scale
 * @param {number[]} steps
 * @param {number[]} values
 */
export function dotted(scale, steps, values) {
  return points(scale, steps, values)
    .map((point) => `M${point}h0`)
    .join("");
}

/**
 * The corners of a diamond.
 * @param {number} x
 * @param {number} y
 */
export function diamond(x, y) {
  return `${x},${y - 6} ${x + 6},${y} ${x},${y + 6} ${x - 6},${y}`;
}

/**
 * The steps at which epochs end, as far as each can have its own line.
 * @param {Progress} progress
 */
export function epochEnds(progress) {
  if (progress.state === "waiting" || progress.epochs > MOST_ENDS) return [];
  return Array.from({ length: progress.epochs }, (_, epoch) => (epoch + 1) * progress.per_epoch);
}

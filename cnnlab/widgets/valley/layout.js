// Where Valley puts things, in the units of its drawing: weights across, the loss upward; or one weight across and one
// upward. Nothing here touches the page.

import { range } from "../shared/numbers.js";
import { isNarrow, WIDE } from "../shared/room.js";

/** @typedef {[low: number, high: number]} Reach */
/** @typedef {{ left: number, top: number, width: number, height: number, across: Reach, up: Reach }} Panel */
/** @typedef {[x: number, y: number]} Spot */
/** @typedef {{ map: Panel | null, curves: Panel[], width: number, height: number }} Layout */

const LEFT = 46; // for the numbers of an axis
const BELOW = 40;
const ABOVE = 24; // for a title
const BESIDE = 14;
const SIDE = 340; // of a map on a wide page
const TALL = 300; // of a curve alone
const LOW = 150; // of a cut on a narrow page
const VIEW = 1.5; // of the way from the start to the bottom: what is seen on each side
const NEAR = 1e-9; // of the weights: a start that is nearer is at the bottom
const BENEATH = 0.12; // of the height of a curve: what is free under the bottom

/**
 * What is seen of each weight: the bottom is in the middle.
 * @param {number[]} start
 * @param {number[]} bottom
 * @returns {Reach[]}
 */
export function viewOf(start, bottom) {
  const farthest = Math.max(...start.map((weight, k) => Math.abs(weight - bottom[k])));
  const size = Math.max(...[...start, ...bottom].map(Math.abs));
  const half = farthest > NEAR * size ? VIEW * farthest : Math.max(1, ...bottom.map(Math.abs));
  return bottom.map((middle) => [middle - half, middle + half]);
}

/**
 * The reach of the losses: of a curve over one weight, its height at both ends.
 * @param {number} floor
 * @param {number} highest
 * @returns {Reach}
 */
export function lossReach(floor, highest) {
  const high = highest > floor ? highest : floor + 1;
  return [floor - BENEATH * (high - floor), high];
}

/**
 * Panels for a curve, or for a map and the two cuts through it.
 * @param {Reach[]} view
 * @param {Reach} losses
 * @param {number} room
 * @returns {Layout}
 */
export function layout(view, losses, room = WIDE) {
  const width = isNarrow(room) ? room : WIDE;
  const inner = width - LEFT - BESIDE;
  if (view.length === 1) {
    const height = isNarrow(room) ? TALL - 60 : TALL;
    const curve = { left: LEFT, top: ABOVE, width: inner, height, across: view[0], up: losses };
    return { map: null, curves: [curve], width, height: ABOVE + height + BELOW };
  }
  const side = Math.min(SIDE, inner);
  const map = { left: LEFT, top: ABOVE, width: side, height: side, across: view[0], up: view[1] };
  const next = ABOVE + side + BELOW;
  const beside = !isNarrow(room);
  const high = beside ? (side - ABOVE - BELOW) / 2 : LOW;
  const left = beside ? LEFT + side + 2 * BESIDE + LEFT : LEFT;
  const tops = [0, 1].map((k) => (beside ? ABOVE : next + ABOVE) + k * (high + ABOVE + BELOW));
  const curves = view.map((across, k) => ({
    ...{ left, top: tops[k], width: width - left - BESIDE, height: high, across, up: losses },
  }));
  return { map, curves, width, height: beside ? next : tops[1] + high + BELOW };
}

/**
 * Where a value lies in a reach, 0 to 1 within it.
 * @param {Reach} reach
 * @param {number} value
 */
function shareOf([low, high], value) {
  return (value - low) / (high - low);
}

/**
 * @param {Panel} panel
 * @param {number} x
 * @param {number} y
 * @returns {Spot}
 */
export function spotOf({ left, top, width, height, across, up }, x, y) {
  return [left + width * shareOf(across, x), top + height * (1 - shareOf(up, y))];
}

/**
 * The spot in a panel that is nearest to one, which may be in it.
 * @param {Panel} panel
 * @param {Spot} spot
 * @returns {Spot}
 */
export function inPanel({ left, top, width, height }, [x, y]) {
  return [Math.max(left, Math.min(left + width, x)), Math.max(top, Math.min(top + height, y))];
}

/**
 * A spot, or where the way to it from the middle of a panel leaves the panel.
 * @param {Panel} panel
 * @param {Spot} spot
 */
export function towards(panel, spot) {
  const middle = /** @type {Spot} */ ([panel.left + panel.width / 2, panel.top + panel.height / 2]);
  return (clipped(panel, middle, spot) ?? [middle, middle])[1];
}

/**
 * What of a line from one spot to another lies in a panel; null where nothing does.
 * @param {Panel} panel
 * @param {Spot} from
 * @param {Spot} to
 * @returns {[Spot, Spot] | null}
 */
export function clipped({ left, top, width, height }, from, to) {
  const step = [to[0] - from[0], to[1] - from[1]];
  let [begin, end] = [0, 1];
  for (const [k, low, high] of [
    [0, left, left + width],
    [1, top, top + height],
  ]) {
    if (step[k] === 0 && (from[k] < low || from[k] > high)) return null;
    if (step[k] === 0) continue;
    const [one, other] = [(low - from[k]) / step[k], (high - from[k]) / step[k]];
    begin = Math.max(begin, Math.min(one, other));
    end = Math.min(end, Math.max(one, other));
  }
  if (begin > end) return null;
  const at = (/** @type {number} */ part) => /** @type {Spot} */ (from.map((value, k) => value + part * step[k]));
  return [at(begin), at(end)];
}

/**
 * Round numbers along an axis, about as many as are asked for.
 * @param {Reach} reach
 * @param {number} count
 */
export function ticks([low, high], count) {
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10);
  const values = range(count + 2).map((k) => (Math.ceil(low / step) + k) * step);
  return values.filter((value) => value <= high).map((value) => Number(value.toPrecision(12)) + 0); // no -0
}

/**
 * The step by which a drag or a key rounds a weight: a hundredth of what is seen, or less.
 * @param {Reach} reach
 */
export function grainOf([low, high]) {
  return 10 ** Math.floor(Math.log10((high - low) / 100));
}

/**
 * The nearest weight that is seen, in so many digits.
 * @param {number} weight
 * @param {Reach} reach
 * @param {number} grain
 */
export function rounded(weight, [low, high], grain) {
  const inside = Math.max(low, Math.min(high, weight));
  return Number((Math.round(inside / grain) * grain).toPrecision(12));
}

/**
 * What a spot in a panel stands for: a weight, and a loss or another weight.
 * @param {Panel} panel
 * @param {Spot} spot
 */
export function placeAt({ left, top, width, height, across, up }, [x, y]) {
  return [
    across[0] + ((x - left) / width) * (across[1] - across[0]),
    up[0] + (1 - (y - top) / height) * (up[1] - up[0]),
  ];
}

// A curve of the loss over one weight, and what is drawn on it: the run so far, the slope, and the step that is next.

import { s } from "../shared/dom.js";
import { inDigits, show } from "../shared/text.js";
import { clipped, inPanel, spotOf, ticks } from "./layout.js";

/** @typedef {import("./layout.js").Panel} Panel */
/** @typedef {import("./layout.js").Spot} Spot */
/** @typedef {import("../types").Place} Place */

const TANGENT = 0.2; // of the width: how far the slope is drawn on each side
const HEAD = 7; // of an arrow
const SHORTEST = 3; // step that is seen
const DIGIT = 60; // units for each number along an axis
const FEWEST = 3; // numbers upward
const STEP = "var(--cl-gradient)";

/**
 * The frame of a panel with its title, the name of what goes across, and the numbers along both axes.
 * @param {Panel} panel
 * @param {string} title - which says what goes up
 * @param {string} across
 * @param {number} least - number that is written on the left
 */
export function frameOf(panel, title, across, least) {
  const { left, top, width, height } = panel;
  const below = top + height;
  const parts = [
    s("rect", { x: left, y: top, width, height, fill: "none", stroke: "var(--cl-line)" }),
    s("text", { class: "cl-title", x: left, y: top - 13 }, title),
    ...ticks(panel.across, Math.max(2, Math.floor(width / DIGIT))).map((value) => {
      const [x] = spotOf(panel, value, panel.up[0]);
      return s("text", { class: "cl-tick", x, y: below + 12 }, inDigits(value));
    }),
    ...ticks(panel.up, Math.max(FEWEST, Math.floor(height / DIGIT))).map((value) => {
      if (value < least) return null;
      const [, y] = spotOf(panel, panel.across[0], value);
      return s("text", { class: "cl-tick", x: left - 6, y, style: "text-anchor:end" }, inDigits(value));
    }),
    s("text", { class: "cl-tick", x: left + width / 2, y: below + 29 }, across),
  ];
  return parts.filter((part) => part !== null);
}

/**
 * What is cut off at the edge of a panel; its children may reach beyond.
 * @param {Panel} panel
 * @param {string} id - that no other on the page has
 * @param {...Element} children
 */
export function inside({ left, top, width, height }, id, ...children) {
  const clip = s("clipPath", { id }, s("rect", { x: left, y: top, width, height }));
  return s("g", {}, clip, s("g", { "clip-path": `url(#${id})` }, ...children));
}

/**
 * The curve through a place, as one weight changes: a parabola is just one Bezier curve.
 * @param {Panel} panel
 * @param {Place} place
 * @param {number} axis - of the weight
 * @param {number} curvature
 */
export function parabola(panel, { weights, loss, gradient }, axis, curvature) {
  const [low, high] = panel.across;
  const way = (/** @type {number} */ weight) => weight - weights[axis];
  const height = (/** @type {number} */ weight) =>
    loss + way(weight) * (gradient[axis] + (curvature * way(weight)) / 2);
  const steepness = gradient[axis] + curvature * way(low);
  const control = height(low) + (steepness * (high - low)) / 2;
  const spots = [spotOf(panel, low, height(low)), spotOf(panel, (low + high) / 2, control)];
  const [from, by, to] = [...spots, spotOf(panel, high, height(high))].map((spot) => spot.join(" "));
  return `M${from}Q${by} ${to}`;
}

/**
 * The slope at a place: a tangent.
 * @param {Panel} panel
 * @param {Place} place
 * @param {number} axis
 */
export function tangent(panel, { weights, loss, gradient }, axis) {
  const half = TANGENT * (panel.across[1] - panel.across[0]);
  const [from, to] = [-half, half].map((way) => spotOf(panel, weights[axis] + way, loss + gradient[axis] * way));
  const seen = clipped(panel, from, to);
  return seen ? s("path", { class: "cl-tangent", d: lineFrom(seen), stroke: STEP }) : null;
}

/**
 * An arrow from one spot to another, as far as it is in the panel.
 * @param {Panel} panel
 * @param {Spot} from
 * @param {Spot} to
 */
export function arrow(panel, from, to) {
  const seen = clipped(panel, from, to);
  if (!seen) return null;
  const [[x, y], [endX, endY]] = seen;
  const length = Math.hypot(endX - x, endY - y);
  if (length < SHORTEST) return null;
  const head = Math.min(HEAD, length / 2);
  const turn = (Math.atan2(endY - y, endX - x) * 180) / Math.PI;
  const line = s("path", { d: `M${x} ${y}L${endX} ${endY}`, stroke: STEP, "stroke-width": 2.5, fill: "none" });
  const tip = s("path", {
    ...{ d: `M0 0L${-head} ${-head / 1.7}V${head / 1.7}Z`, fill: STEP },
    transform: `translate(${endX} ${endY}) rotate(${turn})`,
  });
  return s("g", { class: "cl-step" }, line, tip);
}

/**
 * The step that is next, at the height of the ball, and a line to where it ends.
 * @param {Panel} panel
 * @param {Place} place
 * @param {Place} next
 */
export function stepAcross(panel, place, next) {
  const height = place.loss;
  if (!clipped(panel, spotOf(panel, place.weights[0], height), spotOf(panel, place.weights[0], height))) return [];
  const from = spotOf(panel, place.weights[0], height);
  const to = spotOf(panel, next.weights[0], height);
  const drop = clipped(panel, to, spotOf(panel, next.weights[0], next.loss));
  const [x, y] = inPanel(panel, [(from[0] + to[0]) / 2, from[1] - 12]);
  const words = `step ${show(next.weights[0] - place.weights[0], 3)}`;
  const isSeen = Math.abs(to[0] - from[0]) > 8 * words.length;
  return [
    drop ? s("path", { class: "cl-drop", d: lineFrom(drop) }) : null,
    arrow(panel, from, to),
    isSeen ? s("text", { class: "cl-label", x, y: Math.max(panel.top + 8, y) }, words) : null,
  ];
}

/**
 * The places of a run, joined by lines; where it began there is a ring.
 * @param {Panel} panel
 * @param {Spot[]} spots
 */
export function trail(panel, spots) {
  const lines = spots.slice(1).map((spot, k) => clipped(panel, spots[k], spot));
  const dots = spots.slice(1, -1).filter((spot) => clipped(panel, spot, spot));
  const ring = clipped(panel, spots[0], spots[0]) ? s("circle", { class: "cl-ring", ...centre(spots[0]), r: 5 }) : null;
  const d = lines.map((line) => (line ? lineFrom(line) : "")).join("");
  return [
    s("path", { class: "cl-trail", d }),
    ...dots.map((spot) => s("circle", { class: "cl-was", ...centre(spot), r: 3 })),
    ring,
  ];
}

/** @param {Spot} spot */
function centre([cx, cy]) {
  return { cx, cy };
}

/** @param {[Spot, Spot]} line */
function lineFrom([[x, y], [endX, endY]]) {
  return `M${x} ${y}L${endX} ${endY}`;
}

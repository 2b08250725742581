// The map of a loss over two weights. Its contour lines are ellipses about the bottom, in grey that is darker where the
// loss is higher.

import { s } from "../shared/dom.js";
import { range } from "../shared/numbers.js";
import { show } from "../shared/text.js";
import { clipped, spotOf } from "./layout.js";

/** @typedef {import("./layout.js").Panel} Panel */
/** @typedef {import("../types").LossShape} LossShape */

const LINES = 9;
const DARKEST = 24; // percent of ink in the highest band
const FAR = 1000; // panels: an ellipse without an end is so long
const LABELLED = [2, 4, 6]; // lines with their numbers

/**
 * @param {Panel} panel
 * @param {LossShape} shape
 * @param {number} highest - loss in the panel
 */
export function contours(panel, { axes, curvatures, bottom, floor }, highest) {
  const unit = panel.width / (panel.across[1] - panel.across[0]);
  const [cx, cy] = spotOf(panel, bottom[0], bottom[1]);
  const turn = (-Math.atan2(axes[0][1], axes[0][0]) * 180) / Math.PI;
  const above = range(LINES).map((k) => heightOf(k, floor, highest));
  const ellipses = above.map((height, k) => {
    const [rx, ry] = curvatures.map((curvature) => radius(height, curvature, panel.width / unit) * unit);
    return s("ellipse", { rx, ry, fill: shade(k), transform: `translate(${cx} ${cy}) rotate(${turn})` });
  });
  return [...ellipses.reverse(), ...LABELLED.map((k) => label(panel, { axes, curvatures, bottom, floor }, above[k]))];
}

/**
 * How high above the floor a line is: the lines lie about as far from one another, at losses of two digits.
 * @param {number} line
 * @param {number} floor
 * @param {number} highest
 */
function heightOf(line, floor, highest) {
  const loss = floor + (highest - floor) * ((line + 1) / LINES) ** 2;
  return Math.max(0, Number(loss.toPrecision(2)) - floor);
}

/**
 * How far from the bottom the loss is so much higher, along an axis.
 * @param {number} height
 * @param {number} curvature
 * @param {number} span - of what is seen
 */
function radius(height, curvature, span) {
  return Math.min(FAR * span, curvature > 0 ? Math.sqrt((2 * height) / curvature) : Infinity);
}

/** @param {number} band */
function shade(band) {
  return `color-mix(in srgb, var(--cl-text) ${Math.round((DARKEST * band) / (LINES - 1))}%, var(--cl-background))`;
}

/**
 * The number of a contour line, where the line meets the diagonal; nothing where that is not seen.
 * @param {Panel} panel
 * @param {LossShape} shape
 * @param {number} height
 */
function label(panel, { axes, curvatures, bottom, floor }, height) {
  const bend = axes.reduce((sum, [x, y], k) => sum + (curvatures[k] * (x + y) ** 2) / 2, 0);
  const way = Math.sqrt(height / bend);
  const spot = spotOf(panel, bottom[0] + way, bottom[1] + way);
  const isSeen = Number.isFinite(way) && clipped({ ...panel, width: panel.width - 20 }, spot, spot);
  const [x, y] = isSeen ? spot : [0, 0];
  return s("text", { class: "cl-label cl-height", x, y }, isSeen ? show(floor + height, 2) : "");
}

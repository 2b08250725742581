// What is drawn over the maps: frames around numbers, and lines from layer to layer.

import { s } from "../shared/dom.js";
import { conePath, framePath } from "./geometry.js";

/** @typedef {import("./geometry.js").Box} Box */

/**
 * Frames, each over a rim in the background's colour.
 * @param {Box[]} boxes
 * @param {string} colour
 * @param {number} [least] - the shortest side of a frame
 * @param {number} [low] - the same for its height, where that has other units
 */
export function frames(boxes, colour, least, low) {
  const d = framePath(boxes, least, low);
  return d ? [s("path", { d, class: "cl-rim" }), s("path", { d, class: `cl-mark cl-${colour}` })] : [];
}

/**
 * @param {Box[]} from
 * @param {Box[]} to
 * @param {string} colour
 */
export function cones(from, to, colour) {
  const d = conePath(from, to);
  return d ? [s("path", { d, class: `cl-cone cl-${colour}` })] : [];
}

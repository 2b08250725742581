// What is to be said of a walk: how the size comes out, what the floor drops, where gaps remain.

import { plural } from "../shared/text.js";
import { isPadding } from "./reads.js";

/** @typedef {import("../types").ShapeWalk} ShapeWalk */
/** @typedef {import("../types").ShapeSettings} Settings */

const PARTS = ["", "", "half", "third", "quarter", "fifth"];
const COUNTED = ["", "a", "two", "three", "four"];

/**
 * @param {ShapeWalk} walk
 * @param {Settings} settings
 */
export function findings(walk, settings) {
  const { size, kernel_size: kernel, stride, padding, dilation } = settings;
  const extent = dilation * (kernel - 1) + 1;
  const left = (walk.padded - extent) % stride;
  const isLost = walk.reads.some((cells) => cells.every((cell) => isPadding(walk, padding, [cell])));
  return [
    sizeWords(size, walk.out),
    floorWords(left, stride, padding),
    dilation === 1 || kernel === 1
      ? ""
      : `Dilation ${dilation} spreads the ${kernel} x ${kernel} kernel over ${extent} x ${extent} cells.`,
    gapWords(walk, padding, walk.padded - left, stride),
    isLost ? "Some outputs read nothing but padding." : "",
  ]
    .filter(Boolean)
    .join(" ");
}

/**
 * @param {number} size
 * @param {number} out
 */
function sizeWords(size, out) {
  let kind = "as large as";
  if (out !== size) kind = out < size ? "smaller than" : "larger than";
  return `${size} x ${size} in, ${out} x ${out} out: the output is ${kind} the input.`;
}

/**
 * What the floor does: the rows and columns at the end that no step reaches.
 * @param {number} left
 * @param {number} stride
 * @param {number} padding
 */
function floorWords(left, stride, padding) {
  if (stride === 1) return "";
  if (!left) return "The steps come out even: the floor drops nothing.";
  const counted = COUNTED[left];
  const share = `${counted[0].toUpperCase()}${counted.slice(1)} ${PARTS[stride]}${left > 1 ? "s" : ""}`;
  const part = 2 * left === stride ? "Half a step is" : `${share} of a step ${plural(left, "is", "are")}`;
  const ends = `${left} ${plural(left, "row")} and ${left} ${plural(left, "column")}`;
  return `${part} left over: ${ends} are never read${paddingShare(left, Math.min(left, padding))}.`;
}

/**
 * How many of the rows and columns left over are padding, in brackets.
 * @param {number} left
 * @param {number} padding
 */
function paddingShare(left, padding) {
  if (padding === 0) return "";
  return padding === left ? " (only padding)" : ` (${padding} of each ${plural(padding, "is", "are")} padding)`;
}

/**
 * Whether the cells that the walk passes are all read. A stride skips positions, not cells (M7).
 * @param {ShapeWalk} walk
 * @param {number} padding
 * @param {number} passed - rows and columns up to the last window's end
 * @param {number} stride
 */
function gapWords(walk, padding, passed, stride) {
  let gaps = 0;
  let own = 0; // those of the gaps that are the input's own cells
  for (let row = 0; row < passed; row++)
    for (let column = 0; column < passed; column++) {
      if (walk.counts[row][column]) continue;
      gaps += 1;
      if (!isPadding(walk, padding, [row, column])) own += 1;
    }
  if (gaps) {
    const cells = `${gaps} ${plural(gaps, "cell")} and never read ${plural(gaps, "it", "them")}`;
    return `Gaps remain: the windows pass over ${cells}${gapShare(gaps, own)}.`;
  }
  if (stride > 1 && walk.out > 1) return `Stride ${stride} skips positions, not cells: every cell on the way is read.`;
  return "";
}

/**
 * @param {number} gaps
 * @param {number} own
 */
function gapShare(gaps, own) {
  if (own === gaps) return "";
  return own ? ` (${gaps - own} of them padding)` : " (only padding)";
}

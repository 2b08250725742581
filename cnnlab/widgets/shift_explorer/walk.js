// What a shift of an image does to its map and to its pooled map: which numbers moved along, stayed, or changed.

import { convolve } from "../shared/arithmetic/convolution.js";
import { relu } from "../shared/arithmetic/layers.js";
import { maxPool, meanPool } from "../shared/arithmetic/pooling.js";
import { mapOf, poolWindowOver, sizesOf, windowOver } from "../shared/arithmetic/windows.js";

/** @typedef {import("../types").Pair} Pair */
/** @typedef {import("../types").Grid} Grid */
/** @typedef {import("../types").ShiftSettings} Settings */
/** @typedef {import("../types").ShiftWalk} ShiftWalk */

/**
 * @param {Settings} settings
 * @returns {ShiftWalk}
 */
export function shiftWalk({ image, kernel, shift, pool, mode }) {
  const before = stages(image, kernel, pool, mode);
  const shifted = moved(image, shift);
  const after = stages(shifted, kernel, pool, mode);
  const whole = wholeSteps(shift, pool);
  return {
    image: shifted,
    ...after,
    before,
    same: sameElsewhere(before.map, after.map, shift),
    whole,
    whole_same: whole ? sameElsewhere(before.pooled, after.pooled, whole) : 0,
    stayed: before.pooled.map((row, r) => row.map((value, c) => value === after.pooled[r][c])),
    changes: {
      image: change(image, shifted),
      map: change(before.map, after.map),
      pooled: change(before.pooled, after.pooled),
    },
  };
}

/**
 * The map and the pooled map of an image.
 * @param {Grid} image
 * @param {Grid} kernel
 * @param {number} pool
 * @param {Settings["mode"]} mode
 */
function stages(image, kernel, pool, mode) {
  const window = windowOver(sizesOf(image), sizesOf(kernel), { stride: 1, padding: 0 });
  const [sums] = convolve([image], [[kernel]], null, window);
  const map = sums.map((row) => row.map(relu));
  const pooling = poolWindowOver(sizesOf(map), { kernel_size: pool, stride: pool, padding: 0 });
  return { map, pooled: mode === "max" ? maxPool(map, pooling) : meanPool(map, pooling) };
}

/**
 * The image somewhere else in its frame: what leaves it is lost, and paper comes in.
 * @param {Grid} image
 * @param {Pair} shift
 */
function moved(image, [down, right]) {
  return mapOf(sizesOf(image), (row, column) => image[row - down]?.[column - right] ?? 0);
}

/**
 * By how many cells of the pooled map a shift is, or null where it is not a whole number of the windows' steps.
 * @param {Pair} shift
 * @param {number} pool
 * @returns {Pair | null}
 */
function wholeSteps([down, right], pool) {
  return down % pool || right % pool ? null : [down / pool, right / pool];
}

/**
 * How many numbers are after the shift what they were before it, by so many cells away.
 * @param {Grid} before
 * @param {Grid} after
 * @param {Pair} shift
 */
function sameElsewhere(before, after, [down, right]) {
  return howMany(after, (value, row, column) => before[row - down]?.[column - right] === value);
}

/**
 * How many cells of a grid are so.
 * @param {Grid} grid
 * @param {(value: number, row: number, column: number) => boolean} isSo
 */
export function howMany(grid, isSo) {
  let found = 0;
  for (const [row, values] of grid.entries())
    for (const [column, value] of values.entries()) if (isSo(value, row, column)) found++;
  return found;
}

/**
 * By how much of their sum the numbers changed where they stand; null where all were 0.
 * @param {Grid} before
 * @param {Grid} after
 */
function change(before, after) {
  let total = 0;
  let differences = 0;
  for (const [row, values] of before.entries())
    for (const [column, value] of values.entries()) {
      total += Math.abs(value);
      differences += Math.abs(after[row][column] - value);
    }
  return total ? differences / total : null;
}

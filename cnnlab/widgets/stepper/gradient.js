// The gradient of the output that a backward walk begins with.

import { misfit } from "../shared/arithmetic/sentences.js";
import { mapOf } from "../shared/arithmetic/windows.js";

/** @typedef {import("../types").Grids} Grids */

/**
 * The learner's numbers for so many maps; 1 where none is given, as if the loss were the sum of the outputs.
 * @param {Grids} given - one map for each, or one for all; or none
 * @param {number} channels
 * @param {import("../types").Pair} output
 * @returns {Grids}
 */
export function gradientOf(given, channels, output) {
  if (given.length > 1 && given.length !== channels) throw misfit("gradient", { channels, given: given.length });
  return Array.from({ length: channels }, (_, channel) => {
    const map = given.length > 1 ? given[channel] : given[0];
    return mapOf(output, (row, column) => map?.[row]?.[column] ?? 1);
  });
}

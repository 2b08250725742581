// What ShiftExplorer says: of a shift, of what became of the numbers, and of a pooled cell.

import { count, percent, place, plural, show } from "../shared/text.js";
import { howMany } from "./walk.js";

/** @typedef {import("../types").Pair} Pair */
/** @typedef {import("../types").ShiftWalk} ShiftWalk */

export const READY =
  "Drag the digit with the mouse or a finger. With the keyboard: Tab to the digit, then arrow keys (with Shift, by a " +
  "whole window; Home puts it back). Point at a cell of the pooled map to see what it reads.";
export const MEASURED =
  '"Changed by" adds up how far each number is from the one that stood in its place before, and divides by the sum ' +
  "of those.";

/**
 * A shift as "1 row down and 2 columns to the right".
 * @param {Pair} shift
 */
export function shiftWords([down, right]) {
  const parts = [
    down ? `${lengths(down, "row")} ${down > 0 ? "down" : "up"}` : "",
    right ? `${lengths(right, "column")} to the ${right > 0 ? "right" : "left"}` : "",
  ];
  return parts.filter(Boolean).join(" and ");
}

/**
 * @param {number} by
 * @param {string} word
 */
function lengths(by, word) {
  return `${Math.abs(by)} ${plural(Math.abs(by), word)}`;
}

/**
 * @param {Pair} shift
 */
export function movedWords(shift) {
  const words = shiftWords(shift);
  return words ? `The digit moved by ${words}.` : "The digit has not moved yet: drag it, and see what goes along.";
}

/**
 * What moved along: the map always, the pooled map by whole steps of its windows.
 * @param {ShiftWalk} walk
 * @param {Pair} shift
 * @param {number} pool
 */
export function alongWords(walk, shift, pool) {
  const [down, right] = shift;
  if (!down && !right) return "Nothing so far.";
  const map = `The map, by ${sizeWords(shift)} as well: ${elsewhere(walk.same, walk.map)}`;
  const steps = `its windows take steps of ${pool}`;
  if (walk.whole) {
    const pooled = elsewhere(walk.whole_same, walk.pooled);
    return `${map} The pooled map as a whole too, by ${sizeWords(walk.whole)}, because ${steps}: ${pooled}`;
  }
  const odd = Math.abs(right % pool ? right : down);
  const no = `${odd} is no multiple of ${pool}, so other numbers meet in a window`;
  return `${map} Not the pooled map: ${steps}, and ${no}.`;
}

/**
 * A shift without its direction: "1 row and 2 columns".
 * @param {Pair} shift
 */
function sizeWords([down, right]) {
  return [down ? lengths(down, "row") : "", right ? lengths(right, "column") : ""].filter(Boolean).join(" and ");
}

/**
 * @param {number} same
 * @param {import("../types").Grid} grid
 */
function elsewhere(same, grid) {
  const all = grid.length * grid[0].length;
  return `${count(same)} of its ${count(all)} numbers are the same, only elsewhere.`;
}

/** @param {ShiftWalk} walk */
export function stayedWords({ pooled, stayed, before }) {
  const all = pooled.length * pooled[0].length;
  const kept = howMany(pooled, (_, row, column) => stayed[row][column]);
  if (kept === all) return `All ${count(all)} cells of the pooled map hold what they held.`;
  const empty = howMany(pooled, (value, row, column) => value === 0 && before.pooled[row][column] === 0);
  const which = kept === 1 ? "" : `${empty === kept ? "all" : count(empty)} of them `;
  const zeros = empty ? ` (${which}0 before and after)` : "";
  const hold = plural(kept, "holds what it held", "hold what they held");
  return `${count(kept)} of the ${count(all)} cells of the pooled map ${hold}${zeros}.`;
}

/** @param {ShiftWalk} walk */
export function changedWords({ pooled, stayed, changes }) {
  const others = howMany(pooled, (_, row, column) => !stayed[row][column]);
  const part = changes.pooled === null ? "" : `, and the pooled map as a whole by ${percent(changes.pooled)}`;
  return others ? `${count(others)} ${plural(others, "cell")} of the pooled map${part}.` : "No cell.";
}

/** @param {number | null} part */
export function changeWords(part) {
  if (part === null) return "all 0 before";
  return part ? `changed by ${percent(part)}` : "not changed";
}

/**
 * What a cell of the pooled map reads, what it was and is.
 * @param {ShiftWalk} walk
 * @param {Pair} cell
 * @param {import("../types").ShiftSettings} settings
 */
export function cellWords({ pooled, before, stayed }, [row, column], { pool, mode, kernel }) {
  const what = mode === "max" ? "the largest" : "the mean";
  const pixels = `${pool + kernel.length - 1} x ${pool + kernel[0].length - 1}`;
  const [was, is] = [before.pooled[row][column], pooled[row][column]].map((value) => show(value));
  const verdict = stayed[row][column] ? `It is ${is}, as before.` : `It was ${was}, and is ${is} now.`;
  const reads = `${what} of ${pool} x ${pool} numbers of the map, which read ${pixels} pixels`;
  return `Pooled ${place(row, column)}: ${reads}. ${verdict}`;
}

/**
 * What the network says of the moved digit, and of the one where it was.
 * @param {number[]} shares
 * @param {number[]} before
 */
export function answerWords(shares, before) {
  const [now, once] = [shares, before].map((all) => {
    const best = all.indexOf(Math.max(...all));
    return `${best} with ${shareWords(all[best]).replace(">", "over ")}`;
  });
  return `The network says ${now}. Before the shift it said ${once}.`;
}

/**
 * A probability; rounded, it never says that nothing is left to doubt.
 * @param {number} share
 */
export function shareWords(share) {
  return share > 0.9995 ? ">99.9 %" : percent(share);
}

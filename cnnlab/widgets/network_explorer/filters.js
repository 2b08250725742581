// Which filters are off, as pairs of layer and filter.

/** @typedef {[layer: number, filter: number]} Filter */

/**
 * @param {Filter[]} off
 * @param {number} layer
 * @param {number} filter
 */
export function isOff(off, layer, filter) {
  return off.some((pair) => pair[0] === layer && pair[1] === filter);
}

/**
 * The same with one filter switched.
 * @param {Filter[]} off
 * @param {number} layer
 * @param {number} filter
 * @returns {Filter[]}
 */
export function switched(off, layer, filter) {
  if (!isOff(off, layer, filter)) return [...off, [layer, filter]];
  return off.filter((pair) => pair[0] !== layer || pair[1] !== filter);
}

/** @param {Filter[]} off */
export function offWords(off) {
  if (off.length === 0) return "Every filter is on. Its number switches it off.";
  const names = off.map(([layer, filter]) => `filter ${filter} of layer ${layer}`);
  return `Off: ${names.join(", ")}. Dashed: with every filter on.`;
}

// Volumes to scale: how much room each takes, in cells. One cell is one number everywhere: a flat list is folded into
// columns as high as the largest map.

/** @typedef {number[]} Shape - (channels, rows, columns), or one number: a flat list */

export const DEPTH = { right: 0.45, up: 0.3 }; // how far one channel lies behind the next, in cells
const LARGEST = 125; // pixels of the largest volume
const CELL = 6; // pixels of one cell at most
const SLICES = 32; // channels up to which each is drawn

/**
 * Columns and rows that a volume takes in the picture, in cells.
 * @param {Shape} shape
 * @param {number} high - rows of the largest map
 * @returns {[columns: number, rows: number]}
 */
export function extent(shape, high) {
  if (shape.length === 1) return [Math.ceil(shape[0] / high), Math.min(high, shape[0])];
  const [channels, rows, columns] = shape;
  return [columns + DEPTH.right * (channels - 1), rows + DEPTH.up * (channels - 1)];
}

/**
 * The rows of the largest map, at which lists are folded, and the pixels of one cell.
 * @param {Shape[]} shapes
 */
export function scale(shapes) {
  const high = Math.max(...shapes.map((shape) => shape[1] ?? 1));
  const extents = shapes.flatMap((shape) => extent(shape, high));
  return { high, unit: Math.min(CELL, LARGEST / Math.max(...extents)) };
}

/**
 * The outline of a list of n numbers, folded into columns: the last may be shorter.
 * @param {number} n
 * @param {number} high
 * @param {number} unit
 */
export function foldedOutline(n, high, unit) {
  const full = Math.floor(n / high);
  if (full === 0) return `M0 0H${unit}V${n * unit}H0Z`;
  const rest = n % high;
  if (rest === 0) return `M0 0H${full * unit}V${high * unit}H0Z`;
  return `M0 0H${(full + 1) * unit}V${rest * unit}H${full * unit}V${high * unit}H0Z`;
}

/**
 * The channels that are drawn, the first one first: all of a few, else as many as can be told apart.
 * @param {number} channels
 */
export function drawnChannels(channels) {
  const drawn = Math.min(channels, SLICES);
  if (drawn === 1) return [0];
  return Array.from({ length: drawn }, (_, k) => (k * (channels - 1)) / (drawn - 1));
}

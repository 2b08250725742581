// One layer's weights as a matrix: a row for each output pixel, a column for each input pixel. Python made the kernel;
// the free weights are scrambled here as Python does it, for a seed is less to send than 451,584 numbers.

import { range } from "../shared/numbers.js";

/** @typedef {import("../types").Stop} Stop */
/** @typedef {import("../types").DenseToConvState} State */
/** @typedef {[row: number, column: number]} Place */

/** @type {Stop[]} */
export const STOPS = ["dense", "masked", "tied"];

/**
 * A whole number from -most to most, never 0, for the n-th weight: `free_weights` in Python, bit for bit.
 * @param {number} seed
 * @param {number} most
 * @param {number} n
 */
export function freeWeight(seed, most, n) {
  let mixed = (Math.imul(n, 0x9e3779b9) + seed) >>> 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  const level = ((mixed ^ (mixed >>> 16)) >>> 0) % (2 * most);
  return level - most + (level >= most ? 1 : 0);
}

/**
 * Where the n-th pixel of a square lies.
 * @param {number} n
 * @param {number} side
 * @returns {Place}
 */
export function pixelAt(n, side) {
  return [Math.floor(n / side), n % side];
}

export class Matrix {
  /** @param {Pick<State, "side" | "out" | "kernel" | "free">} settings */
  constructor({ side, out, kernel, free }) {
    this.side = side;
    this.out = out;
    this.kernel = kernel;
    this.free = free;
    this.size = kernel.length;
    this.rows = out ** 2;
    this.columns = side ** 2;
  }

  /**
   * Where in the kernel a weight comes from; null outside of the window.
   * @param {number} row
   * @param {number} column
   * @returns {Place | null}
   */
  tap(row, column) {
    const down = Math.floor(column / this.side) - Math.floor(row / this.out);
    const across = (column % this.side) - (row % this.out);
    const inside = down >= 0 && down < this.size && across >= 0 && across < this.size;
    return inside ? [down, across] : null;
  }

  /**
   * The way back: in which column of a row a place of the kernel stands.
   * @param {number} row
   * @param {Place} tap
   */
  columnOf(row, tap) {
    const [top, left] = pixelAt(row, this.out);
    return (top + tap[0]) * this.side + left + tap[1];
  }

  /**
   * For each row the column of the weight that is the same number of the kernel: a broken diagonal. None outside of
   * the window.
   * @param {number} row
   * @param {number} column
   */
  mates(row, column) {
    const tap = this.tap(row, column);
    return tap ? range(this.rows).map((other) => this.columnOf(other, tap)) : [];
  }

  /**
   * The weight at a stop; null where there is none any more.
   * @param {number} row
   * @param {number} column
   * @param {Stop} stop
   */
  weight(row, column, stop) {
    const tap = stop === "dense" ? null : this.tap(row, column);
    if (stop !== "dense" && !tap) return null;
    if (stop === "tied" && tap) return this.kernel[tap[0]][tap[1]];
    const { seed, most, unit } = this.free;
    return freeWeight(seed, most, row * this.columns + column) * unit;
  }

  /**
   * How strongly each weight is coloured at a stop, from -1 to 1 and row by row; small weights stay visible.
   * @param {Stop} stop
   */
  shades(stop) {
    const limit = this.free.most * this.free.unit;
    const shades = new Float32Array(this.rows * this.columns);
    /** @type {(row: number, column: number) => void} */
    const shade = (row, column) => {
      const weight = this.weight(row, column, stop) ?? 0;
      shades[row * this.columns + column] = Math.sign(weight) * (0.15 + (0.85 * Math.abs(weight)) / limit);
    };
    const taps = range(this.size ** 2).map((n) => pixelAt(n, this.size));
    for (let row = 0; row < this.rows; row++)
      if (stop === "dense") for (let column = 0; column < this.columns; column++) shade(row, column);
      else for (const tap of taps) shade(row, this.columnOf(row, tap));
    return shades;
  }
}

// The largest settings: beyond them there is nothing more to be seen.

import { misfit } from "../shared/arithmetic/sentences.js";

const LARGEST = 64; // rows or columns of an image: beyond, a cell is too small to point at

/**
 * Refuse a window that is too large to show where an image has up to `size` rows and columns.
 * @param {import("../types").MovingWindow} window
 * @param {number} [size]
 */
export function checkWindow({ kernel, stride, padding, dilation }, size = LARGEST) {
  /** @type {[name: string, value: number, most: number][]} */
  const settings = [
    ["kernel size", Math.max(...kernel), size],
    ["stride", Math.max(...stride), size],
    ["padding", Math.max(...padding.flat()), Math.floor(size / 4)],
    ["dilation", Math.max(...dilation), size],
  ];
  for (const [name, value, most] of settings) if (value > most) throw misfit("at most here", { name, most, value });
}

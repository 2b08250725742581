// How a cell looks: what colour and how much of it, and which text.

import { inkText } from "../shared/colour.js";

/** @typedef {Record<"positive" | "negative" | "background" | "text", string>} Colours */
/** A cell's colour and how much of it there is; its number, how much of that is to be seen, and its colour. */
/** @typedef {{colour: string, part: number, value?: number, fade?: number, ink?: string}} Cell */
/** @typedef {(row: number, column: number) => Cell} Look */

const FULL = 0.62; // of its colour, so that the number on it can still be read
const PAPER = "#ffffff";
const INK = "#000000";

/**
 * A weight, while the matrix may be changing.
 * @param {Colours} colours
 * @param {number} shade - from -1 to 1
 * @param {number | null} weight
 * @param {number} fade
 * @returns {Cell}
 */
export function weightCell(colours, shade, weight, fade) {
  const colour = shade < 0 ? colours.negative : colours.positive;
  return { colour, part: FULL * Math.abs(shade), value: weight ?? undefined, fade };
}

/**
 * A number of a map.
 * @param {Colours} colours
 * @param {number} value
 * @param {number} limit
 * @returns {Cell}
 */
export function signedCell(colours, value, limit) {
  const colour = value < 0 ? colours.negative : colours.positive;
  return { colour, part: limit > 0 ? (FULL * Math.abs(value)) / limit : 0, value };
}

/**
 * How the cells of an image look, and on what: ink on paper, or a map where some of its numbers are negative.
 * @param {Colours} colours
 * @param {number[][]} image
 */
export function imageLook(colours, image) {
  const most = Math.max(...image.flat());
  const least = Math.min(...image.flat());
  if (least < 0) {
    const limit = Math.max(most, -least);
    /** @type {Look} */
    const look = (row, column) => signedCell(colours, image[row][column], limit);
    return { look, background: colours.background };
  }
  /** @type {Look} */
  const look = (row, column) => {
    const value = image[row][column];
    return { colour: INK, part: most > 0 ? value / most : 0, value, ink: inkText(value, most) };
  };
  return { look, background: PAPER };
}

// What every stepper's layout starts from: shapes, and how large a cell may be. Nothing here touches the page.

/** @typedef {import("../types").Size} Size */

export const WIDTH = 680; // of the drawing, in its own units: it scales with the page
export const HEIGHT = 620; // about as much as a drawing may take

/**
 * The shape of a grid of numbers.
 * @param {number[][]} grid
 * @returns {Size}
 */
export function sizeOf(grid) {
  return { rows: grid.length, columns: grid[0].length };
}

/**
 * The shapes of image, window and output map.
 * @param {Pick<import("../types").Walk, "padding">} walk
 * @param {number[][][]} image
 * @param {Size} kernel
 * @param {number[][]} map
 */
export function shapesOf(walk, image, kernel, map) {
  const [[top, bottom], [left, right]] = walk.padding;
  const inner = sizeOf(image[0]);
  const out = sizeOf(map);
  return {
    channels: image.length,
    image: inner,
    padded: { rows: top + inner.rows + bottom, columns: left + inner.columns + right },
    kernel,
    out,
    top,
    left,
    total: out.rows * out.columns,
  };
}

/**
 * The side of a cell, in whole units: as large as the room allows that each direction leaves it, within two bounds.
 * @param {number} least
 * @param {number} most
 * @param {...number} room
 */
export function cellSide(least, most, ...room) {
  return Math.max(least, Math.min(most, Math.floor(Math.min(...room))));
}

/**
 * How much of the image a window spans, the gaps of its dilation included.
 * @param {Pick<import("../types").Walk, "dilation">} walk
 * @param {Size} kernel
 * @param {number} cell
 */
export function windowSpan(walk, kernel, cell) {
  const [down, across] = walk.dilation;
  return { width: ((kernel.columns - 1) * across + 1) * cell, height: ((kernel.rows - 1) * down + 1) * cell };
}

/**
 * Where something begins that stands in the middle of `room`, which begins at `start`.
 * @param {number} start
 * @param {number} room
 * @param {number} length
 */
export function centred(start, room, length) {
  return start + (room - length) / 2;
}

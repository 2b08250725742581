// What every stepper's layout starts from: shapes, how large a cell may be, and how grids follow one another. Nothing
// here touches the page.

import { show } from "../shared/text.js";

/** @typedef {import("../types").Size} Size */
/** @typedef {import("../types").Point} Point */

export const HEIGHT = 620; // about as much as a drawing may take
const NAMES = 42; // over a grid: its name and its size
const LETTER = 7.5; // the width of a letter of a name
const SMALL_LETTER = 6.3; // and of one of what stands under the name

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
 * How many characters the longest of some numbers has in a cell.
 * @param {import("../types").Nested[]} values
 */
export function charactersOf(values) {
  const numbers = /** @type {number[]} */ (values.flat(3));
  return Math.max(1, ...numbers.map((value) => show(value, 3).length));
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

// ---- names over grids

/**
 * The name of a grid of which each channel has one.
 * @param {string} name
 * @param {number} channel
 * @param {number} channels
 */
export function channelName(name, channel, channels) {
  return channels > 1 ? `${name}, channel ${channel}` : name;
}

/**
 * What stands under the name of the input.
 * @param {{ image: Size, padded: Size }} shapes
 */
export function inputSize({ image, padded }) {
  const larger = padded.rows > image.rows || padded.columns > image.columns;
  return `${image.rows} x ${image.columns}${larger ? `, padded to ${padded.rows} x ${padded.columns}` : ""}`;
}

/**
 * About how wide the words over a grid are.
 * @param {string} name
 * @param {string} [size]
 */
export function titleWidth(name, size = "") {
  return Math.ceil(Math.max(LETTER * name.length, SMALL_LETTER * size.length));
}

// ---- grids that follow one another

/**
 * A grid: `lead` is the room on its left, for a sign; it is as wide as its title at least.
 * @typedef {object} Block
 * @property {Size} shape
 * @property {number} cell
 * @property {number} [lead]
 * @property {number} [title]
 */

/** @param {Block} block */
function widthOf({ shape, cell, lead = 0, title = 0 }) {
  return lead + Math.max(shape.columns * cell, title);
}

/**
 * As many blocks on a line as fit, like words.
 * @param {Block[]} blocks
 * @param {number} room
 */
function linesOf(blocks, room) {
  /** @type {Block[][]} */
  const lines = [];
  let left = 0;
  for (const block of blocks) {
    left -= widthOf(block);
    if (lines.length === 0 || left < 0) {
      lines.push([]);
      left = room - widthOf(block);
    }
    lines[lines.length - 1].push(block);
  }
  return lines;
}

/**
 * Where grids lie that follow one another, and how much room they take; each group begins a line. What shares a line
 * stands in the middle of its height.
 * @param {Block[][]} groups
 * @param {number} room
 */
export function flow(groups, room) {
  let height = 0;
  let width = room;
  const corners = groups.map((blocks) => {
    /** @type {Point[]} */
    const places = [];
    for (const line of linesOf(blocks, room)) {
      const tallest = Math.max(...line.map(({ shape, cell }) => shape.rows * cell));
      let x = 0;
      for (const block of line) {
        const { shape, cell, lead = 0 } = block;
        places.push({ x: x + lead, y: centred(height + NAMES, tallest, shape.rows * cell) });
        x += widthOf(block);
      }
      width = Math.max(width, x);
      height += NAMES + tallest + 8;
    }
    return places;
  });
  return { corners, width, height };
}

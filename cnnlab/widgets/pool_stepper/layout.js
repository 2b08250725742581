// Where PoolStepper's grids lie, from the shapes alone: a band for each channel. Nothing here touches the page.

import { range } from "../shared/numbers.js";
import { cellSide, centred, HEIGHT, shapesOf, WIDTH, windowSpan } from "../stepper/layout.js";

/** @typedef {import("../types").PoolWalk} PoolWalk */

const TITLE = 40; // over the grids of a channel: their names
const AIR = 48; // the same, and some room below

/**
 * Input, window and output, from left to right.
 * @param {PoolWalk} walk
 * @param {number[][][]} image
 */
export function forwardLayout(walk, image) {
  const shapes = poolShapes(walk, image);
  const { channels, kernel, padded, out } = shapes;
  const small = Math.min(36, Math.floor(120 / Math.max(kernel.rows, kernel.columns)));
  const width = (WIDTH - kernel.columns * small - 150) / (padded.columns + out.columns);
  const cell = cellSide(3, 36, width, rowRoom(channels, padded.rows));
  const windowX = padded.columns * cell + 50;
  const outX = windowX + kernel.columns * small + 76;
  const { column, height } = bands(channels, Math.max(padded.rows * cell, kernel.rows * small));
  return {
    ...shapes,
    cell,
    small,
    window: windowSpan(walk, kernel, cell),
    inputs: column(0, padded.rows * cell),
    windows: column(windowX, kernel.rows * small),
    outputs: column(outX, out.rows * cell),
    height,
  };
}

/**
 * Input, its gradient, what is sent back and the output's gradient: forward runs from left to right, so this runs from
 * right to left.
 * @param {PoolWalk} walk
 * @param {number[][][]} image
 */
export function backwardLayout(walk, image) {
  const shapes = poolShapes(walk, image);
  const { channels, kernel, padded, out } = shapes;
  const small = Math.min(36, Math.floor(110 / Math.max(kernel.rows, kernel.columns)));
  const sentWidth = Math.max(kernel.columns * small, 72); // its title may be wider than it is
  const width = (WIDTH - sentWidth - 220) / (2 * padded.columns + out.columns);
  const cell = cellSide(2, 36, width, rowRoom(channels, padded.rows));
  const gradientX = padded.columns * cell + 30;
  const sentX = gradientX + padded.columns * cell + 76;
  const { column, height } = bands(channels, Math.max(padded.rows * cell, kernel.rows * small));
  return {
    ...shapes,
    cell,
    small,
    window: windowSpan(walk, kernel, cell),
    inputs: column(0, padded.rows * cell),
    gradients: column(gradientX, padded.rows * cell),
    sent: column(sentX, kernel.rows * small),
    outputs: column(sentX + sentWidth + 66, out.rows * cell),
    height,
  };
}

/**
 * @param {PoolWalk} walk
 * @param {number[][][]} image
 */
function poolShapes(walk, image) {
  const [rows, columns] = walk.kernel;
  return shapesOf(walk, image, { rows, columns }, walk.out[0]);
}

/**
 * How high a cell may be for all channels to fit under one another.
 * @param {number} channels
 * @param {number} rows
 */
function rowRoom(channels, rows) {
  return (HEIGHT / channels - 44) / rows;
}

/**
 * Bands under one another; `column` gives the corners of a grid of some height, which stands in the middle of each.
 * @param {number} channels
 * @param {number} tallest - of the grids
 */
function bands(channels, tallest) {
  const band = tallest + AIR;
  return {
    height: band * channels,
    /** @type {(x: number, height: number) => import("../types").Point[]} */
    column: (x, height) =>
      range(channels).map((channel) => ({ x, y: centred(channel * band + TITLE, band - AIR, height) })),
  };
}

// Where PoolStepper's grids lie, from the shapes alone: a band for each channel. Nothing here touches the page.

import { range } from "../shared/numbers.js";
import { isNarrow, narrowSide, smallestFont, WIDE } from "../shared/room.js";
import {
  cellSide,
  centred,
  channelName,
  charactersOf,
  flow,
  HEIGHT,
  inputSize,
  shapesOf,
  titleWidth,
  windowSpan,
} from "../stepper/layout.js";

/** @typedef {import("../types").PoolWalk} PoolWalk */
/** @typedef {import("../types").PoolBackwardWalk} PoolBackwardWalk */
/** @typedef {ReturnType<typeof shapesOf>} Shapes */

const TITLE = 40; // over the grids of a channel: their names
const AIR = 48; // the same, and some room below
const ARROW = 76; // what an arrow between two grids takes
const OUTSIDE = 4; // characters of -inf

/**
 * Input, window and output, from left to right.
 * @param {PoolWalk} walk
 * @param {number[][][]} image
 * @param {number} [room]
 */
export function forwardLayout(walk, image, room = WIDE) {
  const shapes = poolShapes(walk, image);
  const places = isNarrow(room) ? narrowForward(walk, image, shapes, room) : wideForward(walk, shapes);
  return { ...places, smallest: smallestFont(room) };
}

/**
 * @param {PoolWalk} walk
 * @param {Shapes} shapes
 */
function wideForward(walk, shapes) {
  const { channels, kernel, padded, out } = shapes;
  const small = Math.min(36, Math.floor(120 / Math.max(kernel.rows, kernel.columns)));
  const room = (WIDE - kernel.columns * small - 150) / (padded.columns + out.columns);
  const cell = cellSide(3, 36, room, rowRoom(channels, padded.rows));
  const windowX = Math.max(padded.columns * cell, titleOf("Input", shapes, inputSize(shapes))) + 50;
  const outX = windowX + kernel.columns * small + ARROW;
  const { column, height } = bands(channels, Math.max(padded.rows * cell, kernel.rows * small));
  return {
    ...shapes,
    cell,
    small,
    window: windowSpan(walk, kernel, cell),
    inputs: column(0, padded.rows * cell),
    windows: column(windowX, kernel.rows * small),
    outputs: column(outX, out.rows * cell),
    width: Math.max(WIDE, outX + out.columns * cell),
    height,
  };
}

/**
 * @param {PoolWalk} walk
 * @param {number[][][]} image
 * @param {Shapes} shapes
 * @param {number} room
 */
function narrowForward(walk, image, shapes, room) {
  const { channels, kernel, padded, out } = shapes;
  const most = Math.max(OUTSIDE, charactersOf([image, walk.out]));
  const cell = narrowSide(padded.columns, room, most);
  const small = narrowSide(kernel.columns, room, most);
  const groups = range(channels).map(() => [
    { shape: padded, cell, title: titleOf("Input", shapes, inputSize(shapes)) },
    { shape: kernel, cell: small, lead: 50, title: titleWidth("Window") },
    { shape: out, cell, lead: ARROW, title: titleOf("Output", shapes) },
  ]);
  const { corners, width, height } = flow(groups, room);
  return {
    ...shapes,
    cell,
    small,
    window: windowSpan(walk, kernel, cell),
    inputs: corners.map(([input]) => input),
    windows: corners.map(([, window]) => window),
    outputs: corners.map(([, , output]) => output),
    width,
    height,
  };
}

/**
 * Input, its gradient, what is sent back and the output's gradient: forward runs from left to right, so this runs from
 * right to left.
 * @param {PoolBackwardWalk} walk
 * @param {number[][][]} image
 * @param {number} [room]
 */
export function backwardLayout(walk, image, room = WIDE) {
  const shapes = poolShapes(walk, image);
  const places = isNarrow(room) ? narrowBackward(walk, image, shapes, room) : wideBackward(walk, shapes);
  return { ...places, smallest: smallestFont(room) };
}

/**
 * @param {PoolBackwardWalk} walk
 * @param {Shapes} shapes
 */
function wideBackward(walk, shapes) {
  const { channels, kernel, padded, out } = shapes;
  const small = Math.min(36, Math.floor(110 / Math.max(kernel.rows, kernel.columns)));
  const sentWidth = Math.max(kernel.columns * small, 72); // its title may be wider than it is
  const room = (WIDE - sentWidth - 220) / (2 * padded.columns + out.columns);
  const cell = cellSide(2, 36, room, rowRoom(channels, padded.rows));
  const titles = backwardTitles(shapes);
  const gradientX = Math.max(padded.columns * cell, titles.input) + 30;
  const sentX = gradientX + Math.max(padded.columns * cell, titles.gradient) + ARROW;
  const outX = sentX + sentWidth + 66;
  const { column, height } = bands(channels, Math.max(padded.rows * cell, kernel.rows * small));
  return {
    ...shapes,
    cell,
    small,
    window: windowSpan(walk, kernel, cell),
    inputs: column(0, padded.rows * cell),
    gradients: column(gradientX, padded.rows * cell),
    sent: column(sentX, kernel.rows * small),
    outputs: column(outX, out.rows * cell),
    width: Math.max(WIDE, outX + out.columns * cell),
    height,
  };
}

/**
 * @param {PoolBackwardWalk} walk
 * @param {number[][][]} image
 * @param {Shapes} shapes
 * @param {number} room
 */
function narrowBackward(walk, image, shapes, room) {
  const { channels, kernel, padded, out } = shapes;
  const most = Math.max(OUTSIDE, charactersOf([image, walk.out, walk.grad_input]));
  const cell = narrowSide(padded.columns, room, most);
  const small = narrowSide(kernel.columns, room, most);
  const titles = backwardTitles(shapes);
  const groups = range(channels).map(() => [
    { shape: padded, cell, title: titles.input },
    { shape: padded, cell, lead: 30, title: titles.gradient },
    { shape: kernel, cell: small, lead: ARROW, title: titleWidth("Sent back") },
    { shape: out, cell, lead: 66, title: titleWidth("Output gradient") },
  ]);
  const { corners, width, height } = flow(groups, room);
  return {
    ...shapes,
    cell,
    small,
    window: windowSpan(walk, kernel, cell),
    inputs: corners.map(([input]) => input),
    gradients: corners.map(([, gradient]) => gradient),
    sent: corners.map(([, , sent]) => sent),
    outputs: corners.map(([, , , output]) => output),
    width,
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
 * @param {string} name
 * @param {Shapes} shapes
 * @param {string} [size]
 */
function titleOf(name, { channels }, size) {
  return titleWidth(channelName(name, 0, channels), size);
}

/** @param {Shapes} shapes */
function backwardTitles(shapes) {
  return {
    input: titleWidth("Input 0", inputSize(shapes)),
    gradient: titleWidth("Input gradient 0", "added up so far"),
  };
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

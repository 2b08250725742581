// Where ConvStepper's grids lie, from the shapes alone. Nothing here touches the page.

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
  sizeOf,
  titleWidth,
  windowSpan,
} from "../stepper/layout.js";

/** @typedef {import("../types").ConvWalk} ConvWalk */
/** @typedef {import("../types").ConvBackwardWalk} ConvBackwardWalk */
/** @typedef {import("../stepper/layout.js").Block} Block */

const TITLE = 38; // over the grids of a channel: their names
const AIR = 44; // the same, and some room below
const SIGN = 34; // what a sign between two grids takes
const ARROW = 66; // the same for an arrow with a word over it
const PRODUCTS = 76; // the width of their name and of their sum
const ROUNDED = 8; // characters of a product that is no whole number: a longer one loses digits

/**
 * Input, kernel, products and feature map, from left to right; the channels under one another. A large input is left
 * the width: its kernel and products go below.
 * @param {ConvWalk} walk
 * @param {number[][][]} image
 * @param {number} [room]
 */
export function forwardLayout(walk, image, room = WIDE) {
  const shapes = shapesOf(walk, image, sizeOf(walk.weight[0]), walk.out);
  const places = isNarrow(room) ? narrowForward(walk, image, shapes, room) : wideForward(walk, shapes);
  return { ...places, smallest: smallestFont(room) };
}

/** @typedef {ReturnType<typeof shapesOf>} Shapes */

/** @param {Shapes} shapes */
function inputTitle(shapes) {
  return titleWidth(channelName("Input", 0, shapes.channels), inputSize(shapes));
}

/**
 * @param {ConvWalk} walk
 * @param {Shapes} shapes
 */
function wideForward(walk, shapes) {
  const { channels, kernel, padded, out } = shapes;
  const below = channels === 1 && padded.columns + out.columns > 30;
  const small = Math.min(36, Math.floor((below ? 150 : 110) / Math.max(kernel.rows, kernel.columns)));
  const across = below ? WIDE - 70 : WIDE - 2 * kernel.columns * small - 150;
  const cell = cellSide(3, 36, across / (padded.columns + out.columns), (HEIGHT / channels - AIR) / padded.rows);
  const band = Math.max(padded.rows * cell, below ? 0 : kernel.rows * small) + AIR;
  const inputWidth = Math.max(padded.columns * cell, inputTitle(shapes));
  const kernelX = below ? 0 : inputWidth + SIGN;
  const productsX = kernelX + kernel.columns * small + SIGN;
  const outX = below ? padded.columns * cell + 70 : productsX + kernel.columns * small + ARROW;
  /** @type {(channel: number, height: number) => number} */
  const middle = (channel, height) => centred(channel * band + TITLE, band - AIR, height);
  /** @type {(channel: number) => number} */
  const kernelY = (channel) => (below ? band + AIR : middle(channel, kernel.rows * small));
  return {
    ...shapes,
    cell,
    small,
    below,
    window: windowSpan(walk, kernel, cell),
    inputs: range(channels).map((channel) => ({ x: 0, y: middle(channel, padded.rows * cell) })),
    kernels: range(channels).map((channel) => ({ x: kernelX, y: kernelY(channel) })),
    products: range(channels).map((channel) => ({ x: productsX, y: kernelY(channel) })),
    outputs: [{ x: outX, y: centred(TITLE, band * channels - AIR, out.rows * cell) }],
    width: Math.max(WIDE, outX + out.columns * cell),
    height: below ? band + 50 + kernel.rows * small : Math.max(band * channels, out.rows * cell + AIR),
  };
}

/**
 * @param {ConvWalk} walk
 * @param {number[][][]} image
 * @param {Shapes} shapes
 * @param {number} room
 */
function narrowForward(walk, image, shapes, room) {
  const { channels, kernel, padded, out } = shapes;
  const cell = narrowSide(Math.max(padded.columns, out.columns), room, charactersOf([image, walk.out]));
  const small = narrowSide(kernel.columns, room, productCharacters(image, walk.weight));
  const groups = range(channels).map(() => [
    { shape: padded, cell, title: inputTitle(shapes) },
    { shape: kernel, cell: small, lead: SIGN },
    { shape: kernel, cell: small, lead: SIGN, title: PRODUCTS },
  ]);
  const output = { shape: out, cell, lead: ARROW, title: titleWidth("Feature map") };
  const { corners, width, height } = flow(channels > 1 ? [...groups, [output]] : [[...groups[0], output]], room);
  return {
    ...shapes,
    cell,
    small,
    below: false,
    window: windowSpan(walk, kernel, cell),
    inputs: range(channels).map((channel) => corners[channel][0]),
    kernels: range(channels).map((channel) => corners[channel][1]),
    products: range(channels).map((channel) => corners[channel][2]),
    outputs: corners.flat().slice(-1),
    width,
    height,
  };
}

/**
 * How many characters a product of a pixel and a weight may have.
 * @param {number[][][]} image
 * @param {number[][][]} weight
 */
function productCharacters(image, weight) {
  const all = [...image.flat(2), ...weight.flat(2)];
  if (!all.every(Number.isInteger)) return ROUNDED;
  /** @type {(numbers: number[][][]) => number} */
  const most = (numbers) => Math.max(...numbers.flat(2).map(Math.abs));
  return charactersOf([-most(image) * most(weight)]);
}

/**
 * Two rows, each an equation: the output's gradient, times the kernel, goes to the input; the input's window, times the
 * gradient, goes to the kernel.
 * @param {ConvBackwardWalk} walk
 * @param {number[][][]} image
 * @param {number} [room]
 */
export function backwardLayout(walk, image, room = WIDE) {
  const shapes = shapesOf(walk, image, sizeOf(walk.weight), walk.out);
  const places = isNarrow(room) ? narrowBackward(walk, image, shapes, room) : wideBackward(walk, shapes);
  return { ...places, smallest: smallestFont(room) };
}

/**
 * @param {ConvBackwardWalk} walk
 * @param {Shapes} shapes
 */
function wideBackward(walk, shapes) {
  const { kernel, padded, out } = shapes;
  const small = Math.min(36, Math.floor(100 / Math.max(kernel.rows, kernel.columns)));
  const smallWidth = Math.max(kernel.columns * small, 74); // their titles may be wider than they are
  const columns = Math.max(padded.columns, out.columns);
  const cell = cellSide(2.5, 32, (WIDE - 2 * smallWidth - 144) / (padded.columns + columns));
  const row = Math.max(Math.max(padded.rows, out.rows) * cell, kernel.rows * small) + 54;
  const [first, second] = [42, row + 42];
  const titles = Math.max(
    titleWidth("Output gradient"),
    titleWidth(`Input, channel ${walk.channel}`, inputSize(shapes)),
  );
  const factorX = Math.max(columns * cell, titles) + 58;
  const sentX = factorX + smallWidth + 32;
  const gradientX = factorX + 2 * smallWidth + 74;
  return {
    ...shapes,
    cell,
    small,
    window: windowSpan(walk, kernel, cell),
    outputs: [{ x: 0, y: first }],
    kernelAt: { x: factorX, y: first },
    toInput: { x: sentX, y: first },
    gradient: { x: gradientX, y: first },
    inputs: [{ x: 0, y: second }],
    windowAt: { x: factorX, y: second },
    toKernel: { x: sentX, y: second },
    kernelGradient: { x: gradientX, y: second },
    width: Math.max(WIDE, gradientX + padded.columns * cell),
    height: 2 * row,
  };
}

/**
 * @param {ConvBackwardWalk} walk
 * @param {number[][][]} image
 * @param {Shapes} shapes
 * @param {number} room
 */
function narrowBackward(walk, image, shapes, room) {
  const { kernel, padded, out } = shapes;
  const most = charactersOf([image, walk.out, walk.grad_input, walk.grad_weight]);
  const cell = narrowSide(Math.max(padded.columns, out.columns), room, most);
  const small = narrowSide(kernel.columns, room, Math.max(most, charactersOf([walk.weight])));
  /** @type {(shape: import("../types").Size, side: number, lead: number, name: string, size?: string) => Block} */
  const block = (shape, side, lead, name, size) => ({ shape, cell: side, lead, title: titleWidth(name, size) });
  const { corners, width, height } = flow(
    [
      [
        block(out, cell, 0, "Output gradient"),
        block(kernel, small, 58, "Kernel"),
        block(kernel, small, 32, "To input"),
        block(padded, cell, 42, "Input gradient", "added up so far"),
      ],
      [
        block(padded, cell, 0, `Input, channel ${walk.channel}`, inputSize(shapes)),
        block(kernel, small, 58, "Window"),
        block(kernel, small, 32, "To kernel"),
        block(kernel, small, 42, "Kernel gradient", "added up so far"),
      ],
    ],
    room,
  );
  const [[output, kernelAt, toInput, gradient], [input, windowAt, toKernel, kernelGradient]] = corners;
  const places = {
    outputs: [output],
    kernelAt,
    toInput,
    gradient,
    inputs: [input],
    windowAt,
    toKernel,
    kernelGradient,
  };
  return { ...shapes, cell, small, window: windowSpan(walk, kernel, cell), ...places, width, height };
}

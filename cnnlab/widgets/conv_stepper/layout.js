// Where ConvStepper's grids lie, from the shapes alone. Nothing here touches the page.

import { range } from "../shared/numbers.js";
import { cellSide, centred, HEIGHT, shapesOf, sizeOf, WIDTH, windowSpan } from "../stepper/layout.js";

const TITLE = 38; // over the grids of a channel: their names
const AIR = 44; // the same, and some room below

/**
 * Input, kernel, products and feature map, from left to right; the channels under one another. A large input is left
 * the width: its kernel and products go below.
 * @param {import("../types").ConvWalk} walk
 * @param {number[][][]} image
 */
export function forwardLayout(walk, image) {
  const shapes = shapesOf(walk, image, sizeOf(walk.weight[0]), walk.out);
  const { channels, kernel, padded, out } = shapes;
  const below = channels === 1 && padded.columns + out.columns > 30;
  const small = Math.min(36, Math.floor((below ? 150 : 110) / Math.max(kernel.rows, kernel.columns)));
  const across = below ? WIDTH - 70 : WIDTH - 2 * kernel.columns * small - 150;
  const cell = cellSide(3, 36, across / (padded.columns + out.columns), (HEIGHT / channels - AIR) / padded.rows);
  const band = Math.max(padded.rows * cell, below ? 0 : kernel.rows * small) + AIR;
  const kernelX = below ? 0 : padded.columns * cell + 34;
  const productsX = kernelX + kernel.columns * small + 34;
  const outX = below ? padded.columns * cell + 70 : productsX + kernel.columns * small + 66;
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
    height: below ? band + 50 + kernel.rows * small : Math.max(band * channels, out.rows * cell + AIR),
  };
}

/**
 * Two rows, each an equation: the output's gradient, times the kernel, goes to the input; the input's window, times the
 * gradient, goes to the kernel.
 * @param {import("../types").ConvBackwardWalk} walk
 * @param {number[][][]} image
 */
export function backwardLayout(walk, image) {
  const shapes = shapesOf(walk, image, sizeOf(walk.weight), walk.out);
  const { kernel, padded, out } = shapes;
  const small = Math.min(36, Math.floor(100 / Math.max(kernel.rows, kernel.columns)));
  const smallWidth = Math.max(kernel.columns * small, 74); // their titles may be wider than they are
  const columns = Math.max(padded.columns, out.columns);
  const cell = cellSide(2.5, 32, (WIDTH - 2 * smallWidth - 144) / (padded.columns + columns));
  const row = Math.max(Math.max(padded.rows, out.rows) * cell, kernel.rows * small) + 54;
  const [first, second] = [42, row + 42];
  const factorX = columns * cell + 58;
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
    height: 2 * row,
  };
}

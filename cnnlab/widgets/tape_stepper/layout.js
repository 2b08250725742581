// Where TapeStepper's rows lie, from the shapes alone: the signal, under it the kernel and its products on the tape,
// and the output, all on one axis. Nothing here touches the page.

import { isNarrow, narrowSide, WIDE } from "../shared/room.js";
import { shapesOf, windowSpan } from "../stepper/layout.js";

/** @typedef {{ top: number, reach: [low: number, high: number] }} Axis */

export const EDGE = 96; // the names stand left of it
export const ROW = 28; // the height of a row of cells
const PLOT = 120; // the height of a plot
const CHARACTER = 8.5; // units, at the full size of the font
const SHRINK = 1.4; // how much wider than its cell a number may be, for it is then set smaller

/**
 * @param {import("../types").TapeWalk} walk
 * @param {number[][][]} image
 * @param {number} [room]
 */
export function tapeLayout(walk, image, room = WIDE) {
  const shapes = shapesOf(walk, image, { rows: 1, columns: walk.weight.length }, walk.out);
  const { padded, kernel } = shapes;
  const narrow = isNarrow(room);
  const cell = Math.min(72, (room - EDGE) / padded.columns);
  /** @type {(width: number) => boolean} */
  const fits = (width) => (narrow ? width >= narrowSide(1, 0, walk.widest) : SHRINK * width >= CHARACTER * walk.widest);
  const roomy = fits(cell);
  const share = Math.min(56, (room - EDGE) / kernel.columns);
  const enlarged = narrow ? Math.max(share, narrowSide(kernel.columns, room - EDGE, walk.widest)) : share;
  const rowCell = roomy ? cell : enlarged;
  const panel = PLOT + (roomy ? ROW : 0);
  const tapeY = panel + (roomy ? 10 : 22);
  const outY = tapeY + (roomy ? 2 : 3) * ROW + 30;
  const { width } = windowSpan(walk, kernel, cell);
  const stepWidth = walk.stride[1] * cell;
  const outWidth = Math.min(width, stepWidth);
  const [signalReach, outReach] = walk.reach;
  return {
    ...shapes,
    cell,
    roomy, // whether samples have their numbers; else the samples of the window are shown enlarged, on the tape
    legible: fits(rowCell),
    panel,
    window: { width, height: panel },
    tape: {
      y: tapeY,
      cell: rowCell,
      pitch: roomy ? cell * walk.dilation[1] : rowCell,
      width: roomy ? width : kernel.columns * rowCell,
    },
    output: { x: EDGE + (width - outWidth) / 2, y: outY, width: outWidth, pitch: stepWidth },
    signalAxis: /** @type {Axis} */ ({ top: 0, reach: signalReach }),
    outAxis: /** @type {Axis} */ ({ top: outY, reach: outReach }),
    width: Math.max(room, EDGE + (roomy ? 0 : kernel.columns * rowCell)),
    height: outY + panel,
  };
}

/** @typedef {ReturnType<typeof tapeLayout>} TapeLayout */

/**
 * How far down a value is in its plot.
 * @param {Axis} axis
 * @param {number} value
 */
export function levelOf({ top, reach: [low, high] }, value) {
  return top + (PLOT * (high - value)) / (high - low);
}

/**
 * Where the window and the tape begin; a tape wider than its window is centred on it, as far as the drawing goes.
 * @param {TapeLayout} at
 * @param {number} place - the step, and how much of the next one the window has slid
 */
export function standing(at, place) {
  const window = EDGE + place * at.output.pitch;
  const tape = Math.max(EDGE, Math.min(at.width - at.tape.width, window + (at.window.width - at.tape.width) / 2));
  return { window, tape };
}

/**
 * The sample at a point of the drawing, and the value that the point stands for.
 * @param {TapeLayout} at
 * @param {number} x
 * @param {number} y
 * @returns {[sample: number, value: number]}
 */
export function sampleAt(at, x, y) {
  const [low, high] = at.signalAxis.reach;
  const sample = Math.floor((x - EDGE) / at.cell) - at.left;
  const value = high - (y / PLOT) * (high - low);
  return [Math.max(0, Math.min(at.image.columns - 1, sample)), Math.max(low, Math.min(high, value))];
}

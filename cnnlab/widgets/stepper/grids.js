// What the steppers of grids share: the input with its padding, the outputs, and windows that stride over the input.

import { ink, inkText } from "../shared/colour.js";
import { fill, s } from "../shared/dom.js";
import { exact, place } from "../shared/text.js";
import { BLANK, frame, grid, paint, paintNumber, paintSigned } from "./cells.js";
import { slide } from "./clock.js";
import { inputSize } from "./layout.js";
import { paddedAt, placeOf, readersOf, readersWords } from "./window.js";

/** @typedef {import("../types").Cell} Cell */
/** @typedef {import("../types").Point} Point */
/** @typedef {import("../types").OnCell} OnCell */
/** @typedef {import("../types").SteppingState} State */
/** @typedef {import("../types").Stage<State, import("../types").Walk, import("../types").GridLayout>} GridStage */

/**
 * How one kind's grids differ from another's.
 * @typedef {object} Ends
 * @property {SVGGraphicsElement} input - the group of its cells
 * @property {SVGGraphicsElement} output
 * @property {string} outside - what a padding cell shows
 * @property {"output" | "gradient"} colour - of the outputs, in the palette
 * @property {string} joins - what an output does to its window
 * @property {(channel: number, row: number, column: number) => number} value - of an output
 * @property {OnCell} [choose] - when the output on show is chosen; any other is gone to
 * @property {number} [channel] - of the image, the first that is shown
 */

/**
 * A name over a grid, and under it what is to be known of its size.
 * @param {Point} corner
 * @param {string} name
 * @param {string} [size]
 */
export function title({ x, y }, name, size) {
  return [s("text", { x, y: y - 24, class: "cl-title" }, name), s("text", { x, y: y - 9, class: "cl-size" }, size)];
}

/**
 * An arrow to the right.
 * @param {number} x - of its end
 * @param {number} y
 */
export function arrowTo(x, y) {
  return s("path", {
    d: `M${x - 40} ${y}H${x - 2}M${x - 9} ${y - 5}L${x - 2} ${y}L${x - 9} ${y + 5}`,
    class: "cl-arrow",
  });
}

/**
 * The word over an arrow.
 * @param {number} x - of its end
 * @param {number} y
 * @param {string} word
 */
export function arrowWord(x, y, word) {
  return s("text", { x: x - 22, y: y - 12, class: "cl-size", style: "text-anchor:middle" }, word);
}

export class Grids {
  /**
   * @param {GridStage} stage
   * @param {Ends} ends
   */
  constructor(stage, ends) {
    this.stage = stage;
    this.ends = ends;
    const { at, cursor } = stage;
    this.inputs = at.inputs.map((corner) => grid(ends.input, corner, at.padded, at.cell, at.smallest));
    this.outputs = at.outputs.map((corner) => grid(ends.output, corner, at.out, at.cell, at.smallest));
    /** @type {{ element: Element, corner: Point }[]} */
    this.windows = [];
    /** @type {Element[]} */
    this.currents = [];
    cursor.bind(ends.input, this.inputs, {
      point: (...cell) => this.pointInput(...cell),
      choose: (...cell) => this.editInput(...cell),
    });
    cursor.bind(ends.output, this.outputs, {
      point: (...cell) => this.pointOutput(...cell),
      choose: (...cell) => this.chooseOutput(...cell),
    });
  }

  // ---- drawing: once for each walk

  /**
   * @param {number} channel
   * @param {string} name
   */
  inputTitle(channel, name) {
    const { at } = this.stage;
    return title(at.inputs[channel], name, inputSize(at));
  }

  /**
   * A number of the input into a cell; null is padding. What is not read is faint, and so its number is never white.
   * @param {Cell} cell
   * @param {number | null} value
   * @param {boolean} [isRead]
   */
  stamp(cell, value, isRead = true) {
    const { image, signed: both } = this.stage.limits;
    if (value === null) paint(cell, BLANK, this.ends.outside, isRead ? "var(--cl-muted)" : undefined);
    else if (both) paintSigned(cell, value, image);
    else paintNumber(cell, value, ink(value, image), isRead ? inkText(value, image) : undefined);
  }

  /** The numbers of the input. */
  paintInputs() {
    const { at, image } = this.stage;
    this.inputs.forEach(({ cells, columns }, channel) => {
      cells.forEach((cell, index) => {
        const [row, column] = placeOf(index, columns);
        this.stamp(cell, paddedAt(image, at, channel, row, column), this.isRead(row, column));
      });
    });
  }

  /** What padding and cells that no window reads have of their own, whatever their numbers. */
  markInputs() {
    const { svg, at, walk } = this.stage;
    const rows = at.padded.rows - walk.unread[0];
    const columns = at.padded.columns - walk.unread[1];
    for (const input of this.inputs) {
      input.markPadding(at.top, at.left, at.image);
      input.markUnread(rows, columns);
    }
    const cells = this.inputs.flatMap((input) =>
      input.cells.filter((_, k) => !this.isRead(...placeOf(k, at.padded.columns))),
    );
    // A faint grey alone would pass for another grey.
    const strokes = cells.map(({ box: { x, y, width, height } }) => `M${x} ${y + height}l${width} ${-height}`);
    svg.append(s("path", { d: strokes.join(""), class: "cl-unread" }));
  }

  /**
   * @param {number} row
   * @param {number} column
   */
  isRead(row, column) {
    const { at, walk } = this.stage;
    return row < at.padded.rows - walk.unread[0] && column < at.padded.columns - walk.unread[1];
  }

  /** The moving parts: a window on each channel of the input, a frame on each output; and what is pointed at. */
  addFrames() {
    const { svg, at, pointing, cursor } = this.stage;
    for (const corner of at.inputs) this.addWindow(corner, "window");
    pointing.addMarks(svg, at.window);
    this.currents = at.outputs.map(() => svg.appendChild(s("g", {}, ...this.rimmed())));
    cursor.addFrame(svg);
  }

  /** The frame of an output, with a rim that parts it from a cell as dark or as light. */
  rimmed() {
    const { cell } = this.stage.at;
    return [frame(cell, cell, "background", "cl-rim"), frame(cell, cell, this.ends.colour)];
  }

  /**
   * A window that strides with the walk over a grid of the input's shape.
   * @param {Point} corner - of the grid
   * @param {string} colour
   */
  addWindow(corner, colour) {
    const { svg, at, walk } = this.stage;
    const whole = frame(at.window.width, at.window.height, colour);
    const [down, across] = walk.dilation;
    const taps = down * across > 1 ? this.tapFrames(colour) : [];
    const element = svg.appendChild(s("g", { class: "cl-window" }, whole, ...taps));
    this.windows.push({ element, corner });
  }

  /**
   * A thin frame for each cell that a dilated window reads.
   * @param {string} colour
   */
  tapFrames(colour) {
    const { at, walk } = this.stage;
    const frames = [];
    for (let i = 0; i < at.kernel.rows; i++)
      for (let j = 0; j < at.kernel.columns; j++) {
        const corner = { x: j * walk.dilation[1] * at.cell + 1, y: i * walk.dilation[0] * at.cell + 1 };
        frames.push(fill(frame(at.cell - 2, at.cell - 2, colour, "cl-thin"), corner));
      }
    return frames;
  }

  // ---- moving: in each frame

  /** @param {number} position */
  moveTo(position) {
    const { at, walk, glides } = this.stage;
    const [row, column] = placeOf(Math.floor(position), at.out.columns);
    const slid = glides ? slide(position, at.out.columns) : 0;
    const x = (column + slid) * walk.stride[1] * at.cell;
    const y = row * walk.stride[0] * at.cell;
    for (const { element, corner } of this.windows)
      element.setAttribute("transform", `translate(${corner.x + x} ${corner.y + y})`);
    this.currents.forEach((current, channel) => {
      const corner = at.outputs[channel];
      current.setAttribute("transform", `translate(${corner.x + column * at.cell} ${corner.y + row * at.cell})`);
    });
  }

  // ---- pointing and choosing

  /** @type {OnCell} */
  pointInput(channel, row, column) {
    const { at, walk, image, pointing } = this.stage;
    const rows = readersOf(walk, 0, row, at.out.rows, at.kernel.rows);
    const columns = readersOf(walk, 1, column, at.out.columns, at.kernel.columns);
    const outputs = this.outputs[channel] ?? this.outputs[0]; // channels that are summed have one output
    const cells = rows.flatMap((outRow) => columns.map((outColumn) => outputs.cell(outRow, outColumn)));
    const value = paddedAt(image, at, channel, row, column);
    const where = `Input ${place(row - at.top, column - at.left)}`;
    const what = value === null ? "A padding cell, 0" : `${where} = ${exact(value)}`;
    pointing.light(cells, `${what}. ${readersWords(cells.length)}`);
  }

  /** @type {OnCell} */
  pointOutput(channel, row, column) {
    const { at, walk, pointing, step, hidden } = this.stage;
    const index = row * at.out.columns + column;
    const known = index <= step && !hidden(index);
    const value = known ? ` = ${exact(this.ends.value(channel, row, column))}` : "";
    const words = `Output ${place(row, column)}${value} ${this.ends.joins} the dashed window. Choose it to go there.`;
    const x = column * walk.stride[1] * at.cell;
    pointing.showGhost(x, at.inputs[channel].y + row * walk.stride[0] * at.cell, words);
  }

  /** @type {OnCell} */
  editInput(channel, row, column) {
    const { at, image, pointing, edit } = this.stage;
    const place = [channel + (this.ends.channel ?? 0), row - at.top, column - at.left];
    if (paddedAt(image, at, channel, row, column) === null) pointing.say("Padding is always 0.");
    else edit(this.inputs[channel].cell(row, column), "image", place);
  }

  /** @type {OnCell} */
  chooseOutput(channel, row, column) {
    const step = row * this.stage.at.out.columns + column;
    if (step === this.stage.step && this.ends.choose) this.ends.choose(channel, row, column);
    else this.stage.move(step);
  }
}

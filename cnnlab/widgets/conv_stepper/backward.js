// ConvStepper, backward: a number of the output's gradient, times the kernel, is added to the input's gradient; times
// the window, to the kernel's. One channel is shown.

import { s } from "../shared/dom.js";
import { factor, place, show } from "../shared/text.js";
import { BLANK, grid, keyGroup, largest, namedGroup, paint, tellNumbers, write } from "../stepper/cells.js";
import { Grids, title } from "../stepper/grids.js";
import { stepper } from "../stepper/stepper.js";
import { paddedAt, placeOf, unreadWords } from "../stepper/window.js";
import { backwardLayout } from "./layout.js";
import { sumsBack, termsBack } from "./terms.js";
import { backwardWalk, SETTINGS } from "./walk.js";

/** @typedef {import("../types").ConvStepperState} State */
/** @typedef {import("../types").Point} Point */
/** @typedef {ReturnType<typeof backwardLayout>} BackwardLayout */
/** @typedef {import("../types").Stage<State, import("../types").ConvBackwardWalk, BackwardLayout>} ConvStage */

const ADDED_UP = "added up so far";

class ConvBackward {
  advice = "The first number marked ? is the gradient times the first weight.";

  /** @param {ConvStage} stage */
  constructor(stage) {
    this.stage = stage;
    const { svg, at } = stage;
    const output = keyGroup(svg, "Gradient of the feature map");
    const gradient = keyGroup(svg, "Input gradient");
    const input = keyGroup(svg, "Input");
    this.grids = this.gridsIn(input, output);
    this.gradient = grid(gradient, at.gradient, at.padded, at.cell, at.smallest);
    this.kernel = this.smallGrid("Kernel", at.kernelAt);
    this.toInput = this.smallGrid("To input", at.toInput);
    this.window = this.smallGrid("Window", at.windowAt);
    this.toKernel = this.smallGrid("To kernel", at.toKernel);
    this.kernelGradient = this.smallGrid("Kernel gradient", at.kernelGradient);
    this.times = this.addSigns();
    this.addTitles();
    stage.cursor.bind(gradient, [this.gradient], { point: (...cell) => this.grids.pointInput(...cell) });
    this.grids.markInputs();
    this.grids.addFrames();
    this.grids.addWindow(at.gradient, "gradient");
    this.largestWeight = 0;
    this.renew();
  }

  renew() {
    const { weight } = this.stage.walk;
    this.largestWeight = largest(weight);
    write(this.kernel, weight.flat(), this.largestWeight);
    this.grids.paintInputs();
  }

  /**
   * @param {SVGGraphicsElement} input
   * @param {SVGGraphicsElement} output
   */
  gridsIn(input, output) {
    const { channel } = this.stage.walk;
    const value = this.value.bind(this);
    const choose = this.editGradient.bind(this);
    const ends = { input, output, outside: "0", joins: "goes back to", value, choose, channel };
    return new Grids(this.stage, { ...ends, colour: "gradient" });
  }

  /**
   * The cells of a grid of the kernel's shape.
   * @param {string} name
   * @param {Point} corner
   */
  smallGrid(name, corner) {
    const { svg, at, pointing } = this.stage;
    const group = namedGroup(svg, name);
    const made = grid(group, corner, at.kernel, at.small, at.smallest);
    tellNumbers(group, made, name, pointing);
    return made.cells;
  }

  /** The signs between the grids; those that say what is multiplied come back. */
  addSigns() {
    const { svg, at } = this.stage;
    /** @type {(corner: Point, left: number, word: string) => SVGTextElement} */
    const sign = ({ x, y }, left, word) =>
      svg.appendChild(s("text", { x: x - left, y: y + (at.kernel.rows * at.small) / 2, class: "cl-sign" }, word));
    const times = [sign(at.kernelAt, 26, ""), sign(at.windowAt, 26, "")];
    for (const corner of [at.toInput, at.toKernel]) sign(corner, 16, "=");
    for (const corner of [at.gradient, at.kernelGradient]) sign(corner, 24, "→");
    return times;
  }

  addTitles() {
    const { svg, at, walk } = this.stage;
    const size = `${at.kernel.rows} x ${at.kernel.columns}`;
    svg.append(
      ...title(at.outputs[0], "Output gradient", `${at.out.rows} x ${at.out.columns}`),
      ...title(at.kernelAt, "Kernel", size),
      ...title(at.toInput, "To input"),
      ...title(at.gradient, "Input gradient", ADDED_UP),
      ...title(at.windowAt, "Window", size),
      ...title(at.toKernel, "To kernel"),
      ...title(at.kernelGradient, "Kernel gradient", ADDED_UP),
      ...this.grids.inputTitle(0, walk.channels > 1 ? `Input, channel ${walk.channel}` : "Input"),
    );
  }

  /** @type {import("../types").OnCell} */
  editGradient(channel, row, column) {
    const { walk, edit } = this.stage;
    edit(this.grids.outputs[0].cell(row, column), "grad_out", [channel, row, column], [walk.out]);
  }

  /** @type {import("../types").Drawing["value"]} */
  value(_channel, row, column) {
    return this.stage.walk.out[row][column];
  }

  /** @param {number} step */
  paintOutput(step) {
    const { at, walk, limits } = this.stage;
    const [row, column] = placeOf(step, at.out.columns);
    write([this.grids.outputs[0].cell(row, column)], [walk.out[row][column]], limits.out);
  }

  paintStep() {
    const { walk, image, at, limits, step, hidden } = this.stage;
    const hide = hidden(step);
    const terms = termsBack(walk, image, at, step);
    this.paintSums(hide ? step : step + 1);
    terms.forEach(({ seen }, k) => {
      this.grids.stamp(this.window[k], seen);
    });
    const toInput = terms.map(({ grad, weight }) => grad * weight);
    const toKernel = terms.map(({ grad, seen }) => grad * (seen ?? 0));
    write(this.toInput, toInput, limits.out * this.largestWeight, hide);
    write(this.toKernel, toKernel, limits.out * limits.image, hide);
    for (const sign of this.times) sign.textContent = `${show(terms[0].grad, 3)} ×`;
  }

  /** @param {number} steps */
  paintSums(steps) {
    const { walk, image, at } = this.stage;
    const { input, kernel } = sumsBack(walk, image, at, steps);
    const { cells, columns } = this.gradient;
    write(cells, input, largest(walk.grad_input));
    cells.forEach((cell, index) => {
      const isPadding = paddedAt(image, at, 0, ...placeOf(index, columns)) === null;
      if (isPadding) paint(cell, BLANK);
    });
    write(this.kernelGradient, kernel, largest(walk.grad_weight));
  }

  /** @param {number} position */
  moveTo(position) {
    this.grids.moveTo(position);
  }

  words() {
    const { walk, image, at, step } = this.stage;
    const [row, column] = placeOf(step, at.out.columns);
    const terms = termsBack(walk, image, at, step);
    const grad = show(terms[0].grad);
    /** @type {(factors: (number | null)[], all: string) => string} */
    const list = (factors, all) => {
      if (factors.length > 4) return `${grad} times ${all}`;
      return factors.map((value) => `${grad}·${factor(value ?? 0)}`).join(", ");
    };
    const toInput = list(walk.weight.flat(), "each weight");
    const seen = terms.map((term) => term.seen);
    const toKernel = list(seen, "each number of the window");
    const overlap = "Where windows overlap, the input's gradient adds up.";
    return {
      parts: [
        `Output ${place(row, column)} sends back ${grad}: `,
        toInput,
        " to the input, ",
        toKernel,
        " to the kernel.",
      ],
      result: "",
      sub: `Step ${step + 1} of ${at.total}. ${overlap}${unreadWords(walk.unread)}`,
    };
  }
}

/** @type {import("../types").Kind<State, import("../types").ConvBackwardWalk, BackwardLayout>} */
const kind = {
  name: "Convolution stepper, backward",
  picture: "Gradient of the feature map, kernel, input and both their gradients",
  asks: () => "Your prediction for the first number marked ?",
  settings: SETTINGS,
  walk: backwardWalk,
  layout: backwardLayout,
  draw: (stage) => new ConvBackward(stage),
};

export default stepper(kind);

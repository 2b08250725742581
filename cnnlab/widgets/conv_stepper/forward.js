// ConvStepper: input, kernel, products and feature map.

import { s } from "../shared/dom.js";
import { equation, exact, factor, place, show } from "../shared/text.js";
import {
  BLANK,
  grid,
  keyGroup,
  largest,
  namedGroup,
  paint,
  paintSigned,
  tellNumbers,
  write,
} from "../stepper/cells.js";
import { arrowTo, arrowWord, Grids, title } from "../stepper/grids.js";
import { channelName } from "../stepper/layout.js";
import { stepper } from "../stepper/stepper.js";
import { placeOf, unreadWords } from "../stepper/window.js";
import { forwardLayout } from "./layout.js";
import { PRESET } from "./preset.js";
import { termsOf } from "./terms.js";
import { forwardWalk, SETTINGS } from "./walk.js";

/** @typedef {import("../types").ConvStepperState} State */
/** @typedef {ReturnType<typeof forwardLayout>} ForwardLayout */
/** @typedef {import("../types").Stage<State, import("../types").ConvWalk, ForwardLayout>} ConvStage */

class ConvForward {
  advice = "Multiply each number under the window by the weight at its place, and add up.";

  /** @param {ConvStage} stage */
  constructor(stage) {
    this.stage = stage;
    const { svg, at } = stage;
    const input = keyGroup(svg, "Input");
    const kernel = keyGroup(svg, "Kernel");
    const products = namedGroup(svg, "Products");
    const output = keyGroup(svg, "Feature map");
    const value = this.value.bind(this);
    this.grids = new Grids(stage, { input, output, outside: "0", colour: "output", joins: "reads", value });
    this.kernels = at.kernels.map((corner) => grid(kernel, corner, at.kernel, at.small, at.smallest));
    this.products = at.products.map((corner) => grid(products, corner, at.kernel, at.small, at.smallest));
    for (const each of this.products) tellNumbers(products, each, "Product", stage.pointing);
    this.sums = at.products.map((_, channel) => this.nameChannel(channel));
    this.nameOutput();
    stage.cursor.bind(kernel, this.kernels, {
      point: (...cell) => this.pointWeight(...cell),
      choose: (...cell) => this.editWeight(...cell),
    });
    this.grids.markInputs();
    this.grids.addFrames();
    this.largestWeight = 0;
    this.renew();
  }

  renew() {
    const { weight } = this.stage.walk;
    this.largestWeight = largest(weight);
    this.kernels.forEach(({ cells }, channel) => {
      write(cells, weight[channel].flat(), this.largestWeight);
    });
    this.grids.paintInputs();
  }

  /**
   * The names and signs of a channel; what comes back is the place for its sum.
   * @param {number} channel
   */
  nameChannel(channel) {
    const { svg, at } = this.stage;
    const kernel = at.kernels[channel];
    const products = at.products[channel];
    const half = (at.kernel.rows * at.small) / 2;
    const [heading, sum] = title(products, "Products");
    svg.append(
      ...this.grids.inputTitle(channel, channelName("Input", channel, at.channels)),
      ...title(kernel, "Kernel", `${at.kernel.rows} x ${at.kernel.columns}`),
      heading,
      sum,
      s("text", { x: products.x - 17, y: products.y + half, class: "cl-sign" }, "="),
    );
    if (!at.below) svg.append(s("text", { x: kernel.x - 17, y: kernel.y + half, class: "cl-sign" }, "×"));
    return sum;
  }

  nameOutput() {
    const { svg, at } = this.stage;
    const [corner] = at.outputs;
    const end = corner.x - 12;
    const middle = corner.y + (at.out.rows * at.cell) / 2;
    svg.append(
      arrowTo(end, middle),
      arrowWord(end, middle, at.channels > 1 ? "sum all" : "sum"),
      ...title(corner, "Feature map", `${at.out.rows} x ${at.out.columns}`),
    );
  }

  /** @type {import("../types").OnCell} */
  pointWeight(channel, row, column) {
    const { pointing, walk } = this.stage;
    pointing.say(`Weight ${place(row, column)} = ${exact(walk.weight[channel][row][column])}`);
  }

  /** @type {import("../types").OnCell} */
  editWeight(channel, row, column) {
    const { model, at, edit } = this.stage;
    // What is shown turned around is set where it stands in the kernel.
    const own = model.get("flip") ? [at.kernel.rows - 1 - row, at.kernel.columns - 1 - column] : [row, column];
    edit(this.kernels[channel].cell(row, column), "kernel", [model.get("filter"), channel, ...own]);
  }

  /** @type {import("../types").Drawing["value"]} */
  value(_channel, row, column) {
    return this.stage.walk.out[row][column];
  }

  /** @param {number} step */
  paintOutput(step) {
    const { at, walk, limits } = this.stage;
    const [row, column] = placeOf(step, at.out.columns);
    const cell = this.grids.outputs[0].cell(row, column);
    const value = walk.out[row][column];
    if (step > this.stage.step) paint(cell, BLANK);
    else if (this.stage.hidden(step)) paint(cell, BLANK, "?");
    else paintSigned(cell, value, limits.out);
  }

  paintStep() {
    const { walk, image, at, limits, step, hidden } = this.stage;
    const hide = hidden(step);
    const [row, column] = placeOf(step, at.out.columns);
    const limit = limits.image * this.largestWeight;
    termsOf(walk, image, at, step).forEach((terms, channel) => {
      const products = terms.map(({ seen, weight }) => seen * weight);
      write(this.products[channel].cells, products, limit, hide);
      this.sums[channel].textContent = `sum ${hide ? "?" : show(walk.partials[channel][row][column])}`;
    });
  }

  /** @param {number} position */
  moveTo(position) {
    this.grids.moveTo(position);
  }

  words() {
    const { walk, at, step } = this.stage;
    const [row, column] = placeOf(step, at.out.columns);
    const [bias, named] = walk.bias ? [` + ${factor(walk.bias)}`, `, bias ${show(walk.bias)}`] : ["", ""];
    const size = `${at.kernel.rows} x ${at.kernel.columns}`;
    const fit = `The ${size} kernel fits at ${at.out.rows} x ${at.out.columns} positions`;
    const stride = `stride ${walk.stride.join(" x ")}`;
    return {
      ...equation(`Output ${place(row, column)}`, this.work() + bias, show(walk.out[row][column])),
      sub: `Step ${step + 1} of ${at.total}. ${fit}, ${stride}${named}.${unreadWords(walk.unread)}`,
    };
  }

  /** The arithmetic of the step, as far as it fits in a line. */
  work() {
    const { walk, image, at, step } = this.stage;
    const [row, column] = placeOf(step, at.out.columns);
    const cells = at.kernel.rows * at.kernel.columns;
    if (at.channels > 1) return walk.partials.map((map) => factor(map[row][column])).join(" + ");
    if (cells > 9) return `the sum of ${cells} products`;
    const [terms] = termsOf(walk, image, at, step);
    return terms.map(({ seen, weight }) => `${show(seen)}·${factor(weight)}`).join(" + ");
  }
}

/** @type {import("../types").Kind<State, import("../types").ConvWalk, ForwardLayout>} */
const kind = {
  name: "Convolution stepper",
  picture: "Input, kernel, products and feature map",
  asks: () => "Your prediction for the cell marked ?",
  settings: SETTINGS,
  preset: PRESET,
  walk: forwardWalk,
  layout: forwardLayout,
  draw: (stage) => new ConvForward(stage),
};

export default stepper(kind);

// PoolStepper: input, window and output for each channel; the winner of a window is marked.

import { equation, place, show } from "../shared/text.js";
import { BLANK, grid, keyGroup, namedGroup, paint, tellNumbers } from "../stepper/cells.js";
import { arrowTo, arrowWord, Grids, title } from "../stepper/grids.js";
import { channelName } from "../stepper/layout.js";
import { stepper } from "../stepper/stepper.js";
import { placeOf, unreadWords } from "../stepper/window.js";
import { inFirst } from "./asked.js";
import { addCrown, crownCell, winnerOf } from "./crown.js";
import { forwardLayout } from "./layout.js";
import { numbersUnder } from "./shares.js";
import { forwardWalk, SETTINGS } from "./walk.js";

/** @typedef {import("../types").PoolStepperState} State */
/** @typedef {ReturnType<typeof forwardLayout>} ForwardLayout */
/** @typedef {import("../types").Stage<State, import("../types").PoolWalk, ForwardLayout>} PoolStage */

const ADVICE = {
  max: "Look for the largest number in the window.",
  avg: "Add the numbers of the window, and divide by how many they are.",
};

class PoolForward {
  /** @param {PoolStage} stage */
  constructor(stage) {
    this.stage = stage;
    const { svg, at, model } = stage;
    const mode = model.get("mode");
    this.advice = ADVICE[mode];
    this.outside = mode === "max" ? "-inf" : "0";
    this.word = mode === "max" ? "largest" : "mean";
    const input = keyGroup(svg, "Input");
    const window = namedGroup(svg, "Window");
    const output = keyGroup(svg, "Output");
    const value = this.value.bind(this);
    const ends = { input, output, outside: this.outside, joins: "reads", value };
    this.grids = new Grids(stage, { ...ends, colour: "output" });
    this.windows = at.windows.map((corner) => grid(window, corner, at.kernel, at.small, at.smallest));
    for (const each of this.windows) tellNumbers(window, each, "Window", stage.pointing);
    at.outputs.forEach((_, channel) => {
      this.nameChannel(channel);
    });
    this.crowns = at.outputs.map(() => ({ inWindow: addCrown(svg, at.small), onInput: addCrown(svg, at.cell) }));
    this.grids.markInputs();
    this.grids.addFrames();
    this.renew();
  }

  renew() {
    this.grids.paintInputs();
  }

  /** @param {number} channel */
  nameChannel(channel) {
    const { svg, at } = this.stage;
    const window = at.windows[channel];
    const output = at.outputs[channel];
    const middle = output.y + (at.out.rows * at.cell) / 2;
    svg.append(
      ...this.grids.inputTitle(channel, channelName("Input", channel, at.channels)),
      ...title(window, "Window", `${at.kernel.rows} x ${at.kernel.columns}`),
      ...title(output, channelName("Output", channel, at.channels), `${at.out.rows} x ${at.out.columns}`),
      arrowTo(output.x - 14, middle),
      arrowWord(output.x - 14, middle, this.word),
    );
  }

  /** @type {import("../types").Drawing["value"]} */
  value(channel, row, column) {
    return this.stage.walk.out[channel][row][column];
  }

  /** @param {number} step */
  paintOutput(step) {
    const { at, step: stepOnShow, hidden } = this.stage;
    const [row, column] = placeOf(step, at.out.columns);
    this.grids.outputs.forEach((output, channel) => {
      const cell = output.cell(row, column);
      if (step > stepOnShow) paint(cell, BLANK);
      else if (hidden(step)) paint(cell, BLANK, "?");
      else this.grids.stamp(cell, this.value(channel, row, column));
    });
  }

  paintStep() {
    const { walk, image, at, step } = this.stage;
    this.windows.forEach(({ cells }, channel) => {
      numbersUnder(walk, image, at, channel, step).forEach((value, k) => {
        this.grids.stamp(cells[k], value);
      });
      this.crown(channel);
    });
  }

  /** @param {number} channel */
  crown(channel) {
    const { walk, at, step, hidden } = this.stage;
    const winner = hidden(step) ? null : winnerOf(walk, at, channel, step);
    const { inWindow, onInput } = this.crowns[channel];
    crownCell(inWindow, at.windows[channel], at.small, winner?.inWindow);
    crownCell(onInput, at.inputs[channel], at.cell, winner?.onInput);
  }

  /** @param {number} position */
  moveTo(position) {
    this.grids.moveTo(position);
  }

  words() {
    const { walk, at, step } = this.stage;
    const [row, column] = placeOf(step, at.out.columns);
    const values = walk.out.map((map) => show(map[row][column])).join(", ");
    const stride = `Stride ${walk.stride.join(" x ")}.${unreadWords(walk.unread)}`;
    return {
      ...equation(`Output ${place(row, column)}`, `${this.word} of ${this.work()}`, values),
      sub: `Step ${step + 1} of ${at.total}. A window, not a kernel: it has no weights. ${stride}`,
    };
  }

  /** The numbers of the window, as far as they fit in a line. */
  work() {
    const { walk, image, at, step } = this.stage;
    const numbers = numbersUnder(walk, image, at, 0, step);
    if (at.channels > 1) return `${numbers.length} numbers in each channel`;
    if (numbers.length > 9) return `${numbers.length} numbers`;
    return numbers.map((value) => (value === null ? this.outside : show(value))).join(", ");
  }
}

/** @type {import("../types").Kind<State, import("../types").PoolWalk, ForwardLayout>} */
const kind = {
  name: "Pooling stepper",
  picture: "Input, window and pooled output of each channel",
  asks: ({ channels }) => `Your prediction for the cell marked ?${inFirst(channels)}`,
  settings: SETTINGS,
  walk: forwardWalk,
  layout: forwardLayout,
  draw: (stage) => new PoolForward(stage),
};

export default stepper(kind);

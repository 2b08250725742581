// PoolStepper, backward: each gradient goes back to the cell that won, or in equal shares to all.

import { fill } from "../shared/dom.js";
import { place, show } from "../shared/text.js";
import { BLANK, grid, keyGroup, largest, namedGroup, paint, tellNumbers, write } from "../stepper/cells.js";
import { arrowTo, Grids, title } from "../stepper/grids.js";
import { stepper } from "../stepper/stepper.js";
import { paddedAt, placeOf, unreadWords } from "../stepper/window.js";
import { inFirst } from "./asked.js";
import { addCrown, crownCell, winnerOf } from "./crown.js";
import { backwardLayout } from "./layout.js";
import { isTie, numbersUnder, sharesOf, sumsOf } from "./shares.js";
import { backwardWalk, SETTINGS } from "./walk.js";

/** @typedef {import("../types").PoolStepperState} State */
/** @typedef {ReturnType<typeof backwardLayout>} BackwardLayout */
/** @typedef {import("../types").Stage<State, import("../types").PoolBackwardWalk, BackwardLayout>} PoolStage */

class PoolBackward {
  advice = "The largest number of the window gets all, or in a mean each cell an equal share.";

  /** @param {PoolStage} stage */
  constructor(stage) {
    this.stage = stage;
    const { svg, at, model, cursor } = stage;
    this.most = model.get("mode") === "max";
    const input = keyGroup(svg, "Input");
    const gradient = keyGroup(svg, "Input gradient");
    const sent = namedGroup(svg, "Sent back");
    const output = keyGroup(svg, "Gradient of the output");
    this.grids = this.gridsIn(input, output);
    this.gradients = at.gradients.map((corner) => grid(gradient, corner, at.padded, at.cell, at.smallest));
    this.sent = at.sent.map((corner) => grid(sent, corner, at.kernel, at.small, at.smallest));
    for (const each of this.sent) tellNumbers(sent, each, "Sent back", stage.pointing);
    for (const channel of at.outputs.keys()) this.nameChannel(channel);
    cursor.bind(gradient, this.gradients, { point: (...cell) => this.grids.pointInput(...cell) });
    this.crowns = at.outputs.map(() => addCrown(svg, at.cell));
    this.grids.markInputs();
    this.grids.addFrames();
    for (const corner of at.gradients) this.grids.addWindow(corner, "gradient");
    this.renew();
  }

  renew() {
    this.grids.paintInputs();
  }

  /**
   * @param {SVGGraphicsElement} input
   * @param {SVGGraphicsElement} output
   */
  gridsIn(input, output) {
    const value = this.value.bind(this);
    const choose = this.editGradient.bind(this);
    const ends = { input, output, outside: this.most ? "-inf" : "0", joins: "goes back to", value, choose };
    return new Grids(this.stage, { ...ends, colour: "gradient" });
  }

  /** @param {number} channel */
  nameChannel(channel) {
    const { svg, at } = this.stage;
    const sent = at.sent[channel];
    const output = at.outputs[channel];
    const which = at.channels > 1 ? ` ${channel}` : "";
    svg.append(
      ...this.grids.inputTitle(channel, `Input${which}`),
      ...title(at.gradients[channel], `Input gradient${which}`, "added up so far"),
      ...title(sent, "Sent back"),
      ...title(output, "Output gradient", `${at.out.rows} x ${at.out.columns}`),
    );
    this.addArrow(sent, at.kernel.rows * at.small);
    this.addArrow(output, at.out.rows * at.cell);
  }

  /**
   * An arrow to the left, before a grid of some height.
   * @param {import("../types").Point} corner
   * @param {number} height
   */
  addArrow({ x, y }, height) {
    const end = x - 14;
    const middle = y + height / 2;
    const turned = { transform: `rotate(180 ${end - 21} ${middle})` };
    this.stage.svg.append(fill(arrowTo(end, middle), turned));
  }

  /** @type {import("../types").OnCell} */
  editGradient(channel, row, column) {
    const { walk, edit } = this.stage;
    edit(this.grids.outputs[channel].cell(row, column), "grad_out", [channel, row, column], walk.out);
  }

  /** @type {import("../types").Drawing["value"]} */
  value(channel, row, column) {
    return this.stage.walk.out[channel][row][column];
  }

  /** @param {number} step */
  paintOutput(step) {
    const { at, limits } = this.stage;
    const [row, column] = placeOf(step, at.out.columns);
    this.grids.outputs.forEach((output, channel) => {
      write([output.cell(row, column)], [this.value(channel, row, column)], limits.out);
    });
  }

  paintStep() {
    const { walk, at, limits, step, hidden } = this.stage;
    const hide = hidden(step);
    at.outputs.forEach((_, channel) => {
      this.paintSums(channel, hide ? step : step + 1);
      const shares = sharesOf(walk, at, channel, step).map(({ share }) => share);
      write(this.sent[channel].cells, shares, limits.out, hide);
      const winner = hide ? null : winnerOf(walk, at, channel, step);
      crownCell(this.crowns[channel], at.inputs[channel], at.cell, winner?.onInput);
    });
  }

  /**
   * @param {number} channel
   * @param {number} steps
   */
  paintSums(channel, steps) {
    const { walk, image, at } = this.stage;
    const { cells, columns } = this.gradients[channel];
    write(cells, sumsOf(walk, at, channel, steps), largest(walk.grad_input));
    cells.forEach((cell, index) => {
      if (paddedAt(image, at, channel, ...placeOf(index, columns)) === null) paint(cell, BLANK);
    });
  }

  /** @param {number} position */
  moveTo(position) {
    this.grids.moveTo(position);
  }

  words() {
    const { walk, at, step } = this.stage;
    const [row, column] = placeOf(step, at.out.columns);
    const grads = walk.out.map((map) => show(map[row][column])).join(", ");
    const cells = at.kernel.rows * at.kernel.columns;
    const work = this.most ? "all of it to the cell that won" : `${grads} / ${cells} to each of ${cells} cells`;
    return {
      parts: [`Output ${place(row, column)} sends back ${grads}: `, work, "."],
      result: "",
      sub: `Step ${step + 1} of ${at.total}.${this.why()}${unreadWords(walk.unread)}`,
    };
  }

  /** Why that is so, behind a space. */
  why() {
    const { walk, image, at, step, hidden } = this.stage;
    if (hidden(step)) return ""; // it tells the answer
    if (!this.most) return " Each cell counted for its share in the mean.";
    const tie = at.outputs.some((_, channel) => isTie(numbersUnder(walk, image, at, channel, step)));
    if (tie) return " Two of its cells are equally large: the first gets it.";
    return " A small change of the other cells would not change the output: they get 0.";
  }
}

/** @type {import("../types").Kind<State, import("../types").PoolBackwardWalk, BackwardLayout>} */
const kind = {
  name: "Pooling stepper, backward",
  picture: "Gradient of the output, what is sent back, input and its gradient, for each channel",
  asks: ({ channels }) => `Your prediction: what does the window's first cell get${inFirst(channels)}?`,
  settings: SETTINGS,
  walk: backwardWalk,
  layout: backwardLayout,
  draw: (stage) => new PoolBackward(stage),
};

export default stepper(kind);

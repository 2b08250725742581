// TapeStepper: a kernel slides along a drawn signal like a tape, and its output is drawn under it, on the same axis.

import { fill, s } from "../shared/dom.js";
import { equation, exact, fitted, show } from "../shared/text.js";
import { BLANK, frame, keyGroup, largest, namedGroup, paint, tellNumbers, write } from "../stepper/cells.js";
import { slide } from "../stepper/clock.js";
import { stepper } from "../stepper/stepper.js";
import { paddedAt, placesUnder, readersOf, readersWords } from "../stepper/window.js";
import { EDGE, levelOf, ROW, standing, tapeLayout } from "./layout.js";
import { shape, unreadVeil, windowBand } from "./moving.js";
import { addPlot } from "./plot.js";
import { PRESET } from "./preset.js";
import { sketchIn } from "./sketch.js";
import { strip } from "./strip.js";
import { SETTINGS, tapeWalk } from "./walk.js";

/** @typedef {import("../types").TapeStepperState} State */
/** @typedef {import("./layout.js").TapeLayout} TapeLayout */
/** @typedef {import("../types").Stage<State, import("../types").TapeWalk, TapeLayout>} TapeStage */
/** @typedef {import("../types").Cell} Cell */

const SCALE = 5; // characters that have room beside a plot

class Tape {
  advice = "Multiply each number under the window by the weight at its place, and add up.";

  /** @param {TapeStage} stage */
  constructor(stage) {
    this.stage = stage;
    const { svg, at, image } = stage;
    this.signal = image[0][0];
    const area = keyGroup(svg, "Signal", "left and right choose a sample, up and down change it");
    const output = keyGroup(svg, "Output");
    this.samples = this.samplesIn(area);
    this.outputs = this.outputsIn(output);
    const axis = { x: EDGE + (at.left + 0.5) * at.cell, pitch: at.cell, count: at.image.columns };
    this.plotSignal = addPlot(area, "input", at.signalAxis, axis);
    const outAxis = { x: EDGE + at.window.width / 2, pitch: at.output.pitch, count: at.out.columns };
    this.plotOutput = addPlot(output, "output", at.outAxis, outAxis);
    this.tape = s("g");
    const kernel = keyGroup(this.tape, "Kernel");
    this.enlarged = at.roomy ? null : this.rowIn(namedGroup(this.tape, "Samples"), 0);
    this.weights = this.rowIn(kernel, at.roomy ? 0 : 1);
    const products = namedGroup(this.tape, "Products");
    this.products = this.rowIn(products, at.roomy ? 1 : 2);
    tellNumbers(products, this.products, "Product", stage.pointing);
    this.addNames();
    this.bind(output, kernel);
    sketchIn(stage, area, this);
    this.largestWeight = 0;
    this.renew();
    this.moving = this.addMoving();
  }

  renew() {
    const { walk, image } = this.stage;
    this.largestWeight = largest(walk.weight);
    write(this.weights.cells, walk.weight, this.largestWeight);
    this.show(image[0][0]);
  }

  // ---- drawing: once for each walk

  /** @param {Element} area */
  samplesIn(area) {
    const { cell, panel, padded, roomy } = this.stage.at;
    return strip(area, padded.columns, { x: EDGE, y: 0, pitch: cell, width: cell, height: panel, legible: roomy });
  }

  /** @param {Element} group */
  outputsIn(group) {
    const { output, panel, out, roomy } = this.stage.at;
    return strip(group, out.columns, { ...output, height: panel, legible: roomy });
  }

  /**
   * A row of the tape.
   * @param {Element} parent
   * @param {number} index
   */
  rowIn(parent, index) {
    const { tape, kernel, legible } = this.stage.at;
    const y = tape.y + index * ROW;
    const look = { x: 0, y, pitch: tape.pitch, width: tape.cell, height: ROW, legible, line: 1 };
    return strip(parent, kernel.columns, look);
  }

  /** Names and scales, left of the edge. */
  addNames() {
    const { svg, at, walk } = this.stage;
    /** @type {(y: number, name: string) => void} */
    const name = (y, words) => svg.append(s("text", { x: 0, y, class: "cl-title" }, words));
    name(10, "Signal");
    name(at.output.y + 10, "Output");
    const rows = at.roomy ? ["Kernel", "Products"] : ["Samples", "Kernel", "Products"];
    rows.forEach((words, index) => {
      name(at.tape.y + (index + 0.5) * ROW, words);
    });
    this.addScale(at.signalAxis, this.signal);
    this.addScale(at.outAxis, walk.out[0]);
  }

  /**
   * Zero, the largest and the smallest value beside a plot; what would lie on the zero is left out.
   * @param {import("./layout.js").Axis} axis
   * @param {number[]} values
   */
  addScale(axis, values) {
    const zero = levelOf(axis, 0);
    for (const value of [0, Math.max(...values), Math.min(...values)]) {
      const y = levelOf(axis, value);
      const look = { x: EDGE - 8, y, class: "cl-size", style: "text-anchor:end" };
      if (value === 0 || Math.abs(y - zero) > 14) this.stage.svg.append(s("text", look, fitted(value, SCALE)));
    }
  }

  /**
   * @param {Element} output
   * @param {Element} kernel
   */
  bind(output, kernel) {
    const { svg, cursor, move } = this.stage;
    cursor.bind(output, [this.outputs], {
      point: (_channel, _row, step) => this.pointOutput(step),
      choose: (_channel, _row, step) => move(step),
      over: svg,
    });
    cursor.bind(kernel, [this.weights], {
      point: (_channel, _row, index) => this.pointWeight(index),
      choose: (_channel, _row, index) => this.editWeight(index),
      over: kernel,
    });
  }

  /**
   * Show a signal, also while it is drawn.
   * @param {number[]} signal
   */
  show(signal) {
    this.signal = signal;
    this.plotSignal(signal);
    this.samples.cells.forEach((cell, place) => {
      const value = this.sampleAt(place);
      this.label(cell, value === null ? BLANK : "var(--cl-cell)", value ?? 0);
    });
  }

  /**
   * A sample of the padded signal; null is padding.
   * @param {number} place
   */
  sampleAt(place) {
    return paddedAt([[this.signal]], this.stage.at, 0, this.stage.at.top, place);
  }

  /**
   * A cell and its number, in one size for all.
   * @param {Cell} cell
   * @param {string} colour
   * @param {number | null} value - null where it is not to be seen
   */
  label(cell, colour, value) {
    const { widest } = this.stage.walk;
    paint(cell, colour, value === null ? "" : fitted(value, widest), undefined, widest);
  }

  /** What moves: the window on the signal, the tape under it, and what joins them; and the frames over all. */
  addMoving() {
    const { svg, at, walk, pointing, cursor } = this.stage;
    svg.append(unreadVeil(at, walk));
    const link = svg.appendChild(shape("path", { fill: "var(--cl-window)", opacity: 0.12 }));
    const band = svg.appendChild(windowBand(at, walk));
    const sum = svg.appendChild(s("path", { class: "cl-arrow" }));
    svg.append(this.tape);
    const width = Math.max(14, at.output.width);
    const around = fill(frame(width, at.panel, "output", "cl-thin"), { x: -width / 2, y: at.output.y });
    const mark = s("text", { y: at.output.y + 60 }, "?");
    const current = svg.appendChild(s("g", {}, around, mark));
    pointing.addMarks(svg, at.window);
    cursor.addFrame(svg);
    return { link, band, sum, current, mark };
  }

  // ---- one step

  /** @type {import("../types").Drawing["value"]} */
  value(_channel, _row, column) {
    return this.stage.walk.out[0][column];
  }

  /**
   * Whether an output may be seen.
   * @param {number} step
   */
  isKnown(step) {
    return step <= this.stage.step && !this.stage.hidden(step);
  }

  /** @param {number} step */
  paintOutput(step) {
    const value = this.isKnown(step) ? this.stage.walk.out[0][step] : null;
    this.label(this.outputs.cell(0, step), "var(--cl-cell)", value);
  }

  paintStep() {
    const { at, walk, limits, step, hidden } = this.stage;
    const hide = hidden(step);
    const seen = placesUnder(walk, at, step).map(({ column }) => this.sampleAt(column) ?? 0);
    const products = seen.map((sample, k) => sample * walk.weight[k]);
    if (this.enlarged) write(this.enlarged.cells, seen, 0);
    write(this.products.cells, products, limits.image * this.largestWeight, hide);
    this.plotOutput(walk.out[0].map((value, k) => (this.isKnown(k) ? value : null)));
    const middle = EDGE + at.window.width / 2 + step * at.output.pitch;
    this.moving.current.setAttribute("transform", `translate(${middle} 0)`);
    this.moving.mark.style.display = hide ? "" : "none";
  }

  /** @param {number} position */
  moveTo(position) {
    const { at, glides } = this.stage;
    const { band, link, sum } = this.moving;
    const step = Math.floor(position);
    const { window, tape } = standing(at, step + (glides ? slide(position, at.out.columns) : 0));
    const { y, width } = at.tape;
    const above = at.output.y;
    band.setAttribute("transform", `translate(${window} 0)`);
    this.tape.setAttribute("transform", `translate(${tape} 0)`);
    link.setAttribute("d", `M${window} ${at.panel}h${at.window.width}L${tape + width} ${y}h${-width}z`);
    sum.setAttribute("d", `M${tape + width / 2} ${above - 28}L${window + at.window.width / 2} ${above - 2}`);
  }

  words() {
    const { at, walk, step } = this.stage;
    return {
      ...equation(`Output ${step}`, walk.works[step], show(walk.out[0][step])),
      sub: `Step ${step + 1} of ${at.total}. ${walk.about}`,
    };
  }

  // ---- pointing and editing

  /** @param {number} place - of the padded signal */
  point(place) {
    const { at, walk, pointing } = this.stage;
    const readers = readersOf(walk, 1, place, at.out.columns, at.kernel.columns);
    const cells = readers.map((step) => this.outputs.cell(0, step));
    const value = this.sampleAt(place);
    const what = value === null ? "A padding zero" : `Sample ${place - at.left} = ${exact(value)}`;
    pointing.light(cells, `${what}. ${readersWords(cells.length)}`);
  }

  /** @param {number} step */
  pointOutput(step) {
    const value = this.isKnown(step) ? ` = ${exact(this.stage.walk.out[0][step])}` : "";
    const words = `Output ${step}${value} reads the dashed window. Choose it to go there.`;
    this.stage.pointing.showGhost(EDGE + step * this.stage.at.output.pitch, 0, words);
  }

  /** @param {number} index */
  pointWeight(index) {
    this.stage.pointing.say(`Weight ${index} = ${exact(this.stage.walk.weight[index])}`);
  }

  /** @param {number} index */
  editWeight(index) {
    const { model, at, edit } = this.stage;
    const own = model.get("flip") ? at.kernel.columns - 1 - index : index;
    edit(this.weights.cell(0, index), "kernel", [own]);
  }
}

/** @type {import("../types").Kind<State, import("../types").TapeWalk, TapeLayout>} */
const kind = {
  name: "Tape stepper",
  picture: "Signal, kernel, products and output",
  ready: "Draw on the signal, choose a weight to change it, or point at a sample to see what reads it.",
  asks: () => "Your prediction for the output marked ?",
  settings: SETTINGS,
  preset: PRESET,
  walk: tapeWalk,
  layout: tapeLayout,
  draw: (stage) => new Tape(stage),
};

export default stepper(kind);

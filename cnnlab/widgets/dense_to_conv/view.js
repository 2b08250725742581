// DenseToConv. Python made the kernel, the counts and the maps; the page makes the matrix from them.

import { h, liveRegion } from "../shared/dom.js";
import { listen, together } from "../shared/model.js";
import { drawingRoom, onDrawingRoom } from "../shared/room.js";
import { onTheme } from "../shared/theme.js";
import { Figures } from "./figures.js";
import { Matrix, STOPS } from "./matrix.js";
import { positionAt } from "./morph.js";
import { Painter } from "./painter.js";
import { keyed, keyedPixel } from "./panel.js";
import { Stops } from "./stops.js";
import { READY, weightWords } from "./words.js";

/** @typedef {import("../types").DenseToConvState} State */
/** @typedef {import("../types").Model<State>} Model */

class DenseToConv {
  /**
   * @param {Model} model
   * @param {HTMLElement} element
   */
  constructor(model, element) {
    this.model = model;
    this.matrix = new Matrix({
      side: model.get("side"),
      out: model.get("out"),
      kernel: model.get("kernel"),
      free: model.get("free"),
    });
    this.stops = new Stops(model);
    this.about = h("p", { class: "cl-about", role: "status" });
    this.said = h("p", { class: "cl-say" });
    this.live = liveRegion();
    this.frame = 0; // the one that is asked for next
    this.stage = h("div");
    this.root = h(
      "div",
      { class: "cnnlab cl-dense", role: "group", "aria-label": "From dense to convolution" },
      this.stops.root,
      this.about,
      this.stage,
      h("p", { class: "cl-hint" }, READY),
      this.live,
    );
    element.append(this.root);
    this.figures = this.makeFigures();
    this.painter = new Painter(model, this.matrix, this.figures);
    this.end = this.follow();
    this.showStop();
  }

  /** Matrix and pictures for the room that there is. */
  makeFigures() {
    const withImage = this.model.get("image").length > 0;
    const figures = new Figures(this.matrix, withImage, this.acts(), drawingRoom(this.stage));
    this.stage.replaceChildren(figures.matrices(), this.said, figures.pictures());
    return figures;
  }

  layOut() {
    this.figures = this.makeFigures();
    this.painter.figures = this.figures;
    this.painter.paint();
    this.showWeight();
  }

  follow() {
    const recolour = () => this.painter.recolour(this.root);
    const size = new ResizeObserver(recolour); // tells of sizes, and so when the widget comes to the page
    size.observe(this.root);
    return together(
      listen(this.model, ["stop"], () => this.turn()),
      listen(this.model, ["row", "column"], () => this.showWeight()),
      onTheme(this.root, recolour),
      onDrawingRoom(this.stage, () => this.layOut()),
      () => size.disconnect(),
      () => cancelAnimationFrame(this.frame),
    );
  }

  // ---- the stops

  turn() {
    cancelAnimationFrame(this.frame);
    const from = this.painter.position;
    const to = STOPS.indexOf(this.model.get("stop"));
    this.showStop();
    if (from === to || matchMedia("(prefers-reduced-motion: reduce)").matches) this.arrive(to);
    else this.frame = requestAnimationFrame((start) => this.move(from, to, start, start));
  }

  /**
   * @param {number} from
   * @param {number} to
   * @param {number} start - milliseconds
   * @param {number} now
   */
  move(from, to, start, now) {
    const position = positionAt(from, to, now - start);
    this.arrive(position);
    if (position !== to) this.frame = requestAnimationFrame((later) => this.move(from, to, start, later));
  }

  /** @param {number} position */
  arrive(position) {
    this.painter.position = position;
    this.painter.paint();
  }

  showStop() {
    const stop = this.model.get("stop");
    this.stops.show(stop);
    this.about.textContent = this.model.get("about")[stop];
    this.showWeight();
  }

  showWeight() {
    const { model } = this;
    const stop = model.get("stop");
    const row = model.get("row");
    const column = model.get("column");
    this.said.textContent = weightWords(this.matrix, stop, row, column);
    this.figures.show(stop, row, column, model.get("maps")[stop]);
    this.painter.paintParts();
  }

  // ---- picking a weight, or a pixel

  /** @returns {import("./figures.js").Acts} */
  acts() {
    const { side, out } = this.matrix;
    return {
      matrix: {
        pick: (row, column) => this.pick(row, column),
        press: (event) => this.pressMatrix(event),
      },
      input: {
        pick: (row, column) => this.pick(this.model.get("row"), row * side + column),
        press: (event) => this.pressInput(event),
      },
      output: {
        pick: (row, column) => this.pickOutput(row * out + column),
        press: (event) => this.pressOutput(event),
      },
    };
  }

  /**
   * @param {number} row
   * @param {number} column
   */
  pick(row, column) {
    this.model.set("row", row);
    this.model.set("column", column);
    this.model.save_changes();
  }

  /**
   * Once the rows are alike in shape, another output pixel is shown with the same place in its window.
   * @param {number} row - the output pixel's, in the matrix
   */
  pickOutput(row) {
    const { model, matrix } = this;
    const column = model.get("column");
    const tap = model.get("stop") === "dense" ? null : matrix.tap(model.get("row"), column);
    this.pick(row, tap ? matrix.columnOf(row, tap) : column);
  }

  /** @param {KeyboardEvent} event */
  pressMatrix(event) {
    const { out, side } = this.matrix;
    const to = keyed(event, [this.model.get("row"), this.model.get("column")], this.matrix, [out, side]);
    if (!to) return;
    this.pick(...to);
    this.readOut();
  }

  /** @param {KeyboardEvent} event */
  pressInput(event) {
    const column = keyedPixel(event, this.model.get("column"), this.matrix.side);
    if (column === null) return;
    this.pick(this.model.get("row"), column);
    this.readOut();
  }

  /** @param {KeyboardEvent} event */
  pressOutput(event) {
    const row = keyedPixel(event, this.model.get("row"), this.matrix.out);
    if (row === null) return;
    this.pickOutput(row);
    this.readOut();
  }

  /** What a pointer shows is seen; what a key leads to is read out, too. */
  readOut() {
    this.live.textContent = this.said.textContent;
  }
}

export default {
  /** @param {{model: Model, el: HTMLElement}} page */
  render({ model, el }) {
    return new DenseToConv(model, el).end;
  },
};

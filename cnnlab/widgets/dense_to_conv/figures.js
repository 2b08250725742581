// The panels of the widget: the matrix, where it is large an enlarged part of it, and the pictures that it joins.

import { h, s } from "../shared/dom.js";
import { count, place } from "../shared/text.js";
import { scrolled, sizesOf } from "./layout.js";
import { hairlines, mateBoxes, mateLines, outline, pickMarks } from "./marks.js";
import { pixelAt } from "./matrix.js";
import { Figure, Panel } from "./panel.js";
import { lensWords, outputWords } from "./words.js";

/** @typedef {import("./matrix.js").Matrix} Matrix */
/** @typedef {import("../types").Stop} Stop */
/** @typedef {(row: number, column: number) => void} Pick */
/** @typedef {(event: KeyboardEvent) => void} Press */
/** What a pointer and what a key do on the matrix, on a picture of the input, and on the output. */
/** @typedef {Record<"matrix" | "input" | "output", {pick: Pick, press: Press}>} Acts */

export class Figures {
  /**
   * @param {Matrix} matrix
   * @param {boolean} withImage
   * @param {Acts} acts
   * @param {number} room
   */
  constructor(matrix, withImage, acts, room) {
    this.matrix = matrix;
    this.acts = acts;
    this.sizes = sizesOf(matrix, room);
    this.lens = { top: 0, left: 0 }; // where the enlarged part begins
    this.whole = this.makeWhole();
    this.enlarged = this.sizes.whole ? null : this.makeEnlarged();
    this.image = withImage ? this.makeImage() : null;
    this.row = this.makeRow();
    this.output = this.makeOutput();
  }

  makeWhole() {
    const { rows, columns } = this.matrix;
    const label = `Matrix, ${rows} x ${columns}: arrow keys choose a weight`;
    const panel = new Panel({ rows, columns, cell: this.sizes.cell, label, ...this.acts.matrix });
    const words = "a row for each output pixel, a column for each input pixel";
    return new Figure(panel, 900, `Matrix of ${count(rows)} x ${count(columns)}`, words);
  }

  makeEnlarged() {
    const { pick, press } = this.acts.matrix;
    const panel = new Panel({
      ...this.sizes.lens,
      cell: 20,
      label: "Enlarged part of the matrix: arrow keys choose a weight",
      pick: (row, column) => pick(this.lens.top + row, this.lens.left + column),
      press,
    });
    return new Figure(panel, 420, "Enlarged");
  }

  makeImage() {
    const { side } = this.matrix;
    return this.inputFigure("Input pixels: arrow keys choose one", `Input ${side} x ${side}`, "the image");
  }

  makeRow() {
    return this.inputFigure("The row as a picture of input pixels: arrow keys choose one");
  }

  makeOutput() {
    const { out } = this.matrix;
    const label = "Output pixels: arrow keys choose one, and with it a row of the matrix";
    const panel = new Panel({ rows: out, columns: out, cell: this.sizes.pixel, label, ...this.acts.output });
    return new Figure(panel, this.widest(out), `Output ${out} x ${out}`);
  }

  /**
   * @param {string} label
   * @param {string} [name]
   * @param {string} [words]
   */
  inputFigure(label, name, words) {
    const { side } = this.matrix;
    const panel = new Panel({ rows: side, columns: side, cell: this.sizes.pixel, label, ...this.acts.input });
    return new Figure(panel, this.widest(side), name, words);
  }

  /** @param {number} columns - of a picture */
  widest(columns) {
    return columns * this.sizes.pixel * 1.2;
  }

  matrices() {
    const root = h("div", { class: `cl-matrices${this.enlarged ? "" : " cl-whole"}` }, this.whole.root);
    if (this.enlarged) root.append(this.enlarged.root);
    return root;
  }

  /** Image times row, summed, is an output pixel. */
  pictures() {
    const arrow = s("svg", { viewBox: "0 0 38 12", width: 38, height: 12, "aria-hidden": "true" });
    arrow.append(s("path", { d: "M0 6H36M29 1L36 6L29 11" }));
    const sum = h("div", { class: "cl-between" }, "sum", arrow);
    const root = h("div", { class: "cl-pictures" }, this.row.root, sum, this.output.root);
    if (this.image) root.prepend(this.image.root, h("div", { class: "cl-between" }, "times"));
    return root;
  }

  /**
   * Captions and marks for the weight that is picked.
   * @param {Stop} stop
   * @param {number} row
   * @param {number} column
   * @param {number[][] | undefined} map
   */
  show(stop, row, column, map) {
    const output = pixelAt(row, this.matrix.out);
    this.row.name.textContent = `Row ${row} as a picture`;
    this.row.words.textContent = `what output ${place(...output)} reads`;
    this.output.words.textContent = outputWords(output, map);
    const mates = stop === "tied" ? this.matrix.mates(row, column) : [];
    if (this.enlarged) this.showEnlarged(this.enlarged, row, column, mates);
    else this.whole.panel.mark(pickMarks(this.matrix, row, column, mateBoxes(mates, this.lens, this.matrix)));
    this.markPictures(stop, row, column);
  }

  /**
   * @param {Figure} enlarged
   * @param {number} row
   * @param {number} column
   * @param {number[]} mates
   */
  showEnlarged(enlarged, row, column, mates) {
    const { matrix } = this;
    const size = this.sizes.lens;
    const top = scrolled(this.lens.top, row, size.rows, matrix.rows);
    const left = scrolled(this.lens.left, column, size.columns, matrix.columns);
    this.lens = { top, left };
    enlarged.words.textContent = lensWords(this.lens, size);
    enlarged.panel.mark(pickMarks(size, row - top, column - left, mateBoxes(mates, this.lens, size)));
    const seen = { path: outline(top, left, size.rows, size.columns), colour: "text" };
    this.whole.panel.mark([...hairlines(matrix, row, column), ...mateLines(mates, matrix.out), seen]);
  }

  /**
   * @param {Stop} stop
   * @param {number} row
   * @param {number} column
   */
  markPictures(stop, row, column) {
    const { side, out, size } = this.matrix;
    const output = pixelAt(row, out);
    const window = stop === "dense" ? outline(0, 0, side, side) : outline(...output, size, size);
    const marks = [
      { path: window, colour: "window" },
      { path: outline(...pixelAt(column, side)), colour: "highlight" },
    ];
    this.image?.panel.mark(marks);
    this.row.panel.mark(marks);
    this.output.panel.mark([{ path: outline(...output), colour: "output" }]);
  }
}

// One map enlarged, with the numbers marked that matter.

import { minuses } from "../shared/colour.js";
import { h, s } from "../shared/dom.js";
import { cellAt, onPress } from "../shared/pixels.js";
import { boxOf, runs } from "./geometry.js";
import { frames } from "./marks.js";
import { span } from "./words.js";

/** @typedef {import("./regions.js").Region} Region */

const MOST_MARKED = 28; // columns up to which a minus in a number is seen

export class Loupe {
  /** @param {(row: number, column: number) => void} pick */
  constructor(pick) {
    this.canvas = h("canvas", { role: "img" });
    this.minus = s("path", { class: "cl-minus" });
    this.marks = s("svg", { preserveAspectRatio: "none" });
    this.words = h("figcaption");
    this.root = h("figure", {}, this.words, h("div", { class: "cl-cells" }, this.canvas, this.marks));
    onPress(this.canvas, (event) => pick(...cellAt(event, this.canvas, this.canvas.height, this.canvas.width)));
  }

  /**
   * @param {number[]} shape - of the layer whose map it is
   * @param {Region} region
   * @param {string} colour
   * @param {string} words
   */
  mark([, height, width], region, colour, words) {
    if ("units" in region) return; // only maps are enlarged
    const { rows, columns } = region;
    const boxes = runs(rows).flatMap((run) => runs(columns).map((other) => boxOf(run, other)));
    this.words.textContent = words;
    this.canvas.setAttribute("aria-label", `${words}: ${span(rows, "row")}, ${span(columns, "column")} marked`);
    this.marks.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.marks.replaceChildren(this.minus, ...frames(boxes, colour));
  }

  /**
   * A minus in each number below zero, of a map that is small enough to see them.
   * @param {ArrayLike<number>} numbers
   * @param {number} columns
   * @param {number} limit
   */
  markSigns(numbers, columns, limit) {
    this.minus.setAttribute("d", columns > MOST_MARKED ? "" : minuses(numbers, columns, limit));
  }
}

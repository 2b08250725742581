// One image whose pixels fly: a canvas, and marks over it.

import { h, s } from "../shared/dom.js";
import { cellAt } from "../shared/pixels.js";
import { marksOf } from "./shuffle.js";

const CELL = 8; // canvas units of one pixel of an image

/** @typedef {[source: number, ink: number]} Pixel - its own place, and how black it is, 0 to 1 */

/**
 * @typedef {object} Pointing
 * @property {(place: number) => void} point - the pointer is on the pixel that lies there now
 * @property {() => void} keep
 * @property {() => void} rest
 * @property {() => void} focus - the keyboard has come here
 * @property {(event: KeyboardEvent) => void} key
 */

export class Paper {
  /**
   * @param {number[]} pixels - 0 to 255, row by row
   * @param {[rows: number, columns: number]} size
   * @param {string} label
   * @param {Pointing} pointing
   */
  constructor(pixels, [rows, columns], label, pointing) {
    this.rows = rows;
    this.columns = columns;
    const inks = pixels.map((value, source) => /** @type {Pixel} */ ([source, value / 255]));
    this.pixels = inks.filter(([, ink]) => ink > 0);
    this.canvas = h("canvas", {
      width: columns * CELL,
      height: rows * CELL,
      role: "application",
      tabindex: -1,
      "aria-label": label,
    });
    this.marks = s("svg", { viewBox: `0 0 ${columns} ${rows}`, "aria-hidden": "true" });
    this.root = h("div", { class: "cl-paper" }, this.canvas, this.marks);
    this.bind(pointing);
  }

  /** @param {Pointing} pointing */
  bind({ point, keep, rest, focus, key }) {
    const { canvas } = this;
    const pointAt = (/** @type {MouseEvent} */ event) => {
      const [row, column] = cellAt(event, canvas, this.rows, this.columns);
      point(row * this.columns + column);
    };
    canvas.addEventListener("pointermove", pointAt);
    canvas.addEventListener("click", (event) => {
      pointAt(event);
      keep();
    });
    canvas.addEventListener("pointerleave", rest);
    canvas.addEventListener("focus", () => canvas.matches(":focus-visible") && focus());
    canvas.addEventListener("blur", rest);
    canvas.addEventListener("keydown", key);
  }

  /**
   * Every pixel on a part of its way, 0 to 1, from one place to another.
   * @param {Int16Array} from
   * @param {Int16Array} to
   * @param {number} part
   */
  paint(from, to, part) {
    const pen = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d"));
    const { columns } = this;
    pen.globalAlpha = 1;
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, this.canvas.width, this.canvas.height);
    pen.fillStyle = "#000";
    for (const [source, ink] of this.pixels) {
      const start = from[source];
      const end = to[source];
      const column = (start % columns) * (1 - part) + (end % columns) * part;
      const row = Math.floor(start / columns) * (1 - part) + Math.floor(end / columns) * part;
      pen.globalAlpha = ink;
      pen.fillRect(column * CELL, row * CELL, CELL, CELL);
    }
  }

  /**
   * Mark a pixel; each mark lies over a white rim.
   * @param {number} own
   * @param {number} present
   */
  mark(own, present) {
    const marks = marksOf(own, present, this.columns);
    this.marks.replaceChildren(
      ...marks.map(({ tag, shape }) => s(tag, shape)),
      ...marks.map(({ tag, shape, name }) => s(tag, { ...shape, class: `cl-mark cl-${name}` })),
    );
  }

  clear() {
    this.marks.replaceChildren();
  }
}

// A picture of a grid of numbers, a pixel for each on a canvas, with marks over it in units of its cells.

import { h, s } from "../shared/dom.js";
import { cellAt, paintPixels } from "../shared/pixels.js";

/** @typedef {import("../types").Grid} Grid */
/** @typedef {{ class: string, d: string }} Mark */

export class Panel {
  /**
   * @param {string} title
   * @param {import("../types").Attributes} name - of the canvas, and whether it can have the focus
   */
  constructor(title, name) {
    this.title = title;
    this.rows = 0;
    this.columns = 0;
    this.canvas = h("canvas", name);
    this.marks = s("svg", { "aria-hidden": "true", preserveAspectRatio: "none" });
    this.heading = h("div", { class: "cl-heading" });
    this.change = h("p", { class: "cl-sub" });
    const paper = h("div", { class: "cl-paper" }, this.canvas, this.marks);
    this.root = h("div", {}, this.heading, paper, this.change);
  }

  /**
   * @param {Grid} grid
   * @param {(value: number) => ArrayLike<number>} colour
   */
  paint(grid, colour) {
    const [rows, columns] = [grid.length, grid[0].length];
    if (rows !== this.rows || columns !== this.columns) {
      this.rows = rows;
      this.columns = columns;
      this.heading.textContent = `${this.title} ${rows} x ${columns}`;
      this.canvas.style.aspectRatio = `${columns} / ${rows}`;
      this.marks.setAttribute("viewBox", `0 0 ${columns} ${rows}`);
    }
    paintPixels(this.canvas, rows, columns, (n) => colour(grid[Math.floor(n / columns)][n % columns]));
  }

  /**
   * Mark cells; each mark lies over a rim that keeps it apart from any colour.
   * @param {Mark[]} marks
   */
  mark(marks) {
    const drawn = marks.filter(({ d }) => d);
    this.marks.replaceChildren(
      ...drawn.map(({ d }) => s("path", { class: "cl-rim", d })),
      ...drawn.map((mark) => s("path", { ...mark, class: `cl-mark ${mark.class}` })),
    );
  }

  /**
   * The cell under the pointer.
   * @param {PointerEvent | MouseEvent} event
   */
  cellAt(event) {
    return cellAt(event, this.canvas, this.rows, this.columns);
  }
}

/**
 * A frame around cells, as a path.
 * @param {number} top
 * @param {number} left
 * @param {number} rows
 * @param {number} columns
 */
export function box(top, left, rows, columns) {
  return `M${left} ${top}h${columns}v${rows}h${-columns}z`;
}

/**
 * The part of a frame of so many cells that was in it before a shift, where it is now.
 * @param {Grid} grid
 * @param {import("../types").Pair} shift
 */
export function cameAlong(grid, [down, right]) {
  const [rows, columns] = [grid.length - Math.abs(down), grid[0].length - Math.abs(right)];
  if ((!down && !right) || rows <= 0 || columns <= 0) return "";
  return box(Math.max(0, down), Math.max(0, right), rows, columns);
}

/**
 * In each cell that is so, a sign: = where it stayed, / where it changed.
 * @param {Grid} grid
 * @param {"=" | "/"} sign
 * @param {(row: number, column: number) => boolean} isSo
 */
export function signs(grid, sign, isSo) {
  const shape = sign === "=" ? "m-.22 -.1h.44m-.44 .2h.44" : "m-.25 .25l.5 -.5";
  return grid
    .flatMap((values, row) =>
      values.map((_, column) => (isSo(row, column) ? `M${column + 0.5} ${row + 0.5}${shape}` : "")),
    )
    .join("");
}

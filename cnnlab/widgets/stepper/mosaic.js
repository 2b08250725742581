// A grid of cells that are too small for a number. Of each colour it is one path: with an element for each cell, and
// there may be thousands, a page would take longer than a frame to draw it.

import { minus } from "../shared/colour.js";
import { s } from "../shared/dom.js";

/** @typedef {import("../types").Point} Point */
/** @typedef {import("../types").Size} Size */
/** @typedef {import("../types").PaddedGrid} PaddedGrid */

const MARKED = 5; // the side of a cell from which on a minus in it is seen
const THIN = 0.3;

class Tile {
  text = null;
  most = 0;
  /** @type {number | null} */
  value = null;
  look = { colour: "", label: "", ink: "", letters: 0 };
  isMarked = false;

  /**
   * @param {Mosaic} mosaic
   * @param {number} x
   * @param {number} y
   */
  constructor(mosaic, x, y) {
    this.mosaic = mosaic;
    this.box = { x, y, width: mosaic.side, height: mosaic.side };
    this.group = mosaic.group;
  }

  /** @param {string} colour */
  fill(colour) {
    this.mosaic.change(this.look.colour, colour);
  }

  /** @param {boolean} isNegative */
  mark(isNegative) {
    this.isMarked = isNegative;
    this.mosaic.drawSoon();
  }
}

/** @implements {PaddedGrid} */
export class Mosaic {
  /**
   * @param {SVGGraphicsElement} group - of the drawing
   * @param {Point} corner
   * @param {Size} shape
   * @param {number} side - of a cell
   */
  constructor(group, corner, { rows, columns }, side) {
    this.group = group;
    this.corner = corner;
    this.rows = rows;
    this.columns = columns;
    this.side = side;
    this.cells = Array.from({ length: rows * columns }, (_, index) => {
      const [x, y] = this.placeAt(Math.floor(index / columns), index % columns);
      return new Tile(this, x, y);
    });
    this.ground = s("g");
    this.faint = s("path", { fill: "var(--cl-background)", opacity: 0.65 });
    this.dashes = s("path", { class: "cl-lines", "stroke-width": THIN, "stroke-dasharray": "2 2" });
    this.lines = s("path", { class: "cl-lines", "stroke-width": THIN, d: this.linesOf({ rows, columns }) });
    this.minuses = s("path", { class: "cl-minus" });
    const whole = { ...corner, width: columns * side, height: rows * side };
    const touched = s("rect", { ...whole, fill: "none", "pointer-events": "all" });
    group.append(this.ground, this.faint, this.dashes, this.lines, this.minuses, touched);
    /** @type {Map<string, SVGPathElement>} */
    this.paths = new Map(); // by their colour
    /** @type {Set<string>} */
    this.changed = new Set(); // colours of which some cell came or went
    this.isDue = false;
  }

  /**
   * Where a cell begins.
   * @param {number} row
   * @param {number} column
   */
  placeAt(row, column) {
    return [this.corner.x + column * this.side, this.corner.y + row * this.side];
  }

  /**
   * @param {number} row
   * @param {number} column
   */
  cell(row, column) {
    return this.cells[row * this.columns + column];
  }

  /** @param {Pick<MouseEvent, "clientX" | "clientY">} event */
  indexOf({ clientX, clientY }) {
    const toPage = this.group.getScreenCTM();
    if (!toPage) return undefined;
    const { x, y } = new DOMPoint(clientX, clientY).matrixTransform(toPage.inverse());
    const row = Math.floor((y - this.corner.y) / this.side);
    const column = Math.floor((x - this.corner.x) / this.side);
    const isIn = row >= 0 && row < this.rows && column >= 0 && column < this.columns;
    return isIn ? row * this.columns + column : undefined;
  }

  // ---- colours

  /**
   * A cell has another colour; what the paths are then is worked out once for all that is painted in a go.
   * @param {string} before
   * @param {string} after
   */
  change(before, after) {
    this.changed.add(before).add(after);
    this.drawSoon();
  }

  drawSoon() {
    if (!this.isDue) queueMicrotask(() => this.draw());
    this.isDue = true;
  }

  draw() {
    this.isDue = false;
    const outlines = this.outlines();
    for (const colour of this.changed) this.drawColour(colour, outlines.get(colour) ?? "");
    this.changed.clear();
    this.drawMinuses();
  }

  /**
   * @param {string} colour
   * @param {string} outline - empty where no cell has it
   */
  drawColour(colour, outline) {
    const path = this.paths.get(colour) ?? this.ground.appendChild(s("path", { style: `fill:${colour}` }));
    path.setAttribute("d", outline);
    this.paths.set(colour, path);
  }

  /** For each colour that has changed, its cells: those side by side as one box. */
  outlines() {
    /** @type {Map<string, string>} */
    const found = new Map();
    for (let row = 0; row < this.rows; row++) {
      let start = 0;
      for (let end = 1; end <= this.columns; end++) {
        const { colour } = this.cell(row, start).look;
        if (end < this.columns && this.cell(row, end).look.colour === colour) continue;
        if (this.changed.has(colour)) found.set(colour, (found.get(colour) ?? "") + this.outline(row, start, end));
        start = end;
      }
    }
    return found;
  }

  /**
   * Some cells of a row, as part of a path.
   * @param {number} row
   * @param {number} start
   * @param {number} end
   * @param {number} [rows] - how many of them
   */
  outline(row, start, end, rows = 1) {
    const [x, y] = this.placeAt(row, start);
    return `M${x} ${y}h${(end - start) * this.side}v${rows * this.side}H${x}z`;
  }

  drawMinuses() {
    if (this.side < MARKED) return;
    const marked = this.cells.filter(({ isMarked }) => isMarked);
    this.minuses.setAttribute("d", marked.map(({ box: { x, y } }) => minus(x, y, this.side)).join(""));
  }

  // ---- what cells have of their own, whatever their numbers

  /**
   * All but the image is padding.
   * @param {number} top
   * @param {number} left
   * @param {Size} image
   */
  markPadding(top, left, image) {
    if (image.rows === this.rows && image.columns === this.columns) return;
    this.dashes.setAttribute("d", this.linesOf(this));
    this.lines.setAttribute("d", this.linesOf(image, top, left));
  }

  /**
   * The lines around some cells.
   * @param {Size} cells
   * @param {number} [top]
   * @param {number} [left]
   */
  linesOf({ rows, columns }, top = 0, left = 0) {
    const [x, y] = this.placeAt(top, left);
    const down = Array.from({ length: rows + 1 }, (_, row) => `M${x} ${y + row * this.side}h${columns * this.side}`);
    const across = Array.from({ length: columns + 1 }, (_, k) => `M${x + k * this.side} ${y}v${rows * this.side}`);
    return [...down, ...across].join("");
  }

  /**
   * What comes after these rows, and after these columns, is not read.
   * @param {number} rows
   * @param {number} columns
   */
  markUnread(rows, columns) {
    const right = this.outline(0, columns, this.columns, rows);
    this.faint.setAttribute("d", right + this.outline(rows, 0, this.columns, this.rows - rows));
  }
}

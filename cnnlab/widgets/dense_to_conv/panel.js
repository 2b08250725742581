// Cells under marks: a canvas that is painted, and over it an SVG whose units are the cells; and its caption.

import { h, s } from "../shared/dom.js";
import { arrowsAndEnds, keep, modified } from "../shared/keys.js";
import { within } from "../shared/numbers.js";
import { cellAt, onPress } from "../shared/pixels.js";
import { inRem } from "../shared/room.js";
import { fitted } from "../shared/text.js";
import { pixelAt } from "./matrix.js";

/** @typedef {import("./marks.js").Mark} Mark */
/** @typedef {[row: number, column: number]} Place */
/** @typedef {{row: number, column: number, value: number, fade: number, ink: string}} Written */
/**
 * @typedef {object} Settings
 * @property {number} rows
 * @property {number} columns
 * @property {number} cell - its width in units of the canvas; 1 is a pixel of the canvas for each, and no more
 * @property {string} label
 * @property {(row: number, column: number) => void} pick
 * @property {(event: KeyboardEvent) => void} press
 */

const MARKED = 6; // units of a cell from which on a minus in it is seen
const SMALLEST_FONT = 8; // units of the canvas
const LETTER = 0.6; // its width, of the font

export class Panel {
  /** @param {Settings} settings */
  constructor({ rows, columns, cell, label, pick, press }) {
    this.rows = rows;
    this.columns = columns;
    this.cell = cell;
    const density = cell > 1 ? 2 : 1;
    const width = columns * cell * density;
    const height = rows * cell * density;
    this.canvas = h("canvas", { width, height, tabindex: 0, role: "application", "aria-label": label });
    this.pen = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d"));
    this.pen.scale(density, density);
    this.marks = s("svg", { viewBox: `0 0 ${columns} ${rows}`, preserveAspectRatio: "none", "aria-hidden": "true" });
    this.root = h("div", { class: "cl-cells" }, this.canvas, this.marks);
    onPress(this.canvas, (event) => pick(...cellAt(event, this.canvas, rows, columns)));
    this.canvas.addEventListener("keydown", (event) => {
      if (!modified(event)) press(event);
    });
  }

  /**
   * @param {import("./cells.js").Look} look
   * @param {{background: string, text: string}} colours
   */
  paint(look, { background, text: ink }) {
    const { pen, cell, rows, columns } = this;
    /** @type {Written[]} */
    const written = [];
    pen.globalAlpha = 1;
    pen.fillStyle = background;
    pen.fillRect(0, 0, columns * cell, rows * cell);
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++) {
        const seen = look(row, column);
        if (seen.value !== undefined)
          written.push({ row, column, value: seen.value, fade: seen.fade ?? 1, ink: seen.ink ?? ink });
        pen.globalAlpha = seen.part;
        pen.fillStyle = seen.colour;
        if (seen.part > 0) pen.fillRect(column * cell, row * cell, cell, cell);
      }
    this.write(written);
  }

  /**
   * Numbers, where all of them fit; else a minus for those below zero, where it is seen.
   * @param {Written[]} written
   */
  write(written) {
    const { pen, cell } = this;
    const room = Math.floor((cell - 2) / (SMALLEST_FONT * LETTER));
    const texts = written.map(({ value }) => fitted(value, room, 2));
    if (texts.includes("")) return this.writeMinuses(written); // an empty cell is one without a number
    const longest = texts.reduce((most, { length }) => Math.max(most, length), 1);
    const size = Math.min(13, cell * 0.62, (cell - 2) / (longest * LETTER));
    pen.font = `${size}px ui-monospace, Menlo, Consolas, monospace`;
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    written.forEach(({ row, column, fade, ink }, k) => {
      pen.globalAlpha = fade;
      pen.fillStyle = ink;
      pen.fillText(texts[k], (column + 0.5) * cell, (row + 0.54) * cell);
    });
  }

  /** @param {Written[]} written */
  writeMinuses(written) {
    const { pen, cell } = this;
    if (cell < MARKED) return;
    for (const { row, column, value, fade, ink } of written) {
      if (value >= 0) continue;
      pen.globalAlpha = 0.6 * fade;
      pen.fillStyle = ink;
      pen.fillRect((column + 0.3) * cell, (row + 0.5) * cell - 0.5, 0.4 * cell, 1);
    }
  }

  /**
   * Each mark lies over a rim in the colour of the background, and all rims lie below all marks.
   * @param {Mark[]} marks
   */
  mark(marks) {
    const rims = marks.map(({ path, fine }) => s("path", { d: path, class: fine ? "cl-rim cl-fine" : "cl-rim" }));
    const lines = marks.map(({ path, fine, colour }) =>
      s("path", { d: path, class: fine ? "cl-fine" : null, stroke: `var(--cl-${colour})` }),
    );
    this.marks.replaceChildren(...rims, ...lines);
  }
}

export class Figure {
  /**
   * A panel under its caption. Cells are as large as those of its neighbours: its width follows from its columns.
   * @param {Panel} panel
   * @param {number} widest - in pixels of the page
   * @param {string} [name]
   * @param {string} [words]
   */
  constructor(panel, widest, name = "", words = "") {
    this.panel = panel;
    this.name = h("span", {}, name);
    this.words = h("small", {}, words);
    this.root = h(
      "figure",
      { style: `--columns:${panel.columns};max-width:${inRem(widest)}` },
      h("figcaption", {}, this.name, this.words),
      panel.root,
    );
  }
}

/**
 * Where a key leads from a cell, and with Shift `far` cells at once; null for a key that leads nowhere.
 * @param {KeyboardEvent} event
 * @param {Place} from
 * @param {{rows: number, columns: number}} size
 * @param {Place} far
 * @returns {Place | null}
 */
export function keyed(event, [row, column], { rows, columns }, far) {
  const step = arrowsAndEnds(event);
  if (!step) return null;
  keep(event);
  const [down, across] = event.shiftKey ? [step[0] * far[0], step[1] * far[1]] : step;
  return [within(row + down, rows), within(column + across, columns)];
}

/**
 * The same for the pixels of a square, by their numbers; with Shift from edge to edge.
 * @param {KeyboardEvent} event
 * @param {number} from
 * @param {number} side
 */
export function keyedPixel(event, from, side) {
  const to = keyed(event, pixelAt(from, side), { rows: side, columns: side }, [side, side]);
  return to && to[0] * side + to[1];
}

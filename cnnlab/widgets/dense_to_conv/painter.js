// What the panels show in colours, also while the matrix changes. A canvas keeps the colours that it was painted in.

import { rgb } from "../shared/colour.js";
import { paintPixels } from "../shared/pixels.js";
import { colours } from "../shared/theme.js";
import { imageLook, signedCell, weightCell } from "./cells.js";
import { STOPS } from "./matrix.js";
import { between } from "./morph.js";

/** @typedef {import("../types").DenseToConvState} State */
/** @typedef {import("./cells.js").Colours} Colours */

/** @type {(keyof Colours)[]} */
const COLOURS = ["positive", "negative", "background", "text"];

export class Painter {
  /**
   * @param {import("../types").Model<State>} model
   * @param {import("./matrix.js").Matrix} matrix
   * @param {import("./figures.js").Figures} figures
   */
  constructor(model, matrix, figures) {
    this.model = model;
    this.matrix = matrix;
    this.figures = figures;
    /** @type {Float32Array[]} */
    this.shades = []; // of each stop, made when it is first seen
    this.position = STOPS.indexOf(model.get("stop")); // between two stops while the matrix changes
    /** @type {Colours | null} */
    this.colours = null; // until the widget is on the page
  }

  /**
   * Take the colours as they are now on an element.
   * @param {Element} root
   */
  recolour(root) {
    const now = colours(root, COLOURS);
    if (!now.text || COLOURS.every((name) => this.colours?.[name] === now[name])) return;
    this.colours = now;
    this.paint();
  }

  /** @param {number} stop - by its number */
  shadesOf(stop) {
    this.shades[stop] ??= this.matrix.shades(STOPS[stop]);
    return this.shades[stop];
  }

  paint() {
    if (!this.colours) return;
    const { whole, enlarged } = this.figures;
    if (enlarged) this.paintSmall(this.colours);
    else whole.panel.paint(this.weightLook(this.colours), this.colours);
    this.paintParts();
  }

  /**
   * The whole matrix, a pixel for each weight.
   * @param {Colours} colours
   */
  paintSmall({ positive, negative }) {
    const { rows, columns } = this.matrix;
    const { before, after, part } = between(this.position);
    const from = this.shadesOf(before);
    const to = part > 0 ? this.shadesOf(after) : from;
    const above = [...rgb(positive), 0];
    const below = [...rgb(negative), 0];
    paintPixels(this.figures.whole.panel.canvas, rows, columns, (n) => {
      const shade = from[n] * (1 - part) + to[n] * part;
      const pixel = shade < 0 ? below : above;
      pixel[3] = 255 * Math.abs(shade);
      return pixel;
    });
  }

  /** All that shows the weight that is picked: the enlarged part, the row as a picture, and the image with its map. */
  paintParts() {
    const { colours, figures, model } = this;
    if (!colours) return;
    const { side } = this.matrix;
    const { top, left } = figures.lens;
    const picked = model.get("row");
    const weight = this.weightLook(colours);
    figures.enlarged?.panel.paint((row, column) => weight(top + row, left + column), colours);
    figures.row.panel.paint((row, column) => weight(picked, row * side + column), colours);
    if (figures.image) {
      const { look, background } = imageLook(colours, model.get("image"));
      figures.image.panel.paint(look, { ...colours, background });
    }
    this.paintOutput(colours);
  }

  /** @param {Colours} colours */
  paintOutput(colours) {
    const map = this.model.get("maps")[this.model.get("stop")];
    const limit = Math.max(0, ...(map ?? []).flat().map(Math.abs));
    const empty = { colour: "", part: 0 };
    const { panel } = this.figures.output;
    panel.paint((row, column) => (map ? signedCell(colours, map[row][column], limit) : empty), colours);
  }

  /**
   * How a weight looks now: while the matrix changes, old numbers fade out before new ones fade in.
   * @param {Colours} colours
   * @returns {import("./cells.js").Look}
   */
  weightLook(colours) {
    const { before, after, part } = between(this.position);
    const stop = STOPS[part < 0.5 ? before : after];
    const from = this.shadesOf(before);
    const to = part > 0 ? this.shadesOf(after) : from;
    return (row, column) => {
      const n = row * this.matrix.columns + column;
      const shade = from[n] * (1 - part) + to[n] * part;
      return weightCell(colours, shade, this.matrix.weight(row, column, stop), Math.abs(1 - 2 * part));
    };
  }
}

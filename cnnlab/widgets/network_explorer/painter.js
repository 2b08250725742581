// Maps as pictures, a pixel for each number: grey for the input, else orange and blue, in each layer on its own scale.

import { rgb } from "../shared/colour.js";
import { paintPixels } from "../shared/pixels.js";
import { colours } from "../shared/theme.js";

/** @typedef {import("./net.js").Net} Net */
/** @typedef {"positive" | "negative" | "cell"} Name */

/** @type {Name[]} */
const COLOURS = ["positive", "negative", "cell"];

export class Painter {
  /** @param {Net} net */
  constructor(net) {
    this.net = net;
    /** @type {number[]} */
    this.limits = []; // the largest number of each layer
    /** @type {Record<Name, number[]> | null} */
    this.mix = null; // red, green and blue of each colour, once the widget is on the page
  }

  /**
   * Take the colours as they are now on an element.
   * @param {Element} root
   */
  recolour(root) {
    const { positive, negative, cell } = colours(root, COLOURS);
    if (positive) this.mix = { positive: rgb(positive), negative: rgb(negative), cell: rgb(cell) };
  }

  /** Take the scales of the numbers as they are now. */
  scale() {
    this.limits = this.net.layers.map((_, layer) => Math.max(1e-9, ...this.net.all(layer).map(Math.abs)));
  }

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {number} layer
   * @param {number} map
   */
  paint(canvas, layer, map) {
    const { net, mix } = this;
    if (!mix) return;
    const [first, rows, columns] = net.layers[layer].shape;
    const height = net.isMaps(layer) ? rows : 1;
    const width = net.isMaps(layer) ? columns : first;
    const values = net.all(layer).subarray(map * height * width);
    const pixel = [0, 0, 0];
    paintPixels(canvas, height, width, (n) => {
      const value = values[n];
      if (layer === 0) return pixel.fill(255 - 255 * value);
      const part = (Math.abs(value) / this.limits[layer]) ** 0.8 * 0.95; // small numbers stay visible
      const full = value < 0 ? mix.negative : mix.positive;
      for (let k = 0; k < 3; k++) pixel[k] = mix.cell[k] + (full[k] - mix.cell[k]) * part;
      return pixel;
    });
  }
}

// The first layer as pictures: canvases, since a dense layer has thousands of weights.

import { rgb } from "../shared/colour.js";
import { h } from "../shared/dom.js";
import { range } from "../shared/numbers.js";
import { decode, paintPixels } from "../shared/pixels.js";
import { inDigits } from "../shared/text.js";
import { colours } from "../shared/theme.js";
import { shadeOf, shades } from "./shades.js";
import { layerWords } from "./words.js";

/** @typedef {import("../types").ShownKernels} ShownKernels */

export class KernelTiles {
  constructor() {
    this.caption = h("figcaption");
    this.list = h("ul", { class: "cl-tiles" });
    this.figure = h("figure", { class: "cl-kernels" }, this.caption, this.list);
    /** @type {HTMLCanvasElement[]} */
    this.tiles = [];
  }

  /** @param {import("../types").Kernels} kernels */
  draw(kernels) {
    this.figure.hidden = !kernels.kind;
    if (kernels.kind) this.drawTiles(kernels);
  }

  /** @param {ShownKernels} kernels */
  drawTiles(kernels) {
    const { kind, shape, limit, values } = kernels;
    const [shown, rows, columns] = shape;
    if (this.tiles.length !== shown) this.make(shown, kind);
    this.caption.replaceChildren(
      layerWords(kernels),
      h("span", {}, `, orange above zero, blue below, full colour at ${inDigits(limit, 2)}`),
    );
    const hundredths = decode(values, Int8Array);
    const { cell, positive, negative } = colours(this.figure, ["cell", "positive", "negative"]);
    const all = shades(rgb(cell), rgb(positive), rgb(negative));
    this.tiles.forEach((canvas, k) => {
      const start = k * rows * columns;
      paintPixels(canvas, rows, columns, (n) => shadeOf(all, hundredths[start + n]));
    });
  }

  /**
   * @param {number} shown
   * @param {string} kind
   */
  make(shown, kind) {
    this.tiles = range(shown).map((k) => h("canvas", { role: "img", "aria-label": `${kind} ${k}` }));
    this.list.replaceChildren(...this.tiles.map((canvas) => h("li", {}, canvas)));
  }
}

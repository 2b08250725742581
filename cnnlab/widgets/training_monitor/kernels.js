// The first layer as pictures: canvases, since a dense layer has thousands of weights.

import { minuses, rgb } from "../shared/colour.js";
import { h, s } from "../shared/dom.js";
import { range } from "../shared/numbers.js";
import { decode, paintPixels } from "../shared/pixels.js";
import { inDigits } from "../shared/text.js";
import { colours } from "../shared/theme.js";
import { shadeOf, shades } from "./shades.js";
import { layerWords } from "./words.js";

/** @typedef {import("../types").ShownKernels} ShownKernels */

const MARKED = 9; // columns up to which a minus in a cell is seen

export class KernelTiles {
  constructor() {
    this.caption = h("figcaption");
    this.list = h("ul", { class: "cl-tiles" });
    this.figure = h("figure", { class: "cl-kernels" }, this.caption, this.list);
    /** @type {{ canvas: HTMLCanvasElement, minus: SVGPathElement }[]} */
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
    if (this.tiles.length !== shown) this.make(shown, kind, columns, rows);
    this.caption.replaceChildren(
      layerWords(kernels),
      h("span", {}, `, orange above zero, blue below (-), full colour at ${inDigits(limit, 2)}`),
    );
    const hundredths = decode(values, Int8Array);
    const { cell, positive, negative } = colours(this.figure, ["cell", "positive", "negative"]);
    const all = shades(rgb(cell), rgb(positive), rgb(negative));
    this.tiles.forEach(({ canvas, minus }, k) => {
      const own = hundredths.subarray(k * rows * columns, (k + 1) * rows * columns);
      paintPixels(canvas, rows, columns, (n) => shadeOf(all, own[n]));
      if (columns <= MARKED) minus.setAttribute("d", minuses(own, columns, 100));
    });
  }

  /**
   * @param {number} shown
   * @param {string} kind
   * @param {number} columns
   * @param {number} rows
   */
  make(shown, kind, columns, rows) {
    this.tiles = range(shown).map((k) => ({
      canvas: h("canvas", { role: "img", "aria-label": `${kind} ${k}` }),
      minus: s("path", { class: "cl-minus" }),
    }));
    const over = { viewBox: `0 0 ${columns} ${rows}`, preserveAspectRatio: "none", "aria-hidden": "true" };
    this.list.replaceChildren(...this.tiles.map(({ canvas, minus }) => h("li", {}, canvas, s("svg", over, minus))));
  }
}

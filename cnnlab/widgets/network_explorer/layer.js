// One layer on the page: its name and shape, and its maps side by side, or its units in a strip.

import { h } from "../shared/dom.js";
import { range } from "../shared/numbers.js";
import { cellAt, onPress } from "../shared/pixels.js";
import { pixelSize } from "./geometry.js";
import { fixed } from "./words.js";

/** @typedef {import("./net.js").Net} Net */
/** @typedef {(layer: number, n: number) => void} Act */
/** What a press on a number does; what a press on a filter's switch does, null where nothing may be switched. */
/** @typedef {{pick: Act, flip: Act | null}} Acts */

const MOST_WRITTEN = 12; // units whose numbers fit into a strip
const MOST_ACROSS = 16; // maps in a line

export class LayerRow {
  /**
   * @param {Net} net
   * @param {number} layer
   * @param {Acts} acts
   */
  constructor(net, layer, acts) {
    const { kind, name, words } = net.layers[layer];
    this.net = net;
    this.layer = layer;
    this.acts = acts;
    this.cells = h("div", { class: `cl-maps cl-${kind}` });
    /** @type {HTMLCanvasElement[]} */
    this.canvases = [];
    /** @type {HTMLButtonElement[]} */
    this.switches = [];
    /** @type {HTMLElement | null} */
    this.written = null; // the numbers of a short strip
    if (net.isMaps(layer)) this.addMaps();
    else this.pickIn(this.cells, 0);
    if (!net.isMaps(layer) && kind !== "softmax") this.addStrip();
    this.root = h(
      "div",
      {
        class: net.isMaps(layer) ? "cl-layer" : "cl-layer cl-flat",
        role: "group",
        "aria-label": `layer ${layer}: ${name}`,
      },
      h("div", { class: "cl-label" }, h("b", {}, name), words),
      this.cells,
    );
  }

  addMaps() {
    const { kind, shape } = this.net.layers[this.layer];
    for (const map of range(shape[0])) {
      const canvas = h("canvas", { role: "img", "aria-label": `map ${map}` });
      const column = h("div", {}, canvas);
      this.canvases.push(canvas);
      this.pickIn(canvas, map);
      if (kind === "conv") column.prepend(this.addSwitch(map));
      this.cells.append(column);
    }
  }

  /** @param {number} filter */
  addSwitch(filter) {
    const { layer } = this;
    const { flip } = this.acts;
    const button = h(
      "button",
      {
        class: "cl-switch",
        tabindex: -1,
        disabled: flip === null,
        "aria-label": `filter ${filter} of layer ${layer}`,
        onclick: () => flip?.(layer, filter),
      },
      String(filter),
    );
    this.switches.push(button);
    return button;
  }

  addStrip() {
    const canvas = h("canvas");
    this.canvases.push(canvas);
    this.cells.append(canvas);
    if (this.net.count(this.layer) > MOST_WRITTEN) return;
    this.written = h("div", { class: "cl-written", "aria-hidden": "true" });
    this.cells.append(this.written);
  }

  /**
   * @param {HTMLElement} element - that shows a map, or all units
   * @param {number} map
   */
  pickIn(element, map) {
    const { net, layer } = this;
    onPress(element, (event) => {
      const { shape } = net.layers[layer];
      const [rows, columns] = net.isMaps(layer) ? shape.slice(1) : [1, shape[0]];
      const [row, column] = cellAt(event, element, rows, columns);
      this.acts.pick(layer, net.isMaps(layer) ? net.index(layer, [map, row, column]) : column);
    });
  }

  /**
   * The same columns for all layers; the input is one map with words beside it.
   * @param {number} width
   */
  resize(width) {
    const { net, layer } = this;
    if (!net.isMaps(layer)) return;
    const [count, , columns] = net.layers[layer].shape;
    const across = layer === 0 ? 1 : Math.min(count, MOST_ACROSS);
    const side = pixelSize(columns, width / across);
    this.cells.style.gridTemplateColumns = layer === 0 ? "max-content 1fr" : `repeat(${across}, minmax(0, 1fr))`;
    for (const canvas of this.canvases) canvas.style.width = `${side * columns}px`;
  }

  /** @param {import("./painter.js").Painter} painter */
  paint(painter) {
    for (const [map, canvas] of this.canvases.entries()) painter.paint(canvas, this.layer, map);
    const numbers = this.written ? [...this.net.all(this.layer)] : [];
    this.written?.replaceChildren(...numbers.map((value) => h("span", {}, fixed(value))));
  }
}

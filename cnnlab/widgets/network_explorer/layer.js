// One layer on the page: its name and shape, and its maps side by side, or its units in a strip.

import { minuses } from "../shared/colour.js";
import { h, s } from "../shared/dom.js";
import { range } from "../shared/numbers.js";
import { cellAt, onPress } from "../shared/pixels.js";
import { FINGER_SIDE, isNarrow } from "../shared/room.js";
import { boxOf, pixelSize, runs } from "./geometry.js";
import { frames } from "./marks.js";
import { fixed, short } from "./words.js";

/** @typedef {import("./net.js").Net} Net */
/** @typedef {import("./regions.js").Region} Region */
/** @typedef {(layer: number, n: number) => void} Act */
/** What a press on a number does, and on a filter's switch. */
/** @typedef {{pick: Act, flip: Act}} Acts */
/** @typedef {{ minus: SVGPathElement, marks: SVGGElement }} Over */

const MOST_WRITTEN = 12; // units whose numbers fit into a strip
const MOST_ACROSS = 16; // maps in a line
const COLUMN = 27; // units that a map takes at least, with the switch of its filter
const MARKED = 5; // pixels of a number from which on a minus in it is seen
const WITH_DECIMALS = 42; // units that a number with three decimals takes

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
    /** @type {{ element: HTMLElement, view: string, over?: Over }[]} */
    this.places = []; // where each map is, or all units are
    this.pixel = 1; // how wide a number is on the page
    this.roomy = true; // whether numbers have room for three decimals
    /** @type {HTMLButtonElement[]} */
    this.switches = [];
    /** @type {HTMLElement | null} */
    this.written = null; // the numbers of a short strip
    if (net.isMaps(layer)) this.addMaps();
    else this.pickIn(this.cells, 0);
    if (!net.isMaps(layer)) this.addUnits();
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
    const [maps, rows, columns] = shape;
    for (const map of range(maps)) {
      const canvas = h("canvas", { role: "img", "aria-label": `map ${map}` });
      const element = h("div", { class: "cl-map" }, canvas);
      const column = h("div", {}, element);
      this.places.push({ element, view: `0 0 ${columns} ${rows}` });
      this.canvases.push(canvas);
      this.pickIn(canvas, map);
      if (kind === "conv") column.prepend(this.addSwitch(map));
      this.cells.append(column);
    }
  }

  /** @param {number} filter */
  addSwitch(filter) {
    const { layer } = this;
    const button = h(
      "button",
      {
        class: "cl-switch",
        tabindex: -1,
        "aria-label": `filter ${filter} of layer ${layer}`,
        onclick: () => this.acts.flip(layer, filter),
      },
      String(filter),
    );
    this.switches.push(button);
    return button;
  }

  addUnits() {
    const count = this.net.count(this.layer);
    if (this.net.layers[this.layer].kind !== "softmax") this.addStrip(count);
    this.places.push({ element: this.cells, view: `0 0 ${count} 1` });
  }

  /** @param {number} count */
  addStrip(count) {
    const canvas = h("canvas");
    this.canvases.push(canvas);
    this.cells.append(canvas);
    if (count > MOST_WRITTEN) return;
    this.written = h("div", { class: "cl-written", "aria-hidden": "true" });
    this.cells.append(this.written);
  }

  /**
   * What lies over a map, or over all units; made where there is something to put there, for most have nothing.
   * @param {number} map
   */
  overAt(map) {
    const place = this.places[map];
    place.over ??= over(place.element, place.view);
    return place.over;
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
   * @param {number} width - of a layer's maps, in pixels
   * @param {number} room - for this layer's own, in units
   */
  resize(width, room) {
    const { net, layer } = this;
    this.pixel = width / net.count(layer);
    this.roomy = room / net.count(layer) >= WITH_DECIMALS;
    if (!net.isMaps(layer)) return;
    const [count, , columns] = net.layers[layer].shape;
    const most = Math.min(MOST_ACROSS, Math.max(1, Math.floor(room / COLUMN)));
    const across = layer === 0 ? 1 : Math.ceil(count / Math.ceil(count / most));
    this.pixel = pixelSize(columns, width / across, isNarrow(room) ? FINGER_SIDE : 0);
    this.cells.style.gridTemplateColumns = layer === 0 ? "max-content 1fr" : `repeat(${across}, minmax(0, 1fr))`;
    for (const canvas of this.canvases) canvas.style.width = `${this.pixel * columns}px`;
  }

  /** @param {import("./painter.js").Painter} painter */
  paint(painter) {
    for (const [map, canvas] of this.canvases.entries()) painter.paint(canvas, this.layer, map);
    this.write(painter);
  }

  /**
   * The numbers of the units, or the signs of the maps, as there is room for them.
   * @param {import("./painter.js").Painter} painter
   */
  write(painter) {
    const numbers = this.written ? [...this.net.all(this.layer)] : [];
    const words = this.roomy ? fixed : short;
    this.written?.replaceChildren(...numbers.map((value) => h("span", {}, words(value))));
    if (this.layer > 0 && !this.written) this.paintMinuses(painter.limits[this.layer]);
  }

  /** @param {number} limit - the largest number of the layer */
  paintMinuses(limit) {
    const { net, layer, places } = this;
    const numbers = net.all(layer);
    const each = numbers.length / places.length;
    const columns = net.layers[layer].shape[2] ?? each;
    for (const map of places.keys()) {
      const own = numbers.subarray(map * each, (map + 1) * each);
      if (this.pixel >= MARKED) this.overAt(map).minus.setAttribute("d", minuses(own, columns, limit));
      else places[map].over?.minus.setAttribute("d", "");
    }
  }

  // ---- marks

  clearMarks() {
    for (const { over } of this.places) over?.marks.replaceChildren();
  }

  /**
   * A frame around each run of rows and columns, or of units.
   * @param {Region} region
   * @param {string} colour
   * @param {number} [least] - the shortest side of a frame, in pixels of the page
   */
  mark(region, colour, least = 0) {
    const side = least / this.pixel;
    if ("units" in region) {
      const boxes = runs(region.units).map((units) => boxOf([0, 0], units));
      this.overAt(0).marks.append(...frames(boxes, colour, side, 0));
      return;
    }
    const boxes = runs(region.rows).flatMap((run) => runs(region.columns).map((other) => boxOf(run, other)));
    for (const map of region.maps) this.overAt(map).marks.append(...frames(boxes, colour, side));
  }
}

/**
 * What lies over some numbers, in units of a number: so it lies on them however wide they are, also on paper.
 * @param {HTMLElement} parent
 * @param {string} viewBox
 * @returns {Over}
 */
function over(parent, viewBox) {
  const minus = s("path", { class: "cl-minus" });
  const marks = s("g");
  const view = { viewBox, preserveAspectRatio: "none", "aria-hidden": "true" };
  parent.append(s("svg", { class: "cl-over", ...view }, minus, marks));
  return { minus, marks };
}

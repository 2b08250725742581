// All layers of the net, one below the other, and the marks that lead through them.

import { h, s } from "../shared/dom.js";
import { roomOf, zoomOf } from "../shared/room.js";
import { drawBars } from "./bars.js";
import { isOff } from "./filters.js";
import { boxOf, runs } from "./geometry.js";
import { LayerRow } from "./layer.js";
import { cones } from "./marks.js";
import { chainOf, readersOf } from "./regions.js";

/** @typedef {import("./net.js").Net} Net */
/** @typedef {import("./net.js").Spot} Spot */
/** @typedef {import("./geometry.js").Box} Box */
/** @typedef {import("./painter.js").Painter} Painter */
/** @typedef {import("./regions.js").Region} Region */

export class Stage {
  /**
   * @param {Net} net
   * @param {Painter} painter
   * @param {string} label
   * @param {import("./layer.js").Acts & {press: (event: KeyboardEvent) => void}} acts
   */
  constructor(net, painter, label, acts) {
    this.net = net;
    this.painter = painter;
    this.rows = net.layers.map((_, layer) => new LayerRow(net, layer, acts));
    this.bars = s("svg", { "aria-hidden": "true" });
    this.rows[net.last].cells.append(this.bars);
    this.marks = s("svg", { class: "cl-marks", "aria-hidden": "true" });
    this.width = 0; // of a layer's maps, in pixels; 0 until the widget is on the page
    this.room = 0; // the same in units
    /** @type {{shares: number[], before: number[] | null}} */
    this.answer = { shares: [], before: null };
    this.root = h(
      "div",
      { class: "cl-net", tabindex: 0, role: "application", "aria-label": label, onkeydown: acts.press },
      this.marks,
      ...this.rows.map(({ root }) => root),
    );
  }

  /** Take the width that there is now; whether it is another one. */
  resize() {
    const width = this.rows[0].cells.clientWidth;
    if (width === 0 || width === this.width) return false;
    this.width = width;
    // All are read before any is changed: each change would have the page laid out anew for the next to be read.
    const rooms = this.rows.map(({ cells }) => roomOf(cells));
    this.room = rooms[0];
    for (const [layer, row] of this.rows.entries()) {
      row.resize(width, rooms[layer]);
      row.write(this.painter);
    }
    this.drawBars();
    return true;
  }

  paint() {
    this.painter.scale();
    for (const row of this.rows) row.paint(this.painter);
  }

  /** @param {import("./filters.js").Filter[]} off */
  showSwitches(off) {
    for (const { layer, switches } of this.rows)
      for (const [filter, button] of switches.entries())
        button.setAttribute("aria-pressed", String(!isOff(off, layer, filter)));
  }

  /** @param {{shares: number[], before: number[] | null}} answer */
  showAnswer(answer) {
    this.answer = answer;
    if (this.width) this.drawBars();
  }

  drawBars() {
    drawBars(this.bars, this.answer, Math.floor(this.room));
  }

  /**
   * Mark a number, all that it depends on down from the pixels, and what it feeds.
   * @param {Spot} spot
   */
  mark(spot) {
    if (!this.width) return;
    const [layer] = spot;
    const chain = chainOf(this.net, spot);
    const next = readersOf(this.net, layer, chain[layer]);
    for (const row of this.rows) row.clearMarks();
    for (const [depth, region] of chain.slice(0, layer).entries()) this.rows[depth].mark(region, "window");
    if (next) this.rows[layer + 1].mark(next, "output");
    this.rows[layer].mark(chain[layer], "highlight", 5);
    const places = chain.map((region, depth) => this.boxes(depth, region));
    const fed = next ? this.boxes(layer + 1, next) : [];
    this.marks.replaceChildren(
      ...places.slice(0, layer).flatMap((boxes, depth) => cones(boxes, places[depth + 1], "window")),
      ...cones(places[layer], fed, "output"),
    );
  }

  /**
   * A region in pixels of the stage: one box for each run of rows and columns in each map.
   * @param {number} layer
   * @param {Region} region
   */
  boxes(layer, region) {
    const { cells, canvases } = this.rows[layer];
    if ("units" in region) {
      const strip = this.boxOn(cells);
      const step = strip.width / this.net.count(layer);
      return runs(region.units).map((units) => moved(boxOf([0, 0], units, step, strip.height), strip));
    }
    const [, rows, columns] = this.net.layers[layer].shape;
    return region.maps.flatMap((map) => {
      const whole = this.boxOn(canvases[map]);
      const cell = [whole.width / columns, whole.height / rows];
      return runs(region.rows).flatMap((run) =>
        runs(region.columns).map((other) => moved(boxOf(run, other, ...cell), whole)),
      );
    });
  }

  /**
   * @param {Element} element
   * @returns {Box}
   */
  boxOn(element) {
    const origin = this.marks.getBoundingClientRect();
    const { left, top, width, height } = element.getBoundingClientRect();
    const scale = zoomOf(this.root);
    const own = [left - origin.left, top - origin.top, width, height].map((length) => length / scale);
    return { x: own[0], y: own[1], width: own[2], height: own[3] };
  }
}

/**
 * A box from within another one.
 * @param {Box} box
 * @param {Box} whole
 * @returns {Box}
 */
function moved(box, whole) {
  return { ...box, x: box.x + whole.x, y: box.y + whole.y };
}

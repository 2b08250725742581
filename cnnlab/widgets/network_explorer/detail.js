// What is said about the number that is picked: its arithmetic, its reach, and two maps enlarged.

import { h } from "../shared/dom.js";
import { keepFocus } from "../shared/focus.js";
import { Loupe } from "./loupe.js";
import { chainOf } from "./regions.js";
import { SUMS } from "./sums.js";
import { reachWords } from "./words.js";

/** @typedef {import("./net.js").Net} Net */
/** @typedef {import("./net.js").Spot} Spot */

export class Detail {
  /**
   * @param {Net} net
   * @param {import("./painter.js").Painter} painter
   * @param {(layer: number, n: number) => void} pick
   */
  constructor(net, painter, pick) {
    this.net = net;
    this.painter = painter;
    /** @type {Spot} */
    this.spot = [0, 0];
    this.isOff = false; // the filter that the number comes from
    /** @type {number | null} */
    this.map = null; // the input map whose products are shown; null: the one that adds most
    this.title = h("p", { class: "cl-name" });
    this.said = h("p", { class: "cl-say" });
    this.work = h("div");
    this.reach = h("p", { class: "cl-reach" });
    this.pixels = new Loupe((row, column) => pick(0, net.index(0, [0, row, column])));
    this.near = new Loupe((row, column) => {
      const [layer, n] = this.spot;
      pick(layer, net.index(layer, [net.place(layer, n)[0], row, column]));
    });
    const loupes = h("div", { class: "cl-loupes" }, this.pixels.root, this.near.root);
    const attributes = { role: "group", "aria-label": "The number that is picked" };
    this.root = h("div", attributes, this.title, this.said, this.work, this.reach, loupes);
  }

  get words() {
    return `${this.title.textContent}. ${this.said.textContent}`;
  }

  /**
   * @param {Spot} spot
   * @param {boolean} isOff
   */
  show(spot, isOff) {
    if (spot[0] !== this.spot[0]) this.map = null;
    this.spot = spot;
    this.isOff = isOff;
    const { net } = this;
    this.title.textContent = `${net.layers[spot[0]].name}: ${net.where(...spot)}`;
    this.reach.textContent = reachWords(net, spot);
    this.showSum();
    this.paint();
    this.mark();
  }

  showSum() {
    const { net, spot, map, isOff } = this;
    const { kind } = net.layers[spot[0]];
    const { words, parts } = SUMS[kind](net, spot, { map, isOff, choose: (chosen) => this.chooseMap(chosen) });
    this.said.replaceChildren(...words);
    keepFocus(this.work, () => this.work.replaceChildren(...parts));
  }

  /** @param {number} map */
  chooseMap(map) {
    this.map = map;
    this.showSum();
  }

  paint() {
    const { net, painter } = this;
    const [layer, n] = this.spot;
    const enlarged = layer > 0 && net.isMaps(layer);
    painter.paint(this.pixels.canvas, 0, 0);
    this.near.root.hidden = !enlarged;
    if (!enlarged) return;
    const [map] = net.place(layer, n);
    const [, rows, columns] = net.layers[layer].shape;
    const numbers = net.all(layer).subarray(map * rows * columns, (map + 1) * rows * columns);
    painter.paint(this.near.canvas, layer, map);
    this.near.markSigns(numbers, columns, painter.limits[layer]);
  }

  mark() {
    const { net, spot } = this;
    const [layer, n] = spot;
    const chain = chainOf(net, spot);
    const { shape } = net.layers[layer];
    if (layer === 0) this.pixels.mark(shape, chain[0], "highlight", "The pixel");
    else {
      this.pixels.mark(net.layers[0].shape, chain[0], "window", "Its receptive field");
      this.near.mark(shape, chain[layer], "highlight", `Map ${net.place(layer, n)[0]}`);
    }
  }
}

// The picture of one network: units as circles, weights as lines, and the words of what is pointed at.

import { s } from "../shared/dom.js";
import { arrows, keep } from "../shared/keys.js";
import { within } from "../shared/numbers.js";
import { drawingRoom, sizeDrawing } from "../shared/room.js";
import { count } from "../shared/text.js";
import { layout, leftOut } from "./layout.js";
import { caption, counted, unitWords, weightWords } from "./words.js";

/** @typedef {import("./words.js").Network} Network */
/** @typedef {{ layer: number, unit: number }} Place */
/** @typedef {{ unit: number, x: number, y: number, circle: SVGCircleElement, area: SVGRectElement }} Unit */
/** @typedef {{ gap: number, from: number, to: number, line: SVGLineElement, area: SVGLineElement }} Wire */

const LETTER = 7; // the width of a letter between two layers
const FINGER = 24; // what a unit takes to be touched
const LABEL = "Units: arrow keys choose one, Enter goes through its weights";

export class Picture {
  /**
   * @param {SVGSVGElement} svg - in its stage; what is in it is replaced
   * @param {Network} network
   * @param {Place} chosen - the unit that the keyboard was on
   * @param {(words: string) => void} say - without words, nothing is pointed at
   */
  constructor(svg, network, chosen, say) {
    this.network = network;
    this.say = say;
    const room = drawingRoom(/** @type {Element} */ (svg.parentElement));
    const longest = Math.max(...network.gaps.flatMap((_, gap) => this.sumWords(gap)).map(({ length }) => length));
    this.layout = layout(network.layers, room, LETTER * longest + 8);
    /** @type {Unit[][]} of each layer those that are drawn */
    this.units = this.layout.columns.map((column, layer) => this.circles(column, layer));
    /** @type {Wire[]} */
    this.wires = network.gaps.flatMap((_, gap) => this.wiresOf(gap));
    this.chosen = this.unitAt(chosen) ? chosen : { layer: 1, unit: 0 };
    this.wire = -1; // of the chosen unit's, the one that Enter came to
    this.root = s("g", { tabindex: 0, role: "application", "aria-label": LABEL });
    this.root.append(
      s("g", {}, ...this.wires.map(({ line }) => line)),
      s("g", {}, ...this.wires.map(({ area }) => area)),
      ...this.layout.columns.flatMap((column, layer) => this.column(column, layer)),
      ...network.layers.flatMap((_, layer) => this.captions(layer)),
      ...network.gaps.flatMap((_, gap) => this.sums(gap)),
    );
    this.hearKeyboard();
    sizeDrawing(svg, this.layout, room);
    svg.replaceChildren(this.root);
  }

  // ---- the parts

  /**
   * @param {import("./layout.js").Spot[]} column
   * @param {number} layer
   */
  circles(column, layer) {
    return column.flatMap(({ unit, x, y }) => {
      if (unit === null) return [];
      const circle = s("circle", { cx: x, cy: y, r: 9 });
      const corner = { x: x - FINGER / 2, y: y - FINGER / 2 };
      const area = s("rect", { ...corner, width: FINGER, height: FINGER, class: "cl-hit" });
      for (const part of [area, circle]) this.hearPointer(part, () => this.pointUnit({ layer, unit }));
      return [{ unit, x, y, circle, area }];
    });
  }

  /**
   * A line for each weight between units that are drawn, and a wider one that cannot be seen, to be pointed at.
   * @param {number} gap
   */
  wiresOf(gap) {
    return this.units[gap + 1].flatMap((to) =>
      this.units[gap].map((from) => {
        const ends = { x1: from.x, y1: from.y, x2: to.x, y2: to.y };
        const line = s("line", { ...ends, class: "cl-wire" });
        const area = s("line", { ...ends, class: "cl-hit" });
        const wire = { gap, from: from.unit, to: to.unit, line, area };
        this.hearPointer(area, () => this.pointWire(wire));
        return wire;
      }),
    );
  }

  /**
   * The circles from top to bottom, and the number of those that are left out.
   * @param {import("./layout.js").Spot[]} column
   * @param {number} layer
   */
  column(column, layer) {
    const more = `+ ${count(leftOut(this.network.layers[layer]))} more`;
    const gaps = column.filter(({ unit }) => unit === null);
    return [
      ...this.units[layer].flatMap(({ area, circle }) => [area, circle]),
      ...gaps.map(({ x, y }) => s("text", { x, y, class: "cl-size cl-more" }, more)),
    ];
  }

  /** @param {number} layer */
  captions(layer) {
    const { centers, height } = this.layout;
    const x = centers[layer];
    return [
      s("text", { x, y: height - 28, class: "cl-title" }, count(this.network.layers[layer])),
      s("text", { x, y: height - 10, class: "cl-size" }, caption(this.network, layer)),
    ];
  }

  /**
   * The parameters between two layers; where the layers are close, the letters are too.
   * @param {number} gap
   */
  sums(gap) {
    const { centers } = this.layout;
    const room = centers[1] - centers[0];
    const x = (centers[gap] + centers[gap + 1]) / 2;
    const lines = this.sumWords(gap);
    return lines.map((text, row) => {
      const tight = text.length * LETTER > room;
      const fit = tight ? { textLength: room - 8, lengthAdjust: "spacingAndGlyphs" } : {};
      const kind = row === lines.length - 1 ? "cl-title" : "cl-size";
      return s("text", { x, y: 10 + 17 * row, class: kind, ...fit }, text);
    });
  }

  /** @param {number} gap */
  sumWords(gap) {
    const { weights, biases, params } = this.network.gaps[gap];
    return [`${count(weights)} weights`, `+ ${counted(biases, "bias", "biases")}`, `= ${count(params)}`];
  }

  // ---- pointing

  /**
   * @param {SVGElement} part
   * @param {() => void} point
   */
  hearPointer(part, point) {
    part.addEventListener("pointerenter", point);
    part.addEventListener("pointerleave", () => this.rest());
  }

  /** @param {Place} place */
  unitAt({ layer, unit }) {
    return this.units[layer]?.find((other) => other.unit === unit);
  }

  /** @param {Place} place */
  pointUnit({ layer, unit }) {
    this.clear();
    this.unitAt({ layer, unit })?.circle.classList.add("cl-on");
    for (const { gap, from, to, line } of this.wires) {
      if (gap === layer - 1 && to === unit) line.classList.add("cl-on");
      if (gap === layer && from === unit) line.classList.add("cl-feeds");
    }
    this.say(unitWords(this.network, layer, unit));
  }

  /** @param {Wire} wire */
  pointWire({ gap, from, to, line }) {
    this.clear();
    line.classList.add("cl-on");
    this.say(weightWords(this.network, gap, from, to));
  }

  rest() {
    this.clear();
    this.say("");
  }

  clear() {
    for (const part of this.root.querySelectorAll(".cl-on, .cl-feeds")) part.classList.remove("cl-on", "cl-feeds");
  }

  // ---- the keyboard

  focus() {
    this.root.focus();
  }

  hearKeyboard() {
    this.root.addEventListener("focus", () => this.pointUnit(this.chosen));
    this.root.addEventListener("blur", () => this.rest());
    this.root.addEventListener("keydown", (event) => {
      const step = arrows(event);
      if (!step && event.key !== "Enter") return;
      keep(event);
      if (step) this.go(step);
      else this.nextWire();
    });
  }

  /** @param {import("../shared/keys.js").Step} step */
  go([down, across]) {
    const { layer: before, unit } = this.chosen;
    const layer = within(before + across, this.units.length);
    const column = this.units[layer];
    const row = column.findIndex((other) => other.unit === unit);
    this.chosen = { layer, unit: column[within(Math.max(0, row) + down, column.length)].unit };
    this.wire = -1;
    this.pointUnit(this.chosen);
  }

  nextWire() {
    const { layer, unit } = this.chosen;
    const own = this.wires.filter(({ gap, to }) => gap === layer - 1 && to === unit);
    if (!own.length) return;
    this.wire = (this.wire + 1) % own.length;
    this.pointWire(own[this.wire]);
  }
}

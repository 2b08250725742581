// ShiftExplorer: a digit that is dragged, beside its map and its pooled map: what moves along, stays and changes.

import { rgb } from "../shared/colour.js";
import { h, liveRegion } from "../shared/dom.js";
import { arrowsAndEnds, keep } from "../shared/keys.js";
import { choose, listen, together } from "../shared/model.js";
import { within } from "../shared/numbers.js";
import { colours, onTheme } from "../shared/theme.js";
import { scoreBars } from "./bars.js";
import { dragsDigit } from "./drag.js";
import { box, cameAlong, Panel, signs } from "./panel.js";
import { shiftWalk } from "./walk.js";
import {
  alongWords,
  cellWords,
  changedWords,
  changeWords,
  MEASURED,
  movedWords,
  READY,
  shiftWords,
  stayedWords,
} from "./words.js";

/** @typedef {import("../types").ShiftExplorerState} State */
/** @typedef {import("../types").Pair} Pair */

class Explorer {
  /** @param {import("../types").Model<State>} model */
  constructor(model) {
    this.model = model;
    this.walk = shiftWalk(this.settings());
    /** @type {Pair} */
    this.cell = [0, 0]; // of the pooled map, that was pointed at last
    this.pointed = false;
    this.dragged = false;
    const focus = { tabindex: 0, role: "application" };
    this.digit = new Panel("Digit", { ...focus, class: "cl-drag", "aria-label": "The digit: arrow keys move it" });
    this.map = new Panel("Map", { role: "img", "aria-label": "The map of the moved digit" });
    const cells = "Cells of the pooled map: arrow keys choose one, and show what it reads";
    this.pooled = new Panel("Pooled", { ...focus, class: "cl-cells", "aria-label": cells });
    const net = model.get("net");
    this.bars = net.layers === undefined ? null : scoreBars(net, model.get("image"));
    this.say = h("p", { class: "cl-say" });
    this.facts = [h("dd"), h("dd"), h("dd"), ...(this.bars ? [h("dd")] : [])];
    this.hint = h("p", { class: "cl-hint" }, READY);
    this.live = liveRegion();
    this.controls = settings(model, () => this.move([0, 0], true));
    this.root = this.build();
    dragsDigit(this.digit.canvas, {
      shift: () => model.get("shift"),
      pool: () => model.get("pool"),
      sizes: () => [this.digit.rows, this.digit.columns],
      move: (shift, done) => this.move(shift, done),
    });
    this.hearCells();
  }

  build() {
    const names = ["Moved along", "Stayed", "Changed", "Answer"];
    const facts = this.facts.flatMap((fact, n) => [h("dt", {}, names[n]), fact]);
    const parts = [this.digit.root, this.map.root, this.pooled.root, this.bars?.root];
    return h(
      "div",
      { class: "cnnlab cl-shift", role: "group", "aria-label": "Shift explorer" },
      this.say,
      h("div", { class: this.bars ? "cl-parts cl-four" : "cl-parts" }, ...parts),
      legend(),
      h("dl", {}, ...facts),
      h("p", { class: "cl-sub" }, MEASURED),
      this.controls.root,
      this.hint,
      this.live,
    );
  }

  settings() {
    const { model } = this;
    return {
      image: model.get("image"),
      kernel: model.get("kernel"),
      shift: model.get("shift"),
      pool: model.get("pool"),
      mode: model.get("mode"),
    };
  }

  // ---- moving

  /**
   * @param {Pair} shift
   * @param {boolean} done
   */
  move([down, right], done) {
    const [most, widest] = this.model.get("reach");
    /** @type {Pair} */
    const shift = [Math.max(-most, Math.min(most, down)), Math.max(-widest, Math.min(widest, right))];
    const [row, column] = this.model.get("shift");
    this.dragged = !done;
    if (shift[0] !== row || shift[1] !== column) choose(this.model, "shift", shift);
    else if (done) this.speak();
  }

  speak() {
    const facts = [...this.root.querySelectorAll("dl > *")];
    this.live.textContent = [this.say, ...facts].map(({ textContent }) => textContent).join(" ");
  }

  // ---- what is seen

  redraw() {
    const settings = this.settings();
    const { shift, pool } = settings;
    this.walk = shiftWalk(settings);
    const { walk, facts } = this;
    this.cell = [within(this.cell[0], walk.pooled.length), within(this.cell[1], walk.pooled[0].length)];
    this.controls.update();
    this.say.textContent = movedWords(shift);
    facts[0].textContent = alongWords(walk, shift, pool);
    facts[1].textContent = stayedWords(walk);
    facts[2].textContent = changedWords(walk);
    for (const [panel, part] of this.panels()) panel.change.textContent = changeWords(walk.changes[part]);
    const where = shiftWords(shift);
    this.digit.canvas.setAttribute("aria-label", `The digit${where && `, moved by ${where}`}: arrow keys move it`);
    if (this.bars) facts[3].textContent = this.bars.update(walk.image);
    this.paint();
    this.point(false);
    if (!this.dragged) this.speak();
  }

  /** @returns {[Panel, "image" | "map" | "pooled"][]} */
  panels() {
    return [
      [this.digit, "image"],
      [this.map, "map"],
      [this.pooled, "pooled"],
    ];
  }

  /** The pixels, in the colours of the theme. */
  paint() {
    const { walk } = this;
    const pixel = [0, 0, 0];
    this.digit.paint(walk.image, (value) => pixel.fill(255 - 255 * value));
    const { positive, cell } = colours(this.root, ["positive", "cell"]);
    if (!positive) return; // it is not on the page yet
    const [most, least] = [rgb(positive), rgb(cell)];
    const limit = Math.max(1e-9, ...walk.before.map.flat());
    const colour = (/** @type {number} */ value) => {
      const part = Math.min(1, value / limit) ** 0.8 * 0.95; // small numbers stay visible
      for (let k = 0; k < 3; k++) pixel[k] = least[k] + (most[k] - least[k]) * part;
      return pixel;
    };
    this.map.paint(walk.map, colour);
    this.pooled.paint(walk.pooled, colour);
  }

  mark() {
    const { walk, pointed } = this;
    const { shift, pool, kernel } = this.settings();
    const { stayed, before, pooled } = walk;
    const [row, column] = this.cell;
    const [top, left] = [row * pool, column * pool];
    const read = box(top, left, pool + kernel.length - 1, pool + kernel[0].length - 1);
    const window = (/** @type {string} */ d) => ({ class: "cl-window", d: pointed ? d : "" });
    const moved = shift[0] !== 0 || shift[1] !== 0;
    const isKept = (/** @type {number} */ r, /** @type {number} */ c) =>
      moved && stayed[r][c] && before.pooled[r][c] !== 0;
    this.digit.mark([{ class: "cl-along", d: cameAlong(walk.image, shift) }, window(read)]);
    this.map.mark([{ class: "cl-along", d: cameAlong(walk.map, shift) }, window(box(top, left, pool, pool))]);
    this.pooled.mark([
      { class: "cl-along", d: walk.whole ? cameAlong(pooled, walk.whole) : "" },
      { class: "cl-stayed", d: signs(pooled, "=", isKept) },
      { class: "cl-changed", d: signs(pooled, "/", (r, c) => !stayed[r][c]) },
      { class: "cl-output", d: pointed ? box(row, column, 1, 1) : "" },
    ]);
  }

  // ---- pointing at a pooled cell

  hearCells() {
    const { canvas } = this.pooled;
    const point = (/** @type {PointerEvent} */ event) => {
      this.cell = this.pooled.cellAt(event);
      this.pointed = true;
      this.point(false);
    };
    const rest = () => {
      this.pointed = false;
      this.point(false);
    };
    canvas.addEventListener("pointermove", point);
    canvas.addEventListener("pointerdown", point);
    canvas.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && rest());
    canvas.addEventListener("blur", rest);
    canvas.addEventListener("focus", () => {
      if (!canvas.matches(":focus-visible")) return; // the pointer has said where
      this.pointed = true;
      this.point(true);
    });
    canvas.addEventListener("keydown", (event) => {
      const step = arrowsAndEnds(event);
      if (!step) return;
      keep(event);
      const [row, column] = this.cell;
      this.cell = [within(row + step[0], this.pooled.rows), within(column + step[1], this.pooled.columns)];
      this.pointed = true;
      this.point(true);
    });
  }

  /** @param {boolean} aloud */
  point(aloud) {
    this.mark();
    this.hint.textContent = this.pointed ? cellWords(this.walk, this.cell, this.settings()) : READY;
    if (aloud) this.live.textContent = this.hint.textContent;
  }
}

/**
 * The windows of the pooling, and the way back.
 * @param {import("../types").Model<State>} model
 * @param {() => void} reset
 */
function settings(model, reset) {
  const pool = h("select", { onchange: () => choose(model, "pool", Number(pool.value)) });
  const kinds = [h("option", { value: "max" }, "largest"), h("option", { value: "avg" }, "mean")];
  const take = () => choose(model, "mode", /** @type {State["mode"]} */ (mode.value));
  const mode = h("select", { onchange: take }, ...kinds);
  const back = h("button", { onclick: reset }, "Put it back");
  return {
    root: h("div", { class: "cl-row" }, back, h("label", {}, "windows of", pool), h("label", {}, "take the", mode)),
    update() {
      const sides = [...new Set([...model.get("pools"), model.get("pool")])].toSorted((one, other) => one - other);
      if (pool.options.length !== sides.length)
        pool.replaceChildren(...sides.map((side) => h("option", { value: side }, `${side} x ${side}`)));
      pool.value = String(model.get("pool"));
      mode.value = model.get("mode");
    },
  };
}

/** What the marks mean. */
function legend() {
  /** @type {(name: string, text: string) => HTMLElement} */
  const entry = (name, text) => h("span", {}, h("i", { class: name, "aria-hidden": "true" }), text);
  return h(
    "p",
    { class: "cl-sub cl-key" },
    entry("cl-along", "moved along: the same, only elsewhere"),
    entry("cl-stayed", "stayed (no sign: 0 before and after)"),
    entry("cl-changed", "changed"),
  );
}

/** @type {import("../types").View<State>} */
export default {
  render({ model, el }) {
    const explorer = new Explorer(model);
    el.append(explorer.root);
    explorer.redraw();
    return together(
      listen(model, ["shift", "pool", "mode"], () => explorer.redraw()),
      onTheme(explorer.root, () => explorer.paint()),
    );
  },
};

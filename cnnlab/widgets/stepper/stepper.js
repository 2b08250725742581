// What all steppers share: a stage of grids, a window that strides over the input, a player, and a cursor for the
// keyboard. Python computes every number once; here they are drawn and moved. A stepper adds its own grids and words.

import { signed } from "../shared/colour.js";
import { fill, h, s } from "../shared/dom.js";
import { choose, listen } from "../shared/model.js";
import { show } from "../shared/text.js";

export const WIDTH = 680; // of the drawing, in its own units: it scales with the page
export const BLANK = "var(--cl-background)";
const SPEEDS = [0.5, 1, 2, 4, 10, 30];
const READY =
  "Choose a number to change it; point at a cell to see what reads it. Rows, columns and channels count from 0.";

export function paint({ rect, text, size }, fill, label = "", colour = "var(--cl-text)") {
  rect.style.fill = fill;
  if (!text) return;
  text.textContent = label;
  text.style.fill = colour;
  text.style.fontSize = `${Math.min(13, size * 0.4, (1.4 * size) / Math.max(1, label.length))}px`;
}

// Signed numbers into a grid, at one size that fits the longest of them.
export function write(cells, values, limit, hide = false) {
  const labels = values.map((value) => (hide ? "?" : show(value, 3)));
  const longest = labels.reduce((a, b) => (b.length > a.length ? b : a), "");
  cells.forEach((cell, k) => {
    paint(cell, hide ? BLANK : signed(values[k], limit), longest);
    if (cell.text) cell.text.textContent = labels[k];
  });
}

export const largest = (values) => Math.max(0, ...values.flat(3).map(Math.abs));

export class Stepper {
  // What a kind of stepper may add: a row of its own, what happens on arrival, and which numbers are still hidden.
  extra() {
    return null;
  }
  arrived() {}
  hidden() {
    return false;
  }
  ends = "output"; // the palette's name for what the outputs are
  joins = "reads";

  open(model, el) {
    this.model = model;
    this.alive = model.get("has_python") !== false; // a page without Python plays, and cannot compute anew
    this.calm = matchMedia("(prefers-reduced-motion: reduce)");
    Object.assign(this, { step: 0, speed: 2, playing: false, answered: new Set(), cursors: {} });
    this.build(el);
    this.redraw();
    this.unlisten = [
      listen(model, ["walk", "message", "predict"], () => this.redraw()),
      listen(model, ["step"], () => this.go(model.get("step"))),
    ];
  }

  build(el) {
    this.say = h("p", { class: "cl-say" });
    this.sub = h("p", { class: "cl-sub" });
    this.live = h("div", { class: "cl-hidden", role: "status", "aria-live": "polite" });
    this.svg = s("svg", { role: "group", "aria-label": this.picture });
    this.stage = h("div", { class: "cl-stage" }, this.svg);
    this.play = h("button", { class: "cl-main", onclick: () => this.toggle() }, "Play");
    this.back = h("button", { onclick: () => this.move(this.step - 1) }, "Back");
    this.next = h("button", { onclick: () => this.move(this.step + 1) }, "Step");
    this.scrub = h("input", {
      type: "range",
      min: 0,
      value: 0,
      "aria-label": "Step of the walk",
      oninput: () => this.move(+this.scrub.value),
    });
    const speeds = SPEEDS.map((n) => h("option", { value: n, selected: n === this.speed }, `${n} / s`));
    const speed = h("select", { onchange: (event) => (this.speed = +event.target.value) }, ...speeds);
    this.hint = h("p", { class: "cl-hint" });
    this.message = h("p", { class: "cl-message", role: "alert" });
    this.root = h(
      "div",
      { class: "cnnlab cl-stepper", role: "group", "aria-label": this.name, onkeydown: (event) => this.key(event) },
      this.say,
      this.sub,
      this.stage,
      h("div", { class: "cl-row" }, this.play, this.back, this.next, this.scrub, h("label", {}, "speed", speed)),
      this.settings(),
      this.extra(),
      this.message,
      this.hint,
      this.live,
    );
    // JupyterLab's keys stay out
    for (const field of this.root.querySelectorAll("input, select")) field.dataset.lmSuppressShortcuts = "true";
    el.append(this.root);
  }

  // The settings that Python names: a number with its least value, a menu of options, or a toggle.
  settings() {
    const kind = ({ least, options }) => (options ? "menu" : least === undefined ? "toggleButton" : "number");
    const parts = this.model.get("controls").map((control) => this[kind(control)](control));
    this.refreshers = parts.map(([, refresh]) => refresh);
    return h("div", { class: "cl-row" }, ...parts.map(([element]) => element));
  }

  // One number for a setting that may hold several: rows and columns, before and after.
  number({ name, label, least }) {
    const keep = () => {
      const value = Math.max(least, Math.round(+input.value) || least);
      input.value = value;
      choose(this.model, name, value);
    };
    const enter = (event) => event.key === "Enter" && keep(); // in JupyterLab Enter does not count as a change
    const input = h("input", {
      type: "number",
      min: least,
      max: 9,
      step: 1,
      disabled: !this.alive,
      onchange: keep,
      onkeydown: enter,
    });
    const refresh = () => {
      const typing = input === document.activeElement;
      if (!typing) input.value = [this.model.get(name)].flat(3)[0];
    };
    return [h("label", {}, label, input), refresh];
  }

  toggleButton({ name, label }) {
    const button = h(
      "button",
      { disabled: !this.alive, onclick: () => choose(this.model, name, !this.model.get(name)) },
      label,
    );
    return [button, () => button.setAttribute("aria-pressed", String(this.model.get(name)))];
  }

  menu({ name, label, options }) {
    const select = h(
      "select",
      { disabled: !this.alive, onchange: () => choose(this.model, name, options[select.selectedIndex][0]) },
      ...options.map(([, text]) => h("option", {}, text)),
    );
    const refresh = () => {
      select.selectedIndex = options.findIndex(([value]) => value === this.model.get(name));
    };
    return [h("label", {}, label, select), refresh];
  }

  // ---- drawing: once for each walk

  redraw() {
    const walk = this.model.get("walk");
    for (const refresh of this.refreshers) refresh();
    this.message.textContent = this.model.get("message");
    this.drawn = Boolean(walk.out);
    for (const control of [this.play, this.back, this.next, this.scrub]) control.disabled = !this.drawn;
    const held = this.svg.contains(document.activeElement) && document.activeElement.getAttribute("aria-label");
    this.svg.replaceChildren();
    if (!this.drawn) {
      this.halt();
      this.svg.setAttribute("height", 0);
      this.say.textContent = "These settings leave no output.";
      this.live.textContent = "";
      return this.sub.replaceChildren();
    }
    const image = walk.image ?? this.model.get("image");
    this.answered.clear();
    Object.assign(this, { walk, image, at: this.measure(walk, image) });
    this.limits = { x: Math.max(1, largest(image)), both: image.flat(2).some((v) => v < 0), out: largest(walk.out) };
    this.svg.setAttribute("viewBox", `0 0 ${WIDTH} ${this.at.height}`);
    this.svg.setAttribute("height", this.at.height);
    this.drawGrids();
    this.paintInputs();
    this.addFrames();
    this.rest();
    this.scrub.max = this.at.total - 1;
    this.step = -1;
    this.go(Math.min(this.model.get("step"), this.at.total - 1));
    if (held) this.svg.querySelector(`[aria-label="${held}"]`)?.focus(); // whoever edits by keyboard goes on from there
  }

  // What every layout starts from: the shapes of image, window and output map.
  sizes({ padding: [[top, bottom], [left, right]] }, image, [kh, kw], map) {
    const [c, h, w, oh, ow] = [image.length, image[0].length, image[0][0].length, map.length, map[0].length];
    return { c, h, w, kh, kw, oh, ow, top, left, rows: h + top + bottom, columns: w + left + right, total: oh * ow };
  }

  // A group of cells that the keyboard reaches.
  group(label) {
    return this.svg.appendChild(
      s("g", {
        tabindex: 0,
        role: "application",
        "aria-label": `${label}: arrow keys choose a cell, Enter acts on it`,
      }),
    );
  }

  frame(width, height, colour) {
    return s("rect", { width, height, class: "cl-frame", stroke: `var(--cl-${colour})` });
  }

  // ---- one step

  place(step) {
    return [Math.floor(step / this.at.ow), step % this.at.ow];
  }

  padded(c, r, q) {
    const { at } = this;
    const [y, x] = [r - at.top, q - at.left];
    return y >= 0 && x >= 0 && y < at.h && x < at.w ? this.image[c][y][x] : null;
  }

  go(step) {
    if (!this.drawn) return;
    step = Math.max(0, Math.min(step, this.at.total - 1));
    const before = this.step;
    const [from, to] = before < 0 ? [0, this.at.total - 1] : [Math.min(before, step), Math.max(before, step)];
    this.step = step;
    for (let k = from; k <= to; k++) this.paintOutput(k);
    this.paintStep();
    this.frames(step);
    this.scrub.value = step;
    this.back.disabled = step === 0;
    this.next.disabled = step === this.at.total - 1;
    if (before !== step) this.arrived();
    this.speak();
  }

  // The sentence of a step: every second part is the arithmetic, the last is the result.
  tell(parts, result, sub) {
    // room for two lines, so that nothing below jumps
    this.say.style.minHeight = parts.join("").length > 72 ? "2.9em" : "";
    this.say.replaceChildren(
      ...parts.map((text, k) => (k % 2 ? h("span", { class: "cl-work" }, text) : text)),
      h("b", {}, result),
    );
    this.sub.textContent = sub;
    if (!this.playing || this.speed <= 1) this.live.textContent = this.say.textContent;
  }

  // ---- playing: the browser's own clock, no message to Python until it ends

  toggle() {
    this.playing ? this.halt() : this.start();
  }

  start() {
    if (this.step >= this.at.total - 1) this.move(0);
    this.playing = true;
    this.play.textContent = "Pause";
    let position = this.step;
    let last = performance.now();
    const tick = (now) => {
      if (!this.playing || !this.root.isConnected) return;
      // a frame's time may lie before the click's
      position += Math.max(0, Math.min(0.25, (now - last) / 1000)) * this.speed;
      last = now;
      if (Math.floor(position) !== this.step) {
        if (this.hidden(this.step)) return this.halt();
        position = Math.min(Math.floor(position), this.step + 1) + (position % 1); // every step is shown
        this.model.set("step", Math.floor(position));
      }
      if (this.step >= this.at.total - 1) return this.halt();
      this.frames(position);
      requestAnimationFrame(tick);
    };
    if (this.hidden(this.step)) return this.halt();
    requestAnimationFrame(tick);
  }

  halt() {
    if (!this.playing) return;
    this.playing = false;
    this.play.textContent = "Play";
    if (this.drawn) {
      this.frames(this.step);
      this.speak();
    }
    if (this.alive) this.model.save_changes();
  }

  move(step) {
    this.halt();
    choose(this.model, "step", Math.max(0, Math.min(step, this.at.total - 1)));
  }

  // ---- pointing, choosing, editing

  // Pointer and keyboard alike for a stack of grids: `enter` when a cell is pointed at, `act` when it is chosen.
  bind(group, grids, rows, columns, enter, act = () => {}) {
    grids.forEach(({ cells }, c) => {
      cells.forEach(({ rect }, index) => {
        const place = [c, Math.floor(index / columns), index % columns];
        fill(rect, {
          onpointerenter: () => enter(...place),
          onpointerleave: () => this.rest(),
          onclick: () => act(...place),
        });
      });
    });
    this.keys(group, grids, rows, columns, enter, act);
  }

  chooseOutput(_, r, q) {
    this.move(r * this.at.ow + q);
  }

  keys(group, grids, rows, columns, enter, act) {
    const label = group.getAttribute("aria-label");
    const last = this.cursors[label] ?? [0, 0];
    let row = Math.min(last[0], rows * grids.length - 1);
    let column = Math.min(last[1], columns - 1);
    const at = () => [Math.floor(row / rows), row % rows, column];
    const mark = () => {
      const { rect } = grids[at()[0]].cell(...at().slice(1));
      for (const name of ["x", "y", "width", "height"]) this.cursor.setAttribute(name, rect.getAttribute(name));
      this.cursor.style.display = "";
      this.cursors[label] = [row, column];
      enter(...at());
      this.live.textContent = this.hint.textContent;
    };
    const leave = () => {
      this.cursor.style.display = "none";
      this.rest();
    };
    const move = (event) => {
      const moves = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
      if (!moves && event.key !== "Enter") return;
      event.preventDefault();
      event.stopPropagation();
      if (!moves) return act(...at());
      row = Math.max(0, Math.min(rows * grids.length - 1, row + moves[0]));
      column = Math.max(0, Math.min(columns - 1, column + moves[1]));
      mark();
    };
    fill(group, { onfocus: mark, onblur: leave, onkeydown: move });
  }

  pointInput(c, r, q) {
    const { at, walk } = this;
    const reads = (position, axis, count, size) =>
      [...Array(count).keys()].filter((k) => {
        const tap = (position - k * walk.stride[axis]) / walk.dilation[axis];
        return Number.isInteger(tap) && tap >= 0 && tap < size;
      });
    this.rest();
    const [rows, columns] = [reads(r, 0, at.oh, at.kh), reads(q, 1, at.ow, at.kw)];
    this.lit = rows.flatMap((row) =>
      columns.map((column) => this.outs[this.outs.length > 1 ? c : 0].cell(row, column).rect),
    );
    for (const rect of this.lit) rect.classList.add("cl-lit");
    const value = this.padded(c, r, q);
    const n = this.lit.length;
    const what =
      value === null ? "A padding cell, 0" : `Input row ${r - at.top}, column ${q - at.left} = ${show(value)}`;
    const readers = n === 1 ? "1 output reads" : n === 0 ? "No output reads" : `${n} outputs read`;
    this.hint.textContent = `${what}. ${readers} it.`;
  }

  rest() {
    for (const rect of this.lit ?? []) rect.classList.remove("cl-lit");
    this.lit = [];
    this.ghost.style.display = "none";
    this.hint.textContent = this.alive ? READY : "This page plays by itself. Open the notebook to change numbers.";
  }

  // Write into one place of a nested setting.
  put(name, place, value, whole = this.model.get(name)) {
    const all = structuredClone(whole);
    place.slice(0, -1).reduce((part, k) => part[k], all)[place.at(-1)] = value;
    choose(this.model, name, all);
  }

  edit(rect, name, place, whole = this.model.get(name)) {
    if (!this.alive) return;
    const value = place.reduce((part, k) => part[k], whole);
    this.halt();
    const [box, stage] = [rect.getBoundingClientRect(), this.stage.getBoundingClientRect()];
    const keys = (event) => {
      event.stopPropagation();
      if (!["Enter", "Escape"].includes(event.key)) return;
      close(event.key === "Enter");
      rect.parentNode.focus();
    };
    const field = h("input", {
      type: "number",
      step: "any",
      "aria-label": "New value",
      onkeydown: keys,
      onblur: () => close(true),
      style: `left:${box.left - stage.left - 4}px;top:${box.top - stage.top - 2}px`,
    });
    const close = (keep) => {
      if (!field.isConnected) return;
      const typed = field.value.trim();
      field.remove();
      if (keep && typed !== "" && +typed !== value) this.put(name, place, +typed, whole);
    };
    field.value = value;
    this.stage.append(field);
    field.select();
  }

  key(event) {
    const { target, key } = event;
    const own = target === this.scrub || (target === this.play && key !== " ");
    if (!this.drawn || (!own && ["INPUT", "SELECT", "BUTTON"].includes(target.tagName))) return;
    const act = {
      " ": () => this.toggle(),
      ArrowRight: () => this.move(this.step + 1),
      ArrowLeft: () => this.move(this.step - 1),
      Home: () => this.move(0),
      End: () => this.move(this.at.total - 1),
    }[key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  dispose() {
    this.playing = false;
    for (const end of this.unlisten) end();
  }
}

export const widget = (Kind) => ({
  render({ model, el }) {
    const stepper = new Kind();
    stepper.open(model, el);
    return () => stepper.dispose();
  },
});

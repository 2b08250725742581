// DrawPad. The browser keeps the strokes and draws them; Python frames them as 28 x 28 pixels, and asks the net.

import { h } from "../shared/dom.js";
import { listen } from "../shared/model.js";

const SIDE = 448; // pixels of the canvas
const EVERY = 70; // ms that a message to Python waits for after the one before, while the pen is down
const PATIENCE = 700; // ms without an answer, after which the page says why
const NEAR = 0.003; // points that are nearer than this to the last one say nothing new
const MOVES = {
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  Home: [-1, -1],
  PageUp: [1, -1],
  End: [-1, 1],
  PageDown: [1, 1],
};
const READY =
  "Draw with the mouse, a pen or a finger. With the keyboard: Tab to the canvas; arrow keys move the pen " +
  "(with Shift, in small steps), Space puts it down and lifts it, Backspace takes the last stroke away.";
const NO_PYTHON = "You can draw here; the net's answer needs Python: open the notebook.";
const BUSY = "Python has not answered yet. If a cell is running, the answer may have to wait until it ends.";
const percent = (part) => (part > 0.9995 ? ">99.9 %" : `${(100 * part).toFixed(1)} %`);

class DrawPad {
  constructor(model, el) {
    this.model = model;
    this.alive = model.get("has_python") !== false; // a page without Python can draw, and cannot answer
    this.strokes = this.computed = model.get("strokes");
    this.cursor = [0.5, 0.5];
    this.build(el);
    this.redraw();
    this.answered();
    const ends = [
      listen(model, ["strokes", "width"], () => this.changed()),
      listen(model, ["answer", "message"], () => this.answered()),
      listen(model, ["turn"], () => this.tellBusy()),
    ];
    this.unlisten = () => {
      for (const end of ends) end();
    };
  }

  build(el) {
    this.say = h("p", { class: "cl-say" });
    this.message = h("p", { class: "cl-message", role: "alert" });
    this.live = h("div", { class: "cl-hidden", role: "status", "aria-live": "polite" });
    this.hint = h("p", { class: "cl-hint" }, READY);
    this.pads = h("div", { class: "cl-pads" }, this.left(), this.middle(), this.right());
    this.root = h(
      "div",
      { class: "cnnlab cl-draw", role: "group", "aria-label": "Drawing pad" },
      this.say,
      this.message,
      this.pads,
      this.hint,
      this.live,
    );
    el.append(this.root);
  }

  left() {
    const { canvas } = this.paper("canvas", SIDE, {
      class: "cl-draw-here",
      tabindex: 0,
      role: "application",
      "aria-label": "Canvas to draw on",
      "data-lm-suppress-shortcuts": "true",
    });
    this.mark = h("div", { class: "cl-pen" });
    const on = (name, call) => canvas.addEventListener(name, call);
    on("pointerdown", (event) => this.press(event));
    on("pointermove", (event) => this.drag(event));
    for (const name of ["pointerup", "pointercancel", "lostpointercapture"])
      on(name, (event) => event.pointerId === this.pointer && this.lift());
    on("keydown", (event) => this.key(event));
    on("focus", () => this.showPen());
    on("blur", () => this.lift());
    const [min, max] = this.model.get("limits").width;
    this.width = h("input", {
      type: "range",
      min,
      max,
      step: 0.005,
      "aria-label": "pen width",
      "data-lm-suppress-shortcuts": "true",
      oninput: () => this.thicken(),
    });
    const button = (word, press) => h("button", { onclick: press }, word);
    return h(
      "section",
      {},
      h("h4", {}, "Your drawing"),
      h("div", { class: "cl-paper" }, canvas, this.mark),
      h(
        "div",
        { class: "cl-row" },
        button("Undo", () => this.undo()),
        button("Clear", () => this.clear()),
        h("label", {}, "pen", this.width),
      ),
    );
  }

  middle() {
    const { canvas } = this.paper("framed", 28, { class: "cl-framed", role: "img" });
    this.frame = h("p", { class: "cl-sub" });
    return h("section", {}, h("h4", {}, "What the net sees"), h("div", { class: "cl-paper" }, canvas), this.frame);
  }

  right() {
    this.rows = this.model.get("classes").map((name) => {
      const bar = h("i", { "aria-hidden": "true" });
      const number = h("span");
      return { bar, number, row: h("li", {}, h("span", {}, name), bar, number) };
    });
    const again = h(
      "button",
      {
        disabled: !this.alive,
        title: "The same drawing, with the weights that the net has now",
        onclick: () => this.send(true),
      },
      "Ask again",
    );
    return h(
      "section",
      {},
      h("h4", {}, "How sure it is"),
      h("ul", { class: "cl-bars", role: "list" }, ...this.rows.map(({ row }) => row)),
      h("div", { class: "cl-row" }, again),
    );
  }

  paper(name, side, attributes) {
    const canvas = h("canvas", { width: side, height: side, ...attributes });
    this[name] = canvas;
    return { canvas };
  }

  // ---- the pen

  place(event) {
    const box = this.canvas.getBoundingClientRect();
    return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
  }

  press(event) {
    if (event.button !== 0 || !event.isPrimary || this.stroke) return;
    this.pointer = event.pointerId;
    try {
      this.canvas.setPointerCapture(event.pointerId);
    } catch {
      // a pointer that has already gone, or one that a script made up: it draws as long as it is over the canvas
    }
    this.lower(this.place(event));
  }

  drag(event) {
    if (!this.stroke || event.pointerId !== this.pointer) return;
    const events = event.getCoalescedEvents?.() ?? [];
    for (const each of events.length ? events : [event]) this.extend(this.place(each));
  }

  lower(point) {
    this.base = this.strokes;
    this.stroke = [];
    this.last = performance.now(); // a first dot is no news: a short stroke is sent once, at its end
    this.extend(point);
  }

  extend(point) {
    const [x, y] = point.map((part) => Math.max(0, Math.min(1, Math.round(part * 1e4) / 1e4)));
    const last = this.stroke.at(-1);
    this.cursor = [x, y];
    if (last && Math.hypot(x - last[0], y - last[1]) < NEAR) return;
    if (this.count() >= this.model.get("limits").points) return;
    this.stroke.push([x, y]);
    this.strokes = [...this.base, this.stroke];
    this.line(last ?? [x, y], [x, y]);
    this.send();
  }

  count() {
    return this.base.reduce((sum, stroke) => sum + stroke.length, this.stroke.length);
  }

  lift() {
    if (!this.stroke) return;
    this.stroke = this.pointer = null;
    this.showPen();
    this.send(true);
  }

  key(event) {
    const { key } = event;
    const move = MOVES[key];
    if (key === " ") this.stroke ? this.lift() : this.lower(this.cursor);
    else if (key === "Escape" && this.stroke) this.lift();
    else if (key === "Backspace" || (key === "z" && (event.ctrlKey || event.metaKey))) this.undo();
    else if (move) this.step(move, event.shiftKey ? 0.01 : 0.04);
    else return;
    event.preventDefault();
    event.stopPropagation();
    this.showPen();
    const [across, down] = this.cursor.map((part) => Math.round(100 * part));
    this.live.textContent = `Pen ${this.stroke ? "down" : "up"}, ${across} % across, ${down} % down.`;
  }

  step(move, size) {
    const to = this.cursor.map((part, axis) => Math.max(0, Math.min(1, part + move[axis] * size)));
    if (this.stroke) this.extend(to);
    else this.cursor = to;
  }

  showPen() {
    const [x, y] = this.cursor.map((part) => `${100 * part}%`);
    const size = `max(8px, ${100 * this.model.get("width")}%)`;
    Object.assign(this.mark.style, { left: x, top: y, width: size, height: "auto", aspectRatio: "1" });
    this.mark.classList.toggle("cl-down", Boolean(this.stroke));
  }

  // ---- the drawing

  undo() {
    this.lift();
    if (this.strokes.length) this.set(this.strokes.slice(0, -1));
    else if (this.cleared) this.set(this.cleared);
    this.cleared = null;
  }

  clear() {
    this.lift();
    const { strokes } = this;
    this.set([]);
    if (strokes.length) this.cleared = strokes; // which Undo brings back
  }

  set(strokes) {
    this.strokes = strokes;
    this.redraw();
    this.send(true);
  }

  thicken() {
    this.model.set("width", +this.width.value);
    this.send();
  }

  // The strokes or the width in the model are others: from here, from another view, or from Python.
  changed() {
    const strokes = this.model.get("strokes");
    if (strokes !== this.sent) {
      this.stroke = this.pointer = this.sent = null;
      this.strokes = strokes;
    }
    this.redraw();
  }

  redraw() {
    this.width.value = this.model.get("width");
    this.width.setAttribute("aria-valuetext", `${Math.round(100 * this.model.get("width"))} % of the canvas`);
    const pen = this.canvas.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, SIDE, SIDE);
    for (const stroke of this.strokes)
      stroke.forEach((point, k) => {
        this.line(stroke[Math.max(0, k - 1)], point);
      });
    const n = this.strokes.length;
    this.canvas.setAttribute(
      "aria-label",
      `Canvas to draw on: ${n || "no"} stroke${n === 1 ? "" : "s"}. Arrow keys move the pen, ` +
        "Space puts it down and lifts it, Backspace takes the last stroke away.",
    );
    this.showPen();
  }

  // A round pen; a line from a point to itself is a dot.
  line([x0, y0], [x1, y1]) {
    const pen = this.canvas.getContext("2d");
    const width = this.model.get("width") * SIDE;
    Object.assign(pen, { strokeStyle: "#000", fillStyle: "#000", lineWidth: width, lineCap: "round" });
    pen.beginPath();
    if (x0 === x1 && y0 === y1) pen.arc(x0 * SIDE, y0 * SIDE, width / 2, 0, 7);
    else pen.moveTo(x0 * SIDE, y0 * SIDE);
    pen.lineTo(x1 * SIDE, y1 * SIDE);
    x0 === x1 && y0 === y1 ? pen.fill() : pen.stroke();
  }

  // ---- to Python and back

  // While the pen is down, the next message leaves EVERY ms after the last one was answered, so that most often none is
  // on its way when the stroke ends; with `now` it leaves at once.
  send(now = false) {
    const wait = now ? 0 : this.alive && this.waiting() ? EVERY : (this.last ?? 0) + EVERY - performance.now();
    if (wait > 0) {
      this.timer ??= setTimeout(() => {
        this.timer = null;
        this.send();
      }, wait);
      return;
    }
    clearTimeout(this.timer);
    this.timer = null;
    this.last = performance.now();
    const { model } = this;
    this.sent = this.strokes.map((stroke) => [...stroke]);
    model.set("turn", model.get("turn") + 1);
    model.set("strokes", this.sent);
    model.save_changes();
    if (!this.alive) return this.answered();
    clearTimeout(this.late);
    this.late = setTimeout(() => {
      if (this.waiting()) this.hint.textContent = BUSY;
    }, PATIENCE);
  }

  waiting() {
    return this.model.get("answer").turn !== this.model.get("turn");
  }

  tellBusy() {
    this.root.setAttribute("aria-busy", String(this.alive && this.waiting()));
  }

  answered() {
    this.last = performance.now();
    const { model } = this;
    const known = this.alive || this.strokes === this.computed;
    const answer = known ? model.get("answer") : { pixels: [], probabilities: [], words: NO_PYTHON };
    this.say.textContent = answer.words;
    this.message.textContent = model.get("message");
    if (!this.alive)
      this.hint.textContent = known ? `${READY} ${NO_PYTHON}` : READY; // said once, here or above
    else if (!this.waiting()) this.hint.textContent = READY;
    if (!this.stroke && !(this.alive && this.waiting())) this.live.textContent = answer.words;
    this.tellBusy();
    this.bars(answer);
    this.show(answer);
  }

  bars({ probabilities, best }) {
    this.rows.forEach(({ bar, number, row }, k) => {
      const part = probabilities[k];
      bar.style.setProperty("--part", `${100 * (part ?? 0)}%`);
      number.textContent = part === undefined ? "" : percent(part);
      row.classList.toggle("cl-best", k === best && part !== undefined);
    });
  }

  show({ pixels }) {
    const image = new ImageData(28, 28);
    for (let k = 0; k < 784; k++)
      image.data.set([255 - (pixels[k] ?? 0), 255 - (pixels[k] ?? 0), 255 - (pixels[k] ?? 0), 255], 4 * k);
    this.framed.getContext("2d").putImageData(image, 0, 0);
    this.framed.setAttribute(
      "aria-label",
      pixels.length ? "Your drawing, framed in 28 x 28 pixels" : "28 x 28 empty pixels",
    );
    this.frame.textContent = "28 x 28 pixels, framed like MNIST: 20 pixels on the longer side, its mass in the middle.";
  }

  dispose() {
    clearTimeout(this.timer);
    clearTimeout(this.late);
    this.unlisten();
  }
}

export default {
  render({ model, el }) {
    const pad = new DrawPad(model, el);
    return () => pad.dispose();
  },
};

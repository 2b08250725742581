// The canvas that is drawn on: what a mouse, a finger or a key does there, and the ink.

import { h } from "../shared/dom.js";
import { keep } from "../shared/keys.js";
import { stepOf } from "./pen.js";
import { canvasWords, penWords } from "./words.js";

/** @typedef {import("./pen.js").Pen} Pen */
/** @typedef {import("./pen.js").Point} Point */

const SIDE = 448; // pixels of the canvas

/**
 * @typedef {object} Calls
 * @property {() => void} begun - the pen was put down
 * @property {() => void} drawn - there is more ink
 * @property {() => void} lifted
 * @property {() => void} undo
 * @property {(words: string) => void} tell - what the keyboard did
 */

export class Paper {
  /**
   * @param {Pen} pen
   * @param {() => number} width - of its line, as a part of the canvas
   * @param {Calls} calls
   */
  constructor(pen, width, calls) {
    this.pen = pen;
    this.width = width;
    this.calls = calls;
    /** @type {number | null} */
    this.pointer = null; // the mouse or the finger that draws
    this.canvas = h("canvas", {
      width: SIDE,
      height: SIDE,
      class: "cl-draw-here",
      tabindex: 0,
      role: "application",
      "aria-label": "Canvas to draw on",
    });
    this.brush = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d"));
    this.mark = h("div", { class: "cl-pen" });
    this.root = h("div", { class: "cl-paper" }, this.canvas, this.mark);
    this.bind();
  }

  bind() {
    const { canvas } = this;
    canvas.addEventListener("pointerdown", (event) => this.press(event));
    canvas.addEventListener("pointermove", (event) => this.drag(event));
    const end = (/** @type {PointerEvent} */ event) => {
      if (event.pointerId === this.pointer) this.lift();
    };
    canvas.addEventListener("pointerup", end);
    canvas.addEventListener("pointercancel", end);
    canvas.addEventListener("lostpointercapture", end);
    canvas.addEventListener("keydown", (event) => this.key(event));
    canvas.addEventListener("focus", () => this.showPen());
    canvas.addEventListener("blur", () => this.lift());
  }

  // ---- the pointer

  /**
   * @param {PointerEvent} event
   * @returns {Point}
   */
  pointOf(event) {
    const { left, top, width, height } = this.canvas.getBoundingClientRect();
    return [(event.clientX - left) / width, (event.clientY - top) / height];
  }

  /** @param {PointerEvent} event */
  press(event) {
    if (event.button !== 0 || !event.isPrimary || this.pen.down) return;
    this.pointer = event.pointerId;
    try {
      this.canvas.setPointerCapture(event.pointerId);
    } catch {
      // a pointer that has already gone, or one that a script made up: it draws as long as it is over the canvas
    }
    this.lower(this.pointOf(event));
  }

  /** @param {PointerEvent} event */
  drag(event) {
    if (!this.pen.down || event.pointerId !== this.pointer) return;
    const events = event.getCoalescedEvents?.() ?? [];
    this.draw(...(events.length ? events : [event]).map((each) => this.pointOf(each)));
  }

  // ---- the pen

  /** @param {Point} point */
  lower(point) {
    this.pen.lower();
    this.calls.begun();
    this.draw(point);
  }

  /**
   * On to these points, which are one piece of news.
   * @param {Point[]} points
   */
  draw(...points) {
    const lines = points.map((point) => this.pen.draw(point)).filter((line) => line !== null);
    for (const line of lines) this.ink(...line);
    if (lines.length) this.calls.drawn();
  }

  lift() {
    if (!this.pen.down) return;
    this.pen.lift();
    this.pointer = null;
    this.showPen();
    this.calls.lifted();
  }

  // ---- the keyboard

  /** @param {KeyboardEvent} event */
  key(event) {
    const act = this.actOf(event);
    if (!act) return;
    act();
    keep(event);
    this.showPen();
    this.calls.tell(penWords(this.pen.down, this.pen.place));
  }

  /**
   * What a key does; null for one that does nothing.
   * @param {KeyboardEvent} event
   */
  actOf(event) {
    const { key } = event;
    const { pen } = this;
    if (pen.down && (key === " " || key === "Escape")) return () => this.lift();
    if (key === " ") return () => this.lower(pen.place);
    if (key === "Backspace" || (key === "z" && (event.ctrlKey || event.metaKey))) return this.calls.undo;
    const step = stepOf(event);
    return step && (() => this.move(pen.after(step)));
  }

  /** @param {Point} point */
  move(point) {
    if (this.pen.down) this.draw(point);
    else this.pen.place = point;
  }

  // ---- what is seen

  showPen() {
    const [across, down] = this.pen.place;
    const size = `max(8px, ${100 * this.width()}%)`;
    const box = { left: `${100 * across}%`, top: `${100 * down}%`, width: size, height: "auto", aspectRatio: "1" };
    Object.assign(this.mark.style, box);
    this.mark.classList.toggle("cl-down", this.pen.down);
  }

  redraw() {
    const { brush, pen } = this;
    brush.fillStyle = "#fff";
    brush.fillRect(0, 0, SIDE, SIDE);
    for (const stroke of pen.strokes)
      stroke.forEach((point, k) => {
        this.ink(stroke[Math.max(0, k - 1)], point);
      });
    this.canvas.setAttribute("aria-label", canvasWords(pen.strokes.length));
    this.showPen();
  }

  /**
   * A line of a round pen; from a point to itself it is a dot.
   * @param {Point} from
   * @param {Point} to
   */
  ink(from, to) {
    const { brush } = this;
    const [x, y] = [from[0] * SIDE, from[1] * SIDE];
    const width = this.width() * SIDE;
    Object.assign(brush, { strokeStyle: "#000", fillStyle: "#000", lineWidth: width, lineCap: "round" });
    brush.beginPath();
    if (from[0] === to[0] && from[1] === to[1]) {
      brush.arc(x, y, width / 2, 0, 2 * Math.PI);
      brush.lineTo(x, y);
      brush.fill();
    } else {
      brush.moveTo(x, y);
      brush.lineTo(to[0] * SIDE, to[1] * SIDE);
      brush.stroke();
    }
  }
}

// The ball: it is dragged with a mouse or a finger, and moved by arrow keys. It outlives what is drawn around it, and
// so it keeps the focus, and the finger.

import { s } from "../shared/dom.js";
import { arrows, keep, modified } from "../shared/keys.js";

/** @typedef {import("./layout.js").Spot} Spot */

const FINGER = 16; // units: half of what is touched
const SIZE = 8;
const FINE = 5; // with Shift, a key moves by so much less

/**
 * @typedef {object} Calls
 * @property {(spot: Spot) => void} drag - to a spot of the drawing
 * @property {() => void} drop
 * @property {(across: number, up: number) => void} nudge - by so many steps
 * @property {() => void} toggle
 */

export class Ball {
  /**
   * @param {SVGSVGElement} svg
   * @param {Calls} calls
   */
  constructor(svg, calls) {
    this.svg = svg;
    this.calls = calls;
    /** @type {number | null} */
    this.pointer = null; // the mouse or the finger that drags
    const hit = s("circle", { r: FINGER, fill: "transparent" });
    this.words = s("text", { class: "cl-label", "aria-hidden": "true" });
    const root = { class: "cl-ball", tabindex: 0, role: "application", "aria-label": "Ball" };
    this.disc = s("g", root, hit, s("circle", { class: "cl-disc", r: SIZE }));
    this.root = s("g", {}, this.words, this.disc);
    this.bind();
  }

  bind() {
    const { disc } = this;
    disc.addEventListener("pointerdown", (event) => this.take(event));
    disc.addEventListener("pointermove", (event) => {
      if (event.pointerId === this.pointer) this.calls.drag(this.spotAt(event));
    });
    const end = (/** @type {PointerEvent} */ event) => {
      if (event.pointerId !== this.pointer) return;
      this.pointer = null;
      this.calls.drop();
    };
    for (const name of /** @type {const} */ (["pointerup", "pointercancel", "lostpointercapture"]))
      disc.addEventListener(name, end);
    disc.addEventListener("keydown", (event) => this.press(event));
  }

  /** @param {PointerEvent} event */
  take(event) {
    if (event.button !== 0 || !event.isPrimary) return;
    this.pointer = event.pointerId;
    try {
      this.disc.setPointerCapture(event.pointerId);
    } catch {
      // a pointer that has already gone, or one that a script made up: it drags as long as it is over the ball
    }
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    if (modified(event)) return;
    const step = arrows(event);
    const by = event.shiftKey ? 1 / FINE : 1;
    if (step) this.calls.nudge(step[1] * by, -step[0] * by);
    else if (event.key === " ") this.calls.toggle();
    else return;
    keep(event);
  }

  /**
   * A place on the page, in the units of the drawing.
   * @param {MouseEvent} event
   * @returns {Spot}
   */
  spotAt(event) {
    const box = this.svg.getBoundingClientRect();
    const unit = this.svg.viewBox.baseVal.width / box.width;
    return [(event.clientX - box.left) * unit, (event.clientY - box.top) * unit];
  }

  /**
   * @param {Spot} spot - in the panel
   * @param {string} words - beside it, where it is not where it seems
   * @param {boolean} onLeft - whether there is room for them on the right alone
   * @param {number} highest - where they may stand
   */
  moveTo([x, y], words, onLeft, highest) {
    this.disc.setAttribute("transform", `translate(${x} ${y})`);
    this.disc.classList.toggle("cl-away", words !== "");
    const side = onLeft ? { x: x + 14, anchor: "start" } : { x: x - 14, anchor: "end" };
    this.words.setAttribute("x", String(side.x));
    this.words.setAttribute("y", String(Math.max(highest, y)));
    this.words.style.textAnchor = side.anchor;
    this.words.textContent = words;
  }
}

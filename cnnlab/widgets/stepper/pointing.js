// What is said and marked while a cell is pointed at.

import { h } from "../shared/dom.js";
import { frame } from "./cells.js";

export class Pointing {
  /** @param {string} ready - the hint while nothing is pointed at */
  constructor(ready) {
    this.ready = ready;
    this.hint = h("p", { class: "cl-hint" });
    /** @type {Element[]} */
    this.lit = [];
    /** @type {SVGElement | null} */
    this.ghost = null;
  }

  /**
   * The dashed window of the drawing that begins.
   * @param {Element} parent
   * @param {{ width: number, height: number }} span
   */
  addGhost(parent, { width, height }) {
    this.ghost = parent.appendChild(frame(width, height, "output", "cl-ghost"));
    this.ghost.style.display = "none";
  }

  /** @param {string} words */
  say(words) {
    this.hint.textContent = words;
  }

  /**
   * @param {Element[]} rects
   * @param {string} words
   */
  light(rects, words) {
    this.rest();
    this.lit = rects;
    for (const rect of rects) rect.classList.add("cl-lit");
    this.say(words);
  }

  /**
   * Show the dashed window at a place.
   * @param {number} x
   * @param {number} y
   * @param {string} words
   */
  showGhost(x, y, words) {
    this.rest();
    if (this.ghost) {
      this.ghost.setAttribute("x", String(x));
      this.ghost.setAttribute("y", String(y));
      this.ghost.style.display = "";
    }
    this.say(words);
  }

  rest() {
    for (const rect of this.lit) rect.classList.remove("cl-lit");
    this.lit = [];
    if (this.ghost) this.ghost.style.display = "none";
    this.say(this.ready);
  }
}

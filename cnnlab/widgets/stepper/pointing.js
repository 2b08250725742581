// What is said and marked while a cell is pointed at.

import { h, s } from "../shared/dom.js";
import { frame } from "./cells.js";

export class Pointing {
  /** @param {string} ready - the hint while nothing is pointed at */
  constructor(ready) {
    this.ready = ready;
    this.hint = h("p", { class: "cl-hint" });
    /** @type {SVGElement | null} */
    this.ghost = null;
    /** @type {SVGElement | null} */
    this.lit = null;
  }

  /**
   * The marks of the drawing that begins: the dashed window, and frames around cells.
   * @param {Element} parent
   * @param {{ width: number, height: number }} span - of the window
   */
  addMarks(parent, { width, height }) {
    this.lit = parent.appendChild(s("path", { class: "cl-lit" }));
    this.ghost = parent.appendChild(frame(width, height, "window", "cl-ghost"));
    this.ghost.style.display = "none";
  }

  /** @param {string} words */
  say(words) {
    this.hint.textContent = words;
  }

  /**
   * Frame some cells.
   * @param {import("../types").Cell[]} cells
   * @param {string} words
   */
  light(cells, words) {
    this.rest();
    const frames = cells.map(({ box: { x, y, width, height } }) => `M${x} ${y}h${width}v${height}h${-width}z`);
    this.lit?.setAttribute("d", frames.join(""));
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
    this.lit?.setAttribute("d", "");
    if (this.ghost) this.ghost.style.display = "none";
    this.say(this.ready);
  }
}

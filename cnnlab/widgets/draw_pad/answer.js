// What Python answers: the drawing as the net sees it, and a bar for each class.

import { h } from "../shared/dom.js";
import { paintPixels } from "../shared/pixels.js";
import { probability } from "./words.js";

/** @typedef {import("../types").DrawPadState["answer"]} Answer */

const SIDE_SEEN = 28;
const SHORT = 8; // letters of a name that has room beside its bar
const FRAMED = "28 x 28 pixels, framed like MNIST: 20 pixels on the longer side, its mass in the middle.";

export class Seen {
  constructor() {
    this.canvas = h("canvas", { width: SIDE_SEEN, height: SIDE_SEEN, class: "cl-framed", role: "img" });
    this.root = h(
      "div",
      {},
      h("div", { class: "cl-heading" }, "What the net sees"),
      h("div", { class: "cl-paper" }, this.canvas),
      h("p", { class: "cl-sub" }, FRAMED),
    );
  }

  /** @param {Pick<Answer, "pixels">} answer - without pixels as long as nothing is drawn */
  draw({ pixels }) {
    const grey = [0, 0, 0];
    paintPixels(this.canvas, SIDE_SEEN, SIDE_SEEN, (n) => grey.fill(255 - (pixels[n] ?? 0)));
    const words = pixels.length ? "Your drawing, framed in 28 x 28 pixels" : "28 x 28 empty pixels";
    this.canvas.setAttribute("aria-label", words);
  }
}

export class Bars {
  /** @param {string[]} classes */
  constructor(classes) {
    this.bars = classes.map((name) => {
      const bar = h("i", { class: "cl-hue", "aria-hidden": "true" });
      const number = h("span");
      return { bar, number, row: h("li", {}, h("span", {}, name), bar, number) };
    });
    const long = classes.some((name) => name.length > SHORT);
    const look = { class: long ? "cl-bars cl-long" : "cl-bars", role: "list" };
    this.root = h("ul", look, ...this.bars.map(({ row }) => row));
  }

  /** @param {Pick<Answer, "probabilities" | "best">} answer */
  draw({ probabilities, best }) {
    this.bars.forEach(({ bar, number, row }, k) => {
      const share = /** @type {number | undefined} */ (probabilities[k]);
      bar.style.setProperty("--part", `${100 * (share ?? 0)}%`);
      number.textContent = share === undefined ? "" : probability(share);
      row.classList.toggle("cl-best", k === best);
    });
  }
}

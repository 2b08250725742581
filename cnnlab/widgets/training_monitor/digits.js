// The watched images, and what the network says to each: ink on paper, the same in both themes.

import { h } from "../shared/dom.js";
import { decode, paintPixels } from "../shared/pixels.js";
import { some, sureness } from "./words.js";

/** @typedef {import("../types").TrainingMonitorState} State */
/** @typedef {State["answers"][number]} Answer */

export class DigitTiles {
  /** @param {State["digits"]} digits */
  constructor({ shape, pixels, labels }) {
    const [, rows, columns] = shape;
    const inks = decode(pixels, Uint8Array);
    const grey = [0, 0, 0];
    this.labels = labels;
    this.score = h("figcaption");
    this.words = labels.map(() => h("div"));
    this.tiles = labels.map((label, k) => {
      const canvas = h("canvas", { role: "img", "aria-label": `image ${k}, labelled ${label}` });
      const start = k * rows * columns;
      paintPixels(canvas, rows, columns, (n) => grey.fill(255 - inks[start + n]));
      return h("li", {}, canvas, this.words[k]);
    });
    this.figure = h("figure", { class: "cl-digits" }, this.score, h("ul", { class: "cl-tiles" }, ...this.tiles));
  }

  /** @param {Answer[]} answers */
  draw(answers) {
    const right = this.labels.map((label, k) => answers[k]?.answer === label);
    this.score.replaceChildren(
      `${right.filter(Boolean).length} of ${some(right.length, "watched image")} right`,
      h("span", {}, ", each with the network's answer and its confidence"),
    );
    this.labels.forEach((label, k) => {
      this.tiles[k].classList.toggle("cl-wrong", !right[k]);
      const verdict = right[k] ? "right" : `wrong: it is ${label}`;
      this.words[k].replaceChildren(...answerParts(answers[k]), h("br"), h("span", {}, verdict));
    });
  }
}

/** @param {Answer} said */
function answerParts(said) {
  if (!said) return [h("b", {}, "?"), h("span", {}, " no number")];
  return [h("b", {}, `${said.answer}`), h("span", {}, ` ${sureness(said.confidence)}`)];
}

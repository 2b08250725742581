// The images to choose from.

import { h } from "../shared/dom.js";
import { arrows, keep } from "../shared/keys.js";
import { choose } from "../shared/model.js";
import { range } from "../shared/numbers.js";
import { paintPixels } from "../shared/pixels.js";
import { withArticle } from "../shared/text.js";

/** @typedef {import("../types").NetworkExplorerState} State */
/** @typedef {import("../types").Model<State>} Model */

export class Chooser {
  /**
   * @param {Model} model
   * @param {Float32Array} pixels - of all images, from 0 to 1
   */
  constructor(model, pixels) {
    this.model = model;
    const [, rows, columns] = model.get("layers")[0].shape;
    const size = rows * columns;
    const grey = [0, 0, 0];
    this.buttons = range(pixels.length / size).map((image) => {
      const canvas = h("canvas");
      paintPixels(canvas, rows, columns, (n) => grey.fill(Math.round(255 * (1 - pixels[image * size + n]))));
      return this.makeButton(image, canvas);
    });
    this.root = h("div", { class: "cl-digits", role: "group", "aria-label": "Images" }, ...this.buttons);
  }

  /**
   * @param {number} image
   * @param {HTMLCanvasElement} canvas
   */
  makeButton(image, canvas) {
    const label = this.model.get("labels")[image];
    return h(
      "button",
      {
        "aria-label": label === undefined ? `image ${image}` : `image ${image}, ${withArticle(label)}`,
        onclick: () => choose(this.model, "choice", image),
        onkeydown: (event) => this.roam(event, image),
      },
      canvas,
    );
  }

  /**
   * Arrow keys lead from image to image, so that Tab leads past them.
   * @param {KeyboardEvent} event
   * @param {number} image
   */
  roam(event, image) {
    const [, across] = arrows(event) ?? [0, 0];
    if (across === 0) return;
    keep(event);
    const { length } = this.buttons;
    this.buttons[(image + across + length) % length].focus();
  }

  /** Mark the image that is shown; -1 is one of the learner's own. */
  show() {
    const chosen = this.model.get("choice");
    for (const [image, button] of this.buttons.entries()) {
      button.setAttribute("aria-pressed", String(image === chosen));
      button.tabIndex = image === Math.max(0, chosen) ? 0 : -1;
    }
  }
}

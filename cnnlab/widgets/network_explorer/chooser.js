// The images to choose from.

import { h } from "../shared/dom.js";
import { arrows, keep } from "../shared/keys.js";
import { alive, choose } from "../shared/model.js";
import { range } from "../shared/numbers.js";
import { decode, paintPixels } from "../shared/pixels.js";

/** @typedef {import("../types").NetworkExplorerState} State */
/** @typedef {import("../types").Model<State>} Model */

export class Chooser {
  /** @param {Model} model */
  constructor(model) {
    this.model = model;
    const [, rows, columns] = model.get("layers")[0].shape;
    const bytes = decode(model.get("thumbs"), Uint8Array);
    const size = rows * columns;
    this.buttons = range(bytes.length / size).map((image) => {
      const canvas = h("canvas");
      paintPixels(canvas, rows, columns, (n) => Array(3).fill(255 - bytes[image * size + n]));
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
        "aria-label": label === undefined ? `image ${image}` : `image ${image}, a ${label}`,
        disabled: !alive(this.model),
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

// DrawPad. The browser keeps the strokes and draws them; Python frames them as 28 x 28 pixels, and asks the net.

import { inContact } from "../shared/contact.js";
import { h, liveRegion } from "../shared/dom.js";
import { listen, together } from "../shared/model.js";
import { onTheme } from "../shared/theme.js";
import { Bars, Seen } from "./answer.js";
import { Paper } from "./paper.js";
import { Pen } from "./pen.js";
import { Post } from "./post.js";
import { NO_PYTHON, READY, UNANSWERED } from "./words.js";

/** @typedef {import("../types").DrawPadState} State */

class DrawPad {
  /**
   * @param {import("../types").Model<State>} model
   * @param {HTMLElement} el
   */
  constructor(model, el) {
    this.model = model;
    this.computed = model.get("strokes"); // those that Python has answered, if there is no Python any more
    this.pen = new Pen(this.computed, model.get("limits").points);
    this.post = new Post(model, this.pen, () => this.answered());
    this.paper = new Paper(this.pen, () => model.get("width"), {
      begun: () => this.post.pause(), // a first dot is no news: a short stroke is sent once, at its end
      drawn: () => this.post.soon(),
      lifted: () => this.post.now(),
      undo: () => this.undo(),
      tell: (words) => this.live.replaceChildren(words),
    });
    this.seen = new Seen();
    this.bars = new Bars(model.get("classes"));
    this.width = this.slider();
    this.say = h("p", { class: "cl-say" });
    this.message = h("p", { class: "cl-message", role: "alert" });
    this.hint = h("p", { class: "cl-hint" }, READY);
    this.live = liveRegion();
    this.root = this.build();
    el.append(this.root);
    this.redraw();
    this.answered();
    this.dispose = together(
      listen(model, ["strokes", "width"], () => this.changed()),
      listen(model, ["answer", "message"], () => this.answered()),
      listen(model, ["turn"], () => this.tellBusy()),
      () => this.post.stop(),
      onTheme(this.root),
    );
  }

  build() {
    return h(
      "div",
      { class: "cnnlab cl-draw", role: "group", "aria-label": "Drawing pad" },
      this.say,
      this.message,
      h("div", { class: "cl-pads" }, this.drawing(), this.seen.root, this.opinion()),
      this.hint,
      this.live,
    );
  }

  drawing() {
    const undo = h("button", { onclick: () => this.undo() }, "Undo");
    const clear = h("button", { onclick: () => this.clear() }, "Clear");
    const row = h("div", { class: "cl-row" }, undo, clear, h("label", {}, "pen", this.width));
    return h("section", {}, h("h4", {}, "Your drawing"), this.paper.root, row);
  }

  slider() {
    const { model } = this;
    const [min, max] = model.get("limits").width;
    const slider = h("input", { type: "range", min, max, step: 0.005, "aria-label": "pen width" });
    slider.addEventListener("input", () => {
      model.set("width", slider.valueAsNumber);
      this.post.soon();
    });
    return slider;
  }

  opinion() {
    const again = h(
      "button",
      {
        disabled: !this.post.alive,
        title: "The same drawing, with the weights that the net has now",
        onclick: () => this.post.now(),
      },
      "Ask again",
    );
    return h("section", {}, h("h4", {}, "How sure it is"), this.bars.root, h("div", { class: "cl-row" }, again));
  }

  // ---- the drawing

  undo() {
    this.paper.lift();
    if (this.pen.undo()) this.renew();
  }

  clear() {
    this.paper.lift();
    this.pen.clear();
    this.renew();
  }

  renew() {
    this.redraw();
    this.post.now();
  }

  /** The strokes or the width in the model are others: from here, from another view, or from Python. */
  changed() {
    const strokes = this.model.get("strokes");
    if (strokes !== this.post.sent) {
      this.post.sent = null;
      this.paper.pointer = null;
      this.pen.replace(strokes);
    }
    this.redraw();
  }

  redraw() {
    const width = this.model.get("width");
    this.width.value = String(width);
    this.width.setAttribute("aria-valuetext", `${Math.round(100 * width)} % of the canvas`);
    this.paper.redraw();
  }

  // ---- the answer

  tellBusy() {
    this.root.setAttribute("aria-busy", String(this.post.waiting && !this.silent));
  }

  /** Whether Python has not answered what was drawn, and may never do so. */
  get silent() {
    return this.model.get("contact") === "silent";
  }

  answered() {
    this.post.pause();
    const known = this.post.alive ? !(this.silent && this.post.waiting) : this.pen.strokes === this.computed;
    const words = this.post.alive ? UNANSWERED : NO_PYTHON;
    const answer = known ? this.model.get("answer") : { pixels: [], probabilities: [], best: null, words };
    this.say.textContent = answer.words;
    this.message.textContent = this.model.get("message");
    if (!this.post.waiting) this.hint.textContent = this.hintWords(known);
    if (!this.pen.down && !this.post.waiting) this.live.textContent = answer.words;
    this.tellBusy();
    this.bars.draw(answer);
    this.seen.draw(answer);
  }

  /**
   * That there is no Python is said once, here or above.
   * @param {boolean} known - whether an answer is shown
   */
  hintWords(known) {
    return known && !this.post.alive ? `${READY} ${NO_PYTHON}` : READY;
  }
}

/** @type {import("../types").View<State>} */
const view = {
  render({ model, el }) {
    return new DrawPad(model, el).dispose;
  },
};

export default inContact(view, ["strokes", "width", "turn"]);

// DrawPad. The page draws the strokes, frames them as 28 x 28 pixels, and runs the net; or Python does, where the net
// is one that it alone can run.

import { inContact } from "../shared/contact.js";
import { h, liveRegion } from "../shared/dom.js";
import { listen, together } from "../shared/model.js";
import { onTheme } from "../shared/theme.js";
import { Bars, Seen } from "./answer.js";
import { Paper } from "./paper.js";
import { Pen } from "./pen.js";
import { Post } from "./post.js";
import { isRead, Reader } from "./reader.js";
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
    this.reader = new Reader(model);
    this.pen = new Pen(this.computed, model.get("limits").points);
    this.post = new Post(model, this.pen, { alone: () => this.answered(), asks: () => !this.reader.reads });
    this.paper = new Paper(this.pen, () => model.get("width"), {
      begun: () => this.post.pause(), // a first dot is no news: a short stroke is sent once, at its end
      drawn: () => (this.reader.reads ? this.answered() : this.post.soon()),
      lifted: () => this.send(),
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
      listen(model, ["answer", "message", "net"], () => this.answered()),
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
    return h("div", {}, h("div", { class: "cl-heading" }, "Your drawing"), this.paper.root, row);
  }

  slider() {
    const { model } = this;
    const [min, max] = model.get("limits").width;
    const slider = h("input", { type: "range", min, max, step: 0.005, "aria-label": "pen width" });
    slider.addEventListener("input", () => {
      model.set("width", slider.valueAsNumber);
      this.answered();
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
        onclick: () => this.post.now(true),
      },
      "Ask again",
    );
    return h(
      "div",
      {},
      h("div", { class: "cl-heading" }, "How sure it is"),
      this.bars.root,
      h("div", { class: "cl-row" }, again),
    );
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
    this.send();
  }

  /** A stroke has ended: the page answers at once if it can, and Python hears of it. */
  send() {
    if (this.reader.reads) this.answered();
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
    this.root.setAttribute("aria-busy", String(this.post.waiting && !this.silent && !this.reader.reads));
  }

  /** Whether Python has not answered what was drawn, and may never do so. */
  get silent() {
    return this.model.get("contact") === "silent";
  }

  answered() {
    this.post.pause();
    const { reading, message } = this.reading();
    this.say.textContent = reading.words;
    this.message.textContent = message;
    const waits = this.post.waiting && !this.reader.reads;
    if (!waits) this.hint.textContent = this.hintWords();
    if (!this.pen.down && !waits) this.live.textContent = reading.words;
    this.tellBusy();
    this.bars.draw(reading);
    this.seen.draw(reading);
  }

  /** What the net makes of the drawing, by the page itself if it can; and a sentence where there is more to say. */
  reading() {
    const { model, reader, pen } = this;
    const told = model.get("message");
    if (reader.reads) return reader.read(pen.strokes, model.get("width"), told);
    const { alive, waiting } = this.post;
    const known = alive ? !(this.silent && waiting) : pen.strokes === this.computed;
    const nothing = { pixels: [], probabilities: [], best: null, words: alive ? UNANSWERED : NO_PYTHON };
    return { reading: known ? model.get("answer") : nothing, message: told };
  }

  /** That there is no Python is said once, here or above. */
  hintWords() {
    const isSaid = this.reader.reads || this.post.alive || this.pen.strokes !== this.computed;
    return isSaid ? READY : `${READY} ${NO_PYTHON}`;
  }
}

/** @type {import("../types").View<State>} */
const view = {
  render({ model, el }) {
    return new DrawPad(model, el).dispose;
  },
};

// Whether the page reads a drawing by itself or not, "Ask again" (a turn) is for Python.
export default inContact(view, ["strokes", "width", "turn"], (model) => (isRead(model) ? ["strokes", "width"] : []));

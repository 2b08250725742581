// What goes to Python: while the pen is down no more than Python can answer, and at once where a stroke has ended.

import { alive } from "../shared/model.js";

/** @typedef {import("../types").DrawPadState} State */

const EVERY = 70; // ms that a message to Python waits for after the one before, while the pen is down

export class Post {
  /**
   * @param {import("../types").Model<State>} model
   * @param {{ strokes: State["strokes"] }} pen
   * @param {{ alone: () => void, asks: () => boolean }} calls - where no answer will come; whether one is waited for
   */
  constructor(model, pen, { alone, asks }) {
    this.model = model;
    this.pen = pen;
    this.alone = alone;
    this.asks = asks;
    this.alive = alive(model);
    /** @type {State["strokes"] | null} */
    this.sent = null; // the strokes as the model has them, if they came from here
    this.last = 0; // when something was sent or answered
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
  }

  /** Whether Python has yet to answer what was sent last. */
  get waiting() {
    return this.alive && this.model.get("answer").turn !== this.model.get("turn");
  }

  /** What is sent soon waits for EVERY ms from here on. */
  pause() {
    this.last = performance.now();
  }

  /** Send EVERY ms after the last answer, so that most often no message is on its way when the stroke ends. */
  soon() {
    const wait = this.waiting ? EVERY : this.last + EVERY - performance.now();
    if (wait <= 0) return this.now();
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.soon();
    }, wait);
  }

  /** @param {boolean} [asks] - whether an answer is waited for */
  now(asks = this.asks()) {
    const { model } = this;
    this.stop();
    this.pause();
    this.sent = this.pen.strokes.map((stroke) => [...stroke]); // a copy, for the last one may still grow
    if (asks) model.set("turn", model.get("turn") + 1);
    model.set("strokes", this.sent);
    model.save_changes();
    if (!this.alive) this.alone();
  }

  stop() {
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}

// What a learner does with the gradients: takes a step, goes back, sets the learning rate.

import { enable, h } from "../shared/dom.js";
import { choose } from "../shared/model.js";
import { stepped } from "./walk.js";
import { takenWords } from "./words.js";

/** @typedef {import("../types").TinyNetworkState} State */
/** @typedef {import("../types").Model<State>} Model */
/**
 * What it asks of its view.
 * @typedef {object} Asked
 * @property {() => import("../types").TinySettings} settings
 * @property {() => import("../types").TinyWalk | null} walk - null where the settings give none
 * @property {() => void} halt - what plays
 */

const FASTEST = 1e100;

/**
 * Set several traits at once, and let Python know.
 * @param {Model} model
 * @param {Partial<State>} traits
 */
export function chooseAll(model, traits) {
  for (const [name, value] of Object.entries(traits))
    model.set(/** @type {keyof State & string} */ (name), /** @type {never} */ (value));
  model.save_changes();
}

export class Taking {
  /**
   * @param {Model} model
   * @param {Asked} asked
   */
  constructor(model, asked) {
    this.model = model;
    this.asked = asked;
    this.take = h("button", { onclick: () => this.takeStep() }, "Take the step");
    this.undo = h("button", { onclick: () => this.allBack() }, "All steps back");
    this.predict = h("button", { onclick: () => choose(model, "predict", !model.get("predict")) }, "Predict first");
    this.rate = h("input", {
      type: "number",
      min: 0,
      step: "any",
      onchange: () => this.setRate(),
      /** @param {KeyboardEvent} event */
      onkeydown: (event) => {
        if (event.key === "Enter") this.setRate(); // in JupyterLab Enter does not count as a change
      },
    });
    const rate = h("label", {}, "learning rate", this.rate);
    const reset = h("button", { onclick: () => this.reset() }, "Reset");
    this.element = h("div", { class: "cl-row" }, this.take, this.undo, rate, this.predict, reset);
    this.words = h("span", { role: "status" });
    this.said = h("p", { class: "cl-verdict cl-taken" }, this.words);
  }

  /** @param {boolean} isAtEnd - of the walk */
  refresh(isAtEnd) {
    const taken = this.model.get("taken");
    const words = takenWords(taken.length, taken.at(-1)?.loss ?? 0, this.asked.walk()?.loss ?? null);
    if (this.words.textContent !== words) this.words.textContent = words;
    this.predict.setAttribute("aria-pressed", String(this.model.get("predict")));
    enable(this.undo, taken.length > 0);
    this.enableTake(isAtEnd);
  }

  /** @param {boolean} isAtEnd */
  enableTake(isAtEnd) {
    enable(this.take, isAtEnd);
  }

  takeStep() {
    const walk = this.asked.walk();
    if (!walk) return;
    const { hidden, output, hidden_bias, output_bias } = this.asked.settings();
    const before = { hidden, output, hidden_bias, output_bias, loss: walk.loss };
    const after = stepped(before, walk, this.model.get("learning_rate"));
    this.asked.halt();
    chooseAll(this.model, { ...after, taken: [...this.model.get("taken"), before], step: 0 });
  }

  allBack() {
    const [first] = this.model.get("taken");
    if (!first) return;
    const { loss, ...weights } = first;
    this.asked.halt();
    chooseAll(this.model, { ...weights, taken: [], step: 0 });
  }

  reset() {
    this.asked.halt();
    chooseAll(this.model, { ...this.model.get("start"), taken: [], step: 0 });
  }

  setRate() {
    const typed = Number(this.rate.value);
    if (this.rate.value.trim() !== "" && typed >= 0 && typed <= FASTEST) choose(this.model, "learning_rate", typed);
    else this.rate.value = String(this.model.get("learning_rate"));
  }

  showRate() {
    if (this.rate !== document.activeElement) this.rate.value = String(this.model.get("learning_rate"));
  }
}

// Predict first: with `predict` on, a number stays hidden until the learner has committed to one.

import { h } from "../shared/dom.js";
import { show } from "../shared/text.js";

/**
 * The right number of a step, each wrong one that betrays something with a sentence that says what, and the advice for
 * all others.
 * @typedef {{ right: number, wrong: [number: number, hint: string][], advice: string }} Answers
 */

/**
 * What is said to a prediction.
 * @param {number} guess
 * @param {Answers} answers
 */
export function verdictOn(guess, { right, wrong, advice }) {
  if (near(guess, right)) return "Right.";
  const known = wrong.find(([number]) => near(guess, number));
  return `Not ${show(guess)}${known ? `. ${known[1]}` : `: it is ${show(right)}. ${advice}`}`;
}

/**
 * Whether a guess means a number, which is shown rounded.
 * @param {number} guess
 * @param {number} number
 */
function near(guess, number) {
  return Math.abs(guess - number) <= 0.005 * Math.max(1, Math.abs(number));
}

export class Question {
  /**
   * @param {import("../types").Model<import("../types").SteppingState>} model
   * @param {string} asks
   * @param {{ answers: (step: number) => Answers | null, reveal: () => void }} stepper - null where there is no
   *   walk; `reveal` shows the step's number
   */
  constructor(model, asks, stepper) {
    this.model = model;
    this.stepper = stepper;
    this.step = 0;
    /** @type {Set<number>} */
    this.answered = new Set();
    this.guess = h("input", {
      type: "number",
      step: "any",
      /** @param {KeyboardEvent} event */
      onkeydown: (event) => {
        if (event.key === "Enter") this.check();
      },
    });
    this.verdict = h("span", { role: "status" });
    this.row = h(
      "div",
      { class: "cl-row" },
      h("label", {}, asks, this.guess),
      h("button", { onclick: () => this.check() }, "Check"),
      h("button", { onclick: () => this.reveal("") }, "Show me"),
    );
    this.element = h("div", {}, this.row, h("p", { class: "cl-verdict" }, this.verdict));
  }

  /**
   * Whether a step's number waits for a prediction.
   * @param {number} step
   */
  hidden(step) {
    return this.model.get("predict") && !this.answered.has(step);
  }

  /** Another walk has other numbers. */
  forget() {
    this.answered.clear();
  }

  /** @param {number} step */
  arriveAt(step) {
    this.step = step;
    this.verdict.textContent = "";
    this.row.style.display = this.hidden(step) ? "" : "none";
  }

  check() {
    const typed = this.guess.value.trim();
    const answers = this.stepper.answers(this.step);
    if (typed === "") this.verdict.textContent = "Type a number first.";
    else if (answers) this.reveal(verdictOn(Number(typed), answers));
  }

  /** @param {string} verdict */
  reveal(verdict) {
    this.answered.add(this.step);
    this.guess.value = "";
    this.row.style.display = "none";
    this.stepper.reveal();
    this.verdict.textContent = verdict;
  }
}

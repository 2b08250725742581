// Predict first: with `predict` on, a number stays hidden until the learner has committed to one.

import { tellPage } from "../shared/answered.js";
import { h } from "../shared/dom.js";
import { range } from "../shared/numbers.js";
import { exact, inDigits, same, show } from "../shared/text.js";

const RIGHT = "Right.";
const TRIES = 2; // after so many wrong ones the number may be shown

/**
 * The right number of a step, each wrong one that betrays something with a sentence that says what, and the advice for
 * all others. A number without a sentence is right, too. `slack` is the part of a number by which a guess may miss it,
 * where it is made of rounded ones.
 * @typedef {{ right: number, wrong: [number: number, hint: string][], advice: string, slack?: number }} Answers
 */

/**
 * What is said to a prediction. Where it may mean several numbers it means the nearest one: what a slip leads to is not
 * taken for the right number because it is close.
 * @param {number} guess
 * @param {Answers} answers
 */
export function verdictOn(guess, { right, wrong, advice, slack = 0 }) {
  /** @type {Answers["wrong"]} */
  const known = [[right, ""], ...wrong];
  const [meant] = known
    .filter(([number]) => means(guess, number, slack))
    .sort(([one], [other]) => Math.abs(guess - one) - Math.abs(guess - other));
  return meant && (!meant[1] || same(meant[0], right)) ? RIGHT : `Not ${exact(guess)}. ${meant ? meant[1] : advice}`;
}

/**
 * Whether a guess means a number: a whole one exactly, any other to the digits in which it is shown, in the sentence or
 * in its cell.
 * @param {number} guess
 * @param {number} number
 * @param {number} slack
 */
function means(guess, number, slack) {
  if (same(guess, number) || same(Math.round(number), number)) return same(guess, number);
  const inCell = inDigits(number, 3);
  const isClose = Math.abs(guess - number) <= slack * Math.abs(number) && !same(Number(inCell), number);
  return isClose || inDigits(guess) === inDigits(number) || (inCell.includes(".") && same(guess, Number(inCell)));
}

export class Question {
  /**
   * @param {import("../types").Model<import("../types").PredictingState>} model
   * @param {{ answers: (step: number) => Answers | null, total: () => number | undefined, reveal: () => void,
   *   goOn: () => void }} stepper - null or undefined where there is no walk; `total` counts its steps, `reveal` shows
   *   the step's number, `goOn` takes the focus when the question goes
   */
  constructor(model, stepper) {
    this.model = model;
    this.stepper = stepper;
    this.step = 0;
    /** @type {Set<number>} */
    this.answered = new Set();
    /** @type {Map<number, number>} */
    this.wrong = new Map(); // how many wrong tries a step has seen
    this.guess = h("input", {
      type: "number",
      step: "any",
      /** @param {KeyboardEvent} event */
      onkeydown: (event) => {
        if (event.key !== "Enter") return;
        event.preventDefault(); // else it would press the button that has the focus by then
        this.check();
      },
    });
    this.asked = h("span");
    this.show = h("button", { onclick: () => this.giveUp() }, "Show me");
    this.verdict = h("span", { role: "status" });
    this.row = h(
      "div",
      { class: "cl-row" },
      h("label", {}, this.asked, this.guess),
      h("button", { onclick: () => this.check() }, "Check"),
      this.show,
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

  /**
   * Another walk has other numbers.
   * @param {number} [known] - how many steps at its beginning are not asked for
   */
  forget(known = 0) {
    this.answered = new Set(range(known));
    this.wrong.clear();
    this.verdict.textContent = "";
  }

  /** @param {string} words - what is asked at each step */
  ask(words) {
    this.asked.textContent = words;
  }

  /** @param {number} step */
  arriveAt(step) {
    if (step !== this.step) this.verdict.textContent = ""; // else the same step is laid out anew
    this.step = step;
    this.showRow();
  }

  showRow() {
    const asks = this.hidden(this.step);
    const leaves = !asks && this.row.contains(document.activeElement);
    this.row.style.display = asks ? "" : "none";
    this.show.hidden = this.wrongTries() < TRIES;
    if (leaves) this.stepper.goOn();
  }

  /** How many the step on show has seen. */
  wrongTries() {
    return this.wrong.get(this.step) ?? 0;
  }

  check() {
    const typed = this.guess.value.trim();
    const answers = this.stepper.answers(this.step);
    if (typed === "") this.verdict.textContent = "Type a number first.";
    else if (answers) this.judge(verdictOn(Number(typed), answers));
  }

  /**
   * After a wrong answer the question stays open.
   * @param {string} verdict
   */
  judge(verdict) {
    if (verdict === RIGHT) return this.reveal(verdict, "right");
    this.tell("wrong", verdict);
    this.wrong.set(this.step, this.wrongTries() + 1);
    this.guess.value = "";
    this.showRow();
    this.verdict.textContent = `${verdict} Try again${this.show.hidden ? "" : ", or have it shown"}.`;
  }

  giveUp() {
    const answers = this.stepper.answers(this.step);
    if (answers) this.reveal(`It is ${show(answers.right)}. ${answers.advice}`, "shown");
  }

  /**
   * Python may keep it. Whether it hears is not waited for: nothing here depends on it.
   * @param {"right" | "wrong" | "shown"} predicted - what became of a prediction
   * @param {string} [verdict] - which may end with a misconception, as in (M8)
   */
  tell(predicted, verdict) {
    try {
      this.model.send({ predicted, verdict });
    } catch {} // JupyterLab: the kernel was restarted, or has stopped
  }

  /**
   * @param {string} verdict
   * @param {"right" | "shown"} became
   */
  reveal(verdict, became) {
    this.tell(became);
    this.answered.add(this.step);
    this.guess.value = "";
    this.stepper.reveal();
    this.showRow();
    this.verdict.textContent = verdict;
    if (this.answered.size === this.stepper.total()) tellPage(this.element);
  }
}

// Quiz. What is on the page follows from the questions and `answers` alone, so that all views of a quiz agree.

import { tellPage } from "../shared/answered.js";
import { inContact } from "../shared/contact.js";
import { groupName, h } from "../shared/dom.js";
import { arrows, modified } from "../shared/keys.js";
import { choose, listen, together } from "../shared/model.js";
import { onTheme } from "../shared/theme.js";
import { FRAMED, frame } from "./frame.js";
import { feedback, score } from "./score.js";

/** @typedef {import("../types").QuizState} State */
/** @typedef {import("../types").Question} Question */

class Card {
  /**
   * @param {Question} question
   * @param {number} index
   * @param {string} group - the radio buttons' name
   * @param {(option: number) => void} answer
   */
  constructor(question, index, group, answer) {
    this.question = question;
    this.radios = question.options.map((_, option) =>
      h("input", { type: "radio", name: group, onchange: () => answer(option) }),
    );
    this.why = h("p", { class: "cl-why" });
    const options = question.options.map(({ text }, option) =>
      h("label", { class: "cl-option" }, this.radios[option], h("span", {}, text)),
    );
    this.root = h(
      "fieldset",
      { class: "cl-card" },
      h("legend", {}, `${index + 1}. ${question.ask}`),
      h("div", { class: "cl-options" }, ...options),
      h("div", { "aria-live": "polite" }, this.why),
    );
  }

  /** @param {number | undefined} chosen - the option, or none */
  paint(chosen) {
    for (const [option, radio] of this.radios.entries()) radio.checked = option === chosen;
    const option = chosen === undefined ? null : this.question.options[chosen];
    const [verdict, why] = option ? feedback(option) : ["", ""];
    if (this.why.textContent === verdict + why) return; // written anew, it would be read out anew
    this.why.replaceChildren(...(option ? [h("b", {}, verdict), why] : []));
    this.why.className = `cl-why ${option?.right ? "cl-good" : "cl-bad"}`;
  }
}

class Quiz {
  /** @param {import("../types").Model<State>} model */
  constructor(model) {
    this.model = model;
    const group = groupName();
    this.cards = model
      .get("questions")
      .map((question, index) => new Card(question, index, `${group}-${index}`, (option) => this.answer(index, option)));
    this.frame = frame(model, {
      name: "Quiz",
      style: "cl-quiz",
      forget: "Forget my answers",
      cards: this.cards.map(({ root }) => root),
      first: () => this.cards[0].radios[0],
      key: (event) => this.key(event),
    });
    this.root = this.frame.root;
    this.refresh();
  }

  /**
   * @param {number} index
   * @param {number} option
   */
  answer(index, option) {
    const earlier = this.model.get("answers");
    const answers = { ...earlier, [index]: [...(earlier[index] ?? []), option] };
    choose(this.model, "answers", answers);
    if (Object.keys(answers).length === this.cards.length) tellPage(this.root);
  }

  refresh() {
    const answers = this.model.get("answers");
    for (const [index, card] of this.cards.entries()) card.paint(answers[index]?.at(-1));
    const { said, tried } = score(this.model.get("questions"), answers);
    this.frame.update(said, tried);
  }

  /**
   * Arrow keys only move: by the browser's habit they would choose, and every option passed by would count as a try.
   * @param {KeyboardEvent} event
   */
  key(event) {
    const step = arrows(event);
    const own = step || event.key === " " || event.key === "Enter";
    if (!own || modified(event) || event.shiftKey) return;
    event.stopPropagation(); // a notebook would go to the next cell, or scroll
    const target = /** @type {HTMLInputElement} */ (event.target);
    const radios = this.cards.map((card) => card.radios).find((group) => group.includes(target));
    if (!radios || event.key === " ") return; // a radio button chooses itself by Space
    event.preventDefault();
    const at = radios.indexOf(target);
    if (step) radios[(at + step[0] + step[1] + radios.length) % radios.length].focus();
    else target.click();
  }
}

/** @type {import("../types").View<State>} */
const view = {
  render({ model, el }) {
    const quiz = new Quiz(model);
    el.append(quiz.root);
    const unlisten = listen(model, [...FRAMED, "answers"], () => quiz.refresh());
    return together(unlisten, onTheme(quiz.root), () => quiz.root.remove());
  },
};

export default inContact(view, ["answers"]);

// Quiz. What is on the page follows from the questions and `answers` alone, so that all views of a quiz agree.

import { h } from "../shared/dom.js";
import { choose, listen } from "../shared/model.js";

class Quiz {
  constructor(model, el) {
    this.model = model;
    this.group = Math.random().toString(36).slice(2); // two quizzes on one page must not share radio buttons
    this.cards = model.get("questions").map((question, index) => this.card(question, index));
    this.score = h("p", { role: "status" });
    this.forget = h("button", { type: "button", onclick: () => this.clear() }, "Forget my answers");
    this.message = h("p", { class: "cl-message", role: "alert" });
    const alive = model.get("has_python") !== false;
    const kept = alive
      ? model.get("kept") && `Your answers are kept in ${model.get("kept")} and nowhere else.`
      : "This page does not keep your answers.";
    this.root = h(
      "div",
      {
        class: "cnnlab cl-questions cl-quiz",
        role: "group",
        "aria-label": "Quiz",
        onkeydown: (event) => this.key(event),
      },
      ...this.cards.map((card) => card.root),
      h("div", { class: "cl-row cl-end" }, this.score, this.forget),
      this.message,
      kept ? h("p", { class: "cl-sub", style: "margin-top:6px" }, kept) : null,
    );
    el.append(this.root);
    this.refresh();
    this.unlisten = listen(model, ["answers", "message"], () => this.refresh());
  }

  card(question, index) {
    const radios = question.options.map((_, option) =>
      h("input", { type: "radio", name: `${this.group}-${index}`, onchange: () => this.answer(index, option) }),
    );
    const why = h("p", { class: "cl-why" });
    const options = question.options.map((option, k) =>
      h("label", { class: "cl-option" }, radios[k], h("span", {}, option.text)),
    );
    const root = h(
      "fieldset",
      { class: "cl-card" },
      h("legend", {}, `${index + 1}. ${question.ask}`),
      h("div", { class: "cl-options" }, ...options),
      h("div", { "aria-live": "polite" }, why),
    );
    return { root, radios, why };
  }

  answer(index, option) {
    const answers = this.model.get("answers");
    choose(this.model, "answers", { ...answers, [index]: [...(answers[index] ?? []), option] });
  }

  clear() {
    choose(this.model, "answers", {});
    this.cards[0].radios[0].focus(); // the button that had the focus is now disabled
  }

  refresh() {
    const questions = this.model.get("questions");
    const answers = this.model.get("answers");
    questions.forEach((question, index) => {
      this.paint(this.cards[index], question, answers[index] ?? []);
    });
    const tried = questions.filter((_, index) => answers[index]).length;
    const first = questions.filter(({ options }, index) => answers[index] && options[answers[index][0]].right).length;
    this.score.textContent =
      tried < questions.length
        ? `${tried} of ${questions.length} answered`
        : `${first} of ${questions.length} right at the first try`;
    this.forget.disabled = tried === 0;
    this.message.textContent = this.model.get("message");
  }

  paint({ radios, why }, question, tries) {
    const chosen = tries.at(-1);
    const option = question.options[chosen];
    radios.forEach((radio, k) => {
      radio.checked = k === chosen;
    });
    const text = !option ? "" : option.right ? `Right. ${option.why}` : `Not quite. ${option.why}`;
    if (why.textContent === text) return; // written anew, it would be read out anew
    const [verdict] = text.split(". ", 1);
    why.replaceChildren(...(option ? [h("b", {}, `${verdict}.`), text.slice(verdict.length + 1)] : []));
    why.className = `cl-why ${option?.right ? "cl-good" : "cl-bad"}`;
  }

  // Arrow keys only move: by the browser's habit they would choose, and every option passed by would count as a try.
  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const move = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (!move && ![" ", "Enter"].includes(event.key)) return;
    event.stopPropagation(); // a notebook would go to the next cell, or scroll
    const radios = this.cards.map((card) => card.radios).find((group) => group.includes(event.target));
    if (!radios || event.key === " ") return;
    event.preventDefault();
    if (!move) return event.target.click();
    radios[(radios.indexOf(event.target) + move + radios.length) % radios.length].focus();
  }

  dispose() {
    this.unlisten();
    this.root.remove();
  }
}

export default {
  render({ model, el }) {
    const quiz = new Quiz(model, el);
    return () => quiz.dispose();
  },
};

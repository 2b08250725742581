// Claims. Answers are the model's, and the same in all views; which verdicts are open is each view's own affair.

import { h } from "../shared/dom.js";
import { choose, listen } from "../shared/model.js";

const NAMES = { true: "True", false: "False", depends: "It depends" };

class Claims {
  constructor(model, el) {
    this.model = model;
    this.open = new Set();
    this.reveal = model.get("reveal");
    this.cards = model.get("claims").map((claim, index) => this.card(claim, index));
    this.summary = h("p", { role: "status" });
    this.forget = h(
      "button",
      { type: "button", onclick: () => this.clear() },
      model.get("again") ? "Forget these answers" : "Forget my answers",
    );
    this.message = h("p", { class: "cl-message", role: "alert" });
    const alive = model.get("has_python") !== false;
    const kept = alive
      ? model.get("kept") && `Your answers are kept in ${model.get("kept")} and nowhere else.`
      : "This page does not keep your answers.";
    this.root = h(
      "div",
      {
        class: "cnnlab cl-questions cl-claims",
        role: "group",
        "aria-label": "Claims",
        onkeydown: (event) => this.key(event),
      },
      ...this.cards.map((card) => card.root),
      h("div", { class: "cl-row cl-end" }, this.summary, this.forget),
      this.message,
      kept ? h("p", { class: "cl-sub", style: "margin-top:6px" }, kept) : null,
    );
    el.append(this.root);
    this.refresh();
    this.unlisten = listen(model, ["answers", "first", "message"], () => this.refresh());
  }

  card(claim, index) {
    const buttons = Object.entries(NAMES).map(([answer, name]) =>
      h("button", { type: "button", class: "cl-answer", onclick: () => this.answer(index, answer) }, name),
    );
    const toggle = this.reveal
      ? h("button", { type: "button", class: "cl-verdict", onclick: () => this.toggle(index) }, "Show the verdict")
      : null;
    const then = h("p", { class: "cl-sub cl-then" });
    const why = h("p", { class: "cl-why" });
    const root = h(
      "fieldset",
      { class: "cl-card" },
      h("legend", {}, `${index + 1}. ${claim.claim}`),
      h("div", { class: "cl-row" }, ...buttons, toggle),
      h("div", { "aria-live": "polite" }, then, why),
    );
    return { root, buttons, toggle, then, why };
  }

  answer(index, answer) {
    choose(this.model, "answers", { ...this.model.get("answers"), [index]: answer });
  }

  toggle(index) {
    this.open.has(index) ? this.open.delete(index) : this.open.add(index);
    this.refresh();
  }

  clear() {
    choose(this.model, "answers", {});
    this.cards[0].buttons[0].focus(); // the button that had the focus is now disabled
  }

  refresh() {
    const claims = this.model.get("claims");
    const answers = this.model.get("answers");
    for (const index of this.open) if (!answers[index]) this.open.delete(index);
    claims.forEach((claim, index) => {
      this.paint(this.cards[index], claim, answers[index], this.open.has(index), this.model.get("first")[index]);
    });
    const answered = claims.filter((_, index) => answers[index]).length;
    this.summary.textContent = this.sum(claims, answers, answered);
    this.forget.disabled = answered === 0;
    this.message.textContent = this.model.get("message");
  }

  // Agreement is counted over open verdicts only: a count that moves with every answer would give the verdicts away.
  sum(claims, answers, answered) {
    const agreed = [...this.open].filter((index) => answers[index] === claims[index].verdict).length;
    const n = claims.length;
    if (this.model.get("again")) return `${answered} of ${n} answered. ${this.compared(claims, answers, agreed)}`;
    if (this.open.size === n) return `You agreed with the verdict on ${agreed} of ${n}`;
    const shown = this.open.size ? `; you agreed with ${agreed} of the ${this.open.size} verdicts shown` : "";
    return `${answered} of ${n} answered${shown}`;
  }

  // What changed since the first time. How many answers changed gives no verdict away; how many were right would.
  compared(claims, answers, agreed) {
    const first = this.model.get("first");
    if (!Object.keys(first).length) return "No answers from the first time are kept here.";
    const both = Object.keys(answers).filter((index) => first[index]);
    const parts = [
      `You changed your mind on ${both.filter((index) => first[index] !== answers[index]).length} of ${both.length}.`,
    ];
    if (this.open.size) {
      const then = [...this.open].filter((index) => first[index] === claims[index].verdict).length;
      const verdicts = `${this.open.size} verdict${this.open.size > 1 ? "s" : ""}`;
      parts.push(`You agree with ${agreed} of the ${verdicts} shown; the first time it was ${then}.`);
    }
    return both.length ? parts.join(" ") : "";
  }

  paint({ buttons, toggle, then, why }, claim, answer, open, first) {
    Object.keys(NAMES).forEach((name, k) => {
      buttons[k].setAttribute("aria-pressed", String(name === answer));
    });
    const same = first === answer ? "the same" : NAMES[first]?.toLowerCase();
    const before = first && answer ? `The first time you said ${same}.` : "";
    if (then.textContent !== before) then.textContent = before;
    if (toggle) this.paintVerdict({ toggle, why }, claim, answer, open);
  }

  paintVerdict({ toggle, why }, claim, answer, open) {
    toggle.disabled = !answer;
    toggle.textContent = open ? "Hide the verdict" : "Show the verdict";
    toggle.setAttribute("aria-expanded", String(open));
    const agree = answer === claim.verdict;
    const parts = [
      `${NAMES[claim.verdict]}.`,
      ` ${agree ? "You agree." : `You said: ${NAMES[answer]?.toLowerCase()}.`} ${claim.why}`,
      claim.lesson ? ` More in: ${claim.lesson}.` : "",
    ];
    if (why.textContent === (open ? parts.join("") : "")) return; // written anew, it would be read out anew
    why.replaceChildren(...(open ? [h("b", {}, parts[0]), parts[1], h("span", { class: "cl-sub" }, parts[2])] : []));
    why.className = `cl-why ${agree ? "cl-good" : "cl-bad"}`;
  }

  // The buttons' own keys stay here: a notebook would scroll, or begin to edit the cell.
  key(event) {
    if ([" ", "Enter"].includes(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey)
      event.stopPropagation();
  }

  dispose() {
    this.unlisten();
    this.root.remove();
  }
}

export default {
  render({ model, el }) {
    const claims = new Claims(model, el);
    return () => claims.dispose();
  },
};

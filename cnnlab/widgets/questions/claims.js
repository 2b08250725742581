// Claims. Answers are the model's, and the same in all views; which verdicts are open is each view's own affair.

import { tellPage } from "../shared/answered.js";
import { inContact } from "../shared/contact.js";
import { enable, h } from "../shared/dom.js";
import { modified } from "../shared/keys.js";
import { choose, listen, together } from "../shared/model.js";
import { onTheme } from "../shared/theme.js";
import { FRAMED, frame } from "./frame.js";
import { answered, firstWords, NAMES, summary, verdictWords } from "./verdicts.js";

/** @typedef {import("../types").ClaimsState} State */
/** @typedef {import("../types").Claim} Claim */
/** @typedef {import("../types").Judgement} Judgement */

const ANSWERS = /** @type {Judgement[]} */ (Object.keys(NAMES));

class Card {
  /**
   * @param {Claim} claim
   * @param {number} number - from 1
   * @param {(answer: Judgement) => void} answer
   * @param {() => void} toggle
   */
  constructor(claim, number, answer, toggle) {
    this.claim = claim;
    this.buttons = ANSWERS.map((name) =>
      h("button", { type: "button", class: "cl-answer", onclick: () => answer(name) }, NAMES[name]),
    );
    const verdict = { type: "button", class: "cl-verdict", onclick: toggle };
    this.toggle = h("button", verdict, "Show the verdict");
    this.first = h("p", { class: "cl-sub cl-then" });
    this.why = h("p", { class: "cl-why" });
    this.root = h(
      "fieldset",
      { class: "cl-card" },
      h("legend", {}, `${number}. ${claim.claim}`),
      h("div", { class: "cl-row" }, ...this.buttons, claim.verdict ? this.toggle : null),
      h("div", { "aria-live": "polite" }, this.first, this.why),
    );
  }

  /**
   * @param {Judgement | undefined} answer
   * @param {Judgement | undefined} first - the answer of the first time
   * @param {boolean} open - whether the verdict is shown
   */
  paint(answer, first, open) {
    for (const [n, button] of this.buttons.entries())
      button.setAttribute("aria-pressed", String(ANSWERS[n] === answer));
    const said = firstWords(first, answer);
    if (this.first.textContent !== said) this.first.textContent = said;
    enable(this.toggle, answer !== undefined);
    this.toggle.textContent = open ? "Hide the verdict" : "Show the verdict";
    this.toggle.setAttribute("aria-expanded", String(open));
    this.paintWhy(open ? answer : undefined);
  }

  /** @param {Judgement | undefined} answer - none while the verdict is not shown */
  paintWhy(answer) {
    const { claim, why } = this;
    const parts = answer && claim.verdict ? verdictWords(claim, answer) : [];
    if (why.textContent === parts.join("")) return; // written anew, it would be read out anew
    const [verdict, reason, more] = parts;
    why.replaceChildren(...(verdict ? [h("b", {}, verdict), reason, h("span", { class: "cl-sub" }, more)] : []));
    why.className = `cl-why ${answer === claim.verdict ? "cl-good" : answer === "no idea" ? "" : "cl-bad"}`;
  }
}

class Claims {
  /** @param {import("../types").Model<State>} model */
  constructor(model) {
    this.model = model;
    this.places = model.get("places");
    /** @type {Set<number>} */
    this.open = new Set();
    this.cards = model.get("claims").map(
      (claim, index) =>
        new Card(
          claim,
          this.places[index] + 1,
          (answer) => this.answer(index, answer),
          () => this.toggle(index),
        ),
    );
    this.frame = frame(model, {
      name: "Claims",
      style: "cl-claims",
      forget: model.get("again") ? "Forget these answers" : "Forget my answers",
      cards: this.cards.map(({ root }) => root),
      first: () => this.cards[0].buttons[0],
      key: keepOwnKeys,
    });
    this.root = this.frame.root;
    this.refresh();
  }

  /**
   * @param {number} index
   * @param {Judgement} answer
   */
  answer(index, answer) {
    const answers = { ...this.model.get("answers"), [this.places[index]]: answer };
    choose(this.model, "answers", answers);
    if (Object.keys(answers).length === this.cards.length) tellPage(this.root);
  }

  /**
   * Answers by the index of the card, not by the claim's place among all.
   * @param {Record<string, Judgement>} kept
   */
  byIndex(kept) {
    const pairs = this.places.map((place, index) => [index, kept[place]]).filter(([, answer]) => answer);
    return /** @type {Record<string, Judgement>} */ (Object.fromEntries(pairs));
  }

  /** @param {number} index */
  toggle(index) {
    if (!this.open.delete(index)) this.open.add(index);
    this.refresh();
  }

  refresh() {
    const { model } = this;
    const answers = this.byIndex(model.get("answers"));
    const first = this.byIndex(model.get("first"));
    for (const index of this.open) if (!answers[index]) this.open.delete(index);
    for (const [index, card] of this.cards.entries()) card.paint(answers[index], first[index], this.open.has(index));
    const progress = {
      claims: model.get("claims"),
      answers,
      first,
      again: model.get("again"),
      open: [...this.open],
    };
    this.frame.update(summary(progress), answered(progress));
  }
}

/**
 * The buttons' own keys stay here: a notebook would scroll, or begin to edit the cell.
 * @param {KeyboardEvent} event
 */
function keepOwnKeys(event) {
  const own = event.key === " " || event.key === "Enter";
  if (own && !modified(event) && !event.shiftKey) event.stopPropagation();
}

/** @type {import("../types").View<State>} */
const view = {
  render({ model, el }) {
    const claims = new Claims(model);
    el.append(claims.root);
    const unlisten = listen(model, [...FRAMED, "answers", "first"], () => claims.refresh());
    return together(unlisten, onTheme(claims.root), () => claims.root.remove());
  },
};

export default inContact(view, ["answers"]);

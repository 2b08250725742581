// What stands around the cards of a quiz or of claims: how far one is, and what becomes of the answers.

import { enable, h } from "../shared/dom.js";
import { choose } from "../shared/model.js";
import { keptWords } from "./kept.js";

/** The traits that `update` reads. */
export const FRAMED = /** @type {const} */ (["message", "kept", "contact"]);

/**
 * @typedef {object} Parts
 * @property {string} name - what a screen reader calls the widget
 * @property {string} style - the class of its kind
 * @property {string} forget - the words of the button that forgets the answers
 * @property {HTMLElement[]} cards
 * @property {() => HTMLElement} first - where the focus goes once all is forgotten
 * @property {(event: KeyboardEvent) => void} key
 */

/**
 * @template {import("../types").AnsweredState<unknown>} State
 * @param {import("../types").Model<State>} model
 * @param {Parts} parts
 */
export function frame(model, { name, style, forget, cards, first, key }) {
  const status = h("p", { role: "status" });
  const message = h("p", { class: "cl-message", role: "alert" });
  const clear = h("button", { type: "button" }, forget);
  clear.addEventListener("click", () => {
    choose(model, "answers", {});
    first().focus();
  });
  const kept = h("p", { class: "cl-sub", style: "margin-top:6px" });
  return {
    root: h(
      "div",
      { class: `cnnlab cl-questions ${style}`, role: "group", "aria-label": name, onkeydown: key },
      ...cards,
      h("div", { class: "cl-row cl-end" }, status, clear),
      message,
      kept,
    ),
    /**
     * @param {string} said
     * @param {number} answered
     */
    update(said, answered) {
      status.textContent = said;
      enable(clear, answered > 0);
      message.textContent = model.get("message");
      kept.textContent = keptWords(model);
      kept.hidden = kept.textContent === "";
    },
  };
}

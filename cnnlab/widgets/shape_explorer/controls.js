// What a learner sets in ShapeExplorer, and the formula that follows from it.

import { foundOrSaid } from "../shared/arithmetic/sentences.js";
import { h } from "../shared/dom.js";
import { choose } from "../shared/model.js";
import { samePadding } from "./walk.js";
import { formulaLines } from "./words.js";

/** @typedef {import("../types").ShapeExplorerState} State */
/** @typedef {import("../types").Model<State>} Model */
/** @typedef {keyof import("../types").ShapeSettings} Setting */
/** @typedef {import("../types").FormulaPiece} FormulaPiece */

/** @type {[name: Setting, label: string][]} */
const SLIDERS = [
  ["size", "input size"],
  ["kernel_size", "kernel"],
  ["stride", "stride"],
  ["padding", "padding"],
  ["dilation", "dilation"],
];
export const SETTINGS = SLIDERS.map(([name]) => name);

/**
 * A slider for each setting; `update` moves them to where the model is.
 * @param {Model} model
 */
export function settingSliders(model) {
  const sliders = SLIDERS.map(([name, label]) => slider(model, name, label));
  return {
    root: h("div", { class: "cl-sliders" }, ...sliders.map(({ root }) => root)),
    update() {
      for (const { update } of sliders) update();
    },
  };
}

/**
 * @param {Model} model
 * @param {Setting} name
 * @param {string} label
 */
function slider(model, name, label) {
  const [min, max] = model.get("limits")[name];
  const number = h("b");
  const input = h("input", { type: "range", min, max, "aria-label": label });
  input.addEventListener("input", () => choose(model, name, input.valueAsNumber));
  return {
    root: h("label", { class: "cl-slider" }, label, number, input),
    update() {
      const value = String(model.get(name));
      input.value = value;
      number.textContent = value;
    },
  };
}

/**
 * The two names that padding goes by. What "same" cannot do is said beside it.
 * @param {Model} model
 */
export function paddingNames(model) {
  const why = h("span", { class: "cl-sub", role: "status", style: "flex:1 1 300px" });
  const valid = h("button", { onclick: () => choose(model, "padding", 0) }, "valid");
  const same = h("button", {}, "same");
  /** @param {import("../types").ShapeSettings} settings */
  const sameOf = (settings) => foundOrSaid(() => samePadding(settings, model.get("limits").padding[1]));
  return {
    root: h("div", { class: "cl-row" }, h("span", { class: "cl-sub" }, "padding called"), valid, same, why),
    /** @param {import("../types").ShapeSettings} settings */
    update(settings) {
      const { found, message } = sameOf(settings);
      valid.setAttribute("aria-pressed", String(settings.padding === 0));
      same.setAttribute("aria-pressed", String(settings.padding === found));
      why.textContent = "";
      same.onclick = () => {
        if (found === null) why.textContent = message;
        else choose(model, "padding", found);
      };
    },
  };
}

/** The formula with its numbers filled in. */
export function filledFormula() {
  const root = h("div", { class: "cl-formula", role: "img" });
  return {
    root,
    /** @param {FormulaPiece[]} pieces */
    update(pieces) {
      root.replaceChildren(...formulaLines(pieces).map((line) => h("span", {}, ...line.map(term))));
      root.setAttribute("aria-label", pieces.map(([text]) => text).join(""));
    },
  };
}

/**
 * A number in the colour of what it is, above its name; anything else is text.
 * @param {FormulaPiece} piece
 */
function term([text, colour, name]) {
  if (!name) return text;
  const style = `color:var(--cl-${colour || "text"})`;
  return h("span", { class: "cl-term", style }, h("b", {}, text), h("small", {}, name));
}

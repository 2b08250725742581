// What a learner sets in ShapeExplorer, and the formula that follows from it.

import { h } from "../shared/dom.js";
import { alive, choose } from "../shared/model.js";
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
const NO_PYTHON = "Sliders and buttons need Python: open the notebook to move them.";

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
  const input = h("input", { type: "range", min, max, "aria-label": label, disabled: !alive(model) });
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
  const disabled = !alive(model);
  const why = h("span", { class: "cl-sub", role: "status", style: "flex:1 1 300px" });
  const valid = h("button", { disabled, onclick: () => choose(model, "padding", 0) }, "valid");
  const same = h("button", { disabled }, "same");
  same.addEventListener("click", () => {
    const { padding, why: reason } = model.get("same");
    if (padding === null) why.textContent = reason;
    else choose(model, "padding", padding);
  });
  return {
    root: h("div", { class: "cl-row" }, h("span", { class: "cl-sub" }, "padding called"), valid, same, why),
    update() {
      const padding = model.get("padding");
      valid.setAttribute("aria-pressed", String(padding === 0));
      same.setAttribute("aria-pressed", String(padding === model.get("same").padding));
      why.textContent = disabled ? NO_PYTHON : "";
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

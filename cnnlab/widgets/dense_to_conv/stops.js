// The three stops to choose from, each with its count of weights as a sum and as a bar.

import { groupName, h } from "../shared/dom.js";
import { choose } from "../shared/model.js";
import { range } from "../shared/numbers.js";
import { count } from "../shared/text.js";
import { STOPS } from "./matrix.js";

/** @typedef {import("../types").Stop} Stop */
/** @typedef {import("../types").DenseToConvState} State */
/** @typedef {import("../types").Model<State>} Model */

export class Stops {
  /** @param {Model} model */
  constructor(model) {
    const counts = model.get("counts");
    const decades = Math.ceil(Math.log10(counts.dense)); // the bars' scale is logarithmic, and ends after so many
    const group = groupName();
    this.choices = STOPS.map((stop) => makeChoice(model, stop, group, Math.log10(counts[stop]) / decades));
    this.root = h(
      "fieldset",
      { class: "cl-stops" },
      h("legend", { class: "cl-hidden" }, "How the weights are kept"),
      ...this.choices.flatMap(({ label, sum, bar }) => [label, sum, bar]),
      ticks(decades),
    );
  }

  /** @param {Stop} chosen */
  show(chosen) {
    for (const { stop, input, bar } of this.choices) {
      input.checked = stop === chosen;
      bar.classList.toggle("cl-now", stop === chosen);
    }
  }
}

/**
 * @param {Model} model
 * @param {Stop} stop
 * @param {string} group
 * @param {number} length - of the bar, 0 to 1
 */
function makeChoice(model, stop, group, length) {
  const input = h("input", { type: "radio", name: group, onchange: () => choose(model, "stop", stop) });
  const [factors, weights] = model.get("sums")[stop].split("= ");
  return {
    stop,
    input,
    label: h("label", {}, input, stop),
    sum: h("output", {}, `${factors}= `, h("b", {}, weights), " weights"),
    bar: h(
      "div",
      { class: "cl-bar", "aria-hidden": "true" },
      h("i", { class: "cl-hue", style: `width:${100 * length}%` }),
    ),
  };
}

/**
 * Powers of ten below the bars; every second one where all would stand too close.
 * @param {number} decades
 */
function ticks(decades) {
  const every = decades > 4 ? 2 : 1;
  const powers = range(decades).filter((power) => power % every === 0);
  const marks = powers.map((power) => h("span", { style: `left:${(100 * power) / decades}%` }, count(10 ** power)));
  return h("div", { class: "cl-ticks", "aria-hidden": "true" }, ...marks);
}

// What the nets make of the images: a prediction first, then their right answers on the whole test.

import { h, s } from "../shared/dom.js";
import { choose } from "../shared/model.js";
import { percent } from "../shared/text.js";

/** @typedef {import("../types").PermutationGogglesState} State */
/** @typedef {import("../types").Model<State>} Model */
/** @typedef {State["condition"]} Condition */
/** @typedef {keyof State["answers"]} Change */

/** @type {Record<Change, string>} */
const BECAME = { worse: "it gets worse", same: "it stays about the same", better: "it gets better" };
const SIGNS = { right: "M2 8 L6 12 L12 3", wrong: "M3 3 L11 11 M11 3 L3 11" };

/**
 * What a net answered to an image, and whether that is right; nothing yet is a question mark.
 * @param {number | undefined} digit
 * @param {number} label
 */
export function answer(digit, label) {
  if (digit === undefined) return [h("span", { class: "cl-sub" }, "?")];
  const verdict = digit === label ? "right" : "wrong";
  const sign = s(
    "svg",
    { viewBox: "0 0 14 14", class: `cl-sign cl-${verdict}`, "aria-hidden": "true" },
    s("path", { d: SIGNS[verdict] }),
  );
  return [String(digit), sign, h("span", { class: "cl-hidden" }, ` ${verdict}`)];
}

/**
 * How many of the whole test each net answers right.
 * @param {Model} model
 * @param {Condition} condition
 */
export function results(model, condition) {
  const parts = [
    h("div", { class: "cl-heading" }, "Right answers on the whole test"),
    h("p", { class: "cl-sub" }, "Each net was trained from the beginning, and tested, with these goggles on."),
    ...Object.keys(model.get("verdicts")).map((name) => result(model, name, condition)),
  ];
  if (condition === "straight") return parts;
  const forget = () => {
    const { [condition]: _, ...others } = model.get("predictions");
    choose(model, "predictions", others);
  };
  const again = h("button", { type: "button", onclick: forget }, "Predict again");
  return [...parts, h("div", { class: "cl-row" }, again)];
}

/**
 * One net: its name, a bar, its accuracy, and what was predicted.
 * @param {Model} model
 * @param {string} name
 * @param {Condition} condition
 */
function result(model, name, condition) {
  const conditions = model.get("verdicts")[name];
  const { accuracy } = conditions[condition];
  const bar = h(
    "div",
    { class: "cl-bar", "aria-hidden": "true" },
    h("i", { class: "cl-hue", style: `width:${100 * accuracy}%` }),
  );
  const row = h("div", { class: "cl-net" }, h("span", {}, name), bar, h("b", {}, percent(accuracy)));
  if (condition === "straight") return row;
  const before = conditions.straight.accuracy;
  bar.append(h("i", { class: "cl-before cl-hue", style: `left:calc(${100 * before}% - 1px)` }));
  const words = `${guessWords(model, name, condition)} The dashed line is straight: ${percent(before)}.`;
  row.append(h("span", { class: "cl-sub" }, words));
  return row;
}

/**
 * @param {Model} model
 * @param {string} name
 * @param {Condition} condition
 */
function guessWords(model, name, condition) {
  const said = /** @type {Change} */ (model.get("predictions")[condition]?.[name]);
  const became = /** @type {Change} */ (model.get("changes")[name][condition]);
  const words = `You said "${model.get("answers")[said]}"`;
  return said === became ? `${words}: right.` : `${words}, but ${BECAME[became]}.`;
}

/**
 * A question for each net, and a button that commits to the answers.
 * @param {Model} model
 * @param {Condition} condition
 * @param {string} group - what no other radio buttons of the page are named
 */
export function questions(model, condition, group) {
  /** @type {Record<string, Change>} */
  const chosen = {};
  const names = Object.keys(model.get("verdicts"));
  const verdict = h("span", { class: "cl-sub", role: "status" });
  const commit = () => {
    if (names.some((name) => !chosen[name])) verdict.textContent = "Choose an answer for each net first.";
    else choose(model, "predictions", { ...model.get("predictions"), [condition]: chosen });
  };
  const asked = names.map((name, index) =>
    question(model, name, `${group}-${index}`, (change) => {
      chosen[name] = change;
    }),
  );
  const words =
    "Each net is trained from the beginning, and tested, with these goggles on. " +
    "Compared with straight images, it will be";
  const show = h("button", { type: "button", class: "cl-main", onclick: commit }, "Show");
  return [
    h("div", { class: "cl-heading" }, "Predict first"),
    h("p", { class: "cl-sub" }, words),
    ...asked,
    h("div", { class: "cl-row" }, show, verdict),
  ];
}

/**
 * @param {Model} model
 * @param {string} name - of the net
 * @param {string} group
 * @param {(change: Change) => void} take
 */
function question(model, name, group, take) {
  const answers = /** @type {[Change, string][]} */ (Object.entries(model.get("answers")));
  const radios = answers.map(([change, label]) =>
    h("label", {}, h("input", { type: "radio", name: group, onchange: () => take(change) }), label),
  );
  return h("fieldset", { class: "cl-ask" }, h("legend", {}, `${name}:`), ...radios);
}

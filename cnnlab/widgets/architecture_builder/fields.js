// Buttons and number fields, each with a key by which the focus finds it again when all is drawn anew.

import { h } from "../shared/dom.js";

/**
 * @typedef {object} ButtonOptions
 * @property {string} key - what it is found by after drawing
 * @property {() => void} press
 * @property {boolean} [enabled]
 * @property {string} [name] - for a screen reader, where the label says too little
 */

/**
 * @param {string} label
 * @param {ButtonOptions} options
 */
export function button(label, { key, press, enabled = true, name = label }) {
  return h("button", { onclick: press, "data-key": key, "aria-label": name, disabled: !enabled }, label);
}

/**
 * @typedef {object} FieldOptions
 * @property {string} key
 * @property {number} value
 * @property {[least: number, most: number]} ends
 * @property {(value: number) => void} keep - takes the whole number that was typed
 */

/**
 * A whole number with its name.
 * @param {string} label
 * @param {FieldOptions} options
 */
export function field(label, { key, value, ends: [min, max], keep }) {
  const take = () => {
    if (Number.isFinite(input.valueAsNumber)) keep(Math.round(input.valueAsNumber));
  };
  const input = h("input", {
    type: "number",
    min,
    max,
    value,
    "data-key": key,
    onchange: take,
    onkeydown: (/** @type {KeyboardEvent} */ event) => event.key === "Enter" && take(), // no change in JupyterLab
  });
  return h("label", {}, label, input);
}

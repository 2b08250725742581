// Buttons and number fields that keep their focus when all is drawn anew: each has a key.

import { h } from "../shared/dom.js";
import { KEPT } from "../shared/keys.js";

/**
 * @typedef {object} ButtonOptions
 * @property {string} key - what it is found by after drawing
 * @property {() => void} press
 * @property {boolean} enabled
 * @property {string} [name] - for a screen reader, where the label says too little
 */

/**
 * @param {string} label
 * @param {ButtonOptions} options
 */
export function button(label, { key, press, enabled, name = label }) {
  return h("button", { onclick: press, "data-key": key, "aria-label": name, disabled: !enabled }, label);
}

/**
 * @typedef {object} FieldOptions
 * @property {string} key
 * @property {number} value
 * @property {[least: number, most: number]} ends
 * @property {boolean} enabled
 * @property {(value: number) => void} keep - takes the whole number that was typed
 */

/**
 * A whole number with its name.
 * @param {string} label
 * @param {FieldOptions} options
 */
export function field(label, { key, value, ends: [min, max], enabled, keep }) {
  const take = () => {
    if (Number.isFinite(input.valueAsNumber)) keep(Math.round(input.valueAsNumber));
  };
  const input = h("input", {
    type: "number",
    min,
    max,
    value,
    disabled: !enabled,
    "data-key": key,
    ...KEPT,
    onchange: take,
    onkeydown: (/** @type {KeyboardEvent} */ event) => event.key === "Enter" && take(), // no change in JupyterLab
  });
  return h("label", {}, label, input);
}

/**
 * Draw, and give the focus back to what had it, if it is still there; else to `fallback()`.
 * @param {HTMLElement} root
 * @param {() => void} draw
 * @param {() => HTMLElement | null} fallback - where what had the focus can no longer be pressed
 */
export function keepFocus(root, draw, fallback) {
  const focused = document.activeElement;
  const key = focused instanceof HTMLElement && root.contains(focused) ? focused.dataset.key : undefined;
  draw();
  if (key === undefined) return;
  const again = root.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!(again instanceof HTMLElement)) return;
  const target = again.matches(":disabled") ? fallback() : again;
  target?.focus();
}

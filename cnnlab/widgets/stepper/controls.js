// The settings that the learner may change, as Python names them.

import { h } from "../shared/dom.js";
import { choose } from "../shared/model.js";

/** @typedef {import("../types").Control} Control */
/** @typedef {import("../types").Model<import("../types").Traits & Record<string, unknown>>} Settings */
/** @typedef {{ element: HTMLElement, refresh: () => void }} Part - one that shows the model's value again */

/**
 * A row of them; `refresh` shows the settings as they are.
 * @param {Settings} model
 * @param {Control[]} controls
 * @param {boolean} usable
 */
export function controlRow(model, controls, usable) {
  const parts = controls.map((control) => partOf(model, control, !usable));
  return {
    element: h("div", { class: "cl-row" }, ...parts.map(({ element }) => element)),
    refresh() {
      for (const part of parts) part.refresh();
    },
  };
}

/**
 * @param {Settings} model
 * @param {Control} control
 * @param {boolean} disabled
 * @returns {Part}
 */
function partOf(model, control, disabled) {
  const { name, label, options } = control;
  if (options) return menu(model, name, label, options, disabled);
  return control.least === undefined ? toggle(model, name, label, disabled) : number(model, control, disabled);
}

/**
 * One number for a setting that may hold several: rows and columns, before and after.
 * @param {Settings} model
 * @param {Control} control
 * @param {boolean} disabled
 * @returns {Part}
 */
function number(model, { name, label, least = 0, most }, disabled) {
  let typing = false;
  const take = () => {
    typing = false;
    const value = Math.max(least, Math.round(Number(input.value)) || least);
    input.value = String(value);
    choose(model, name, value);
  };
  const input = h("input", {
    type: "number",
    min: least,
    max: most,
    step: 1,
    disabled,
    onchange: take,
    oninput: () => {
      typing = true;
    },
    /** @param {KeyboardEvent} event */
    onkeydown: (event) => {
      if (event.key === "Enter") take(); // in JupyterLab Enter does not count as a change
    },
  });
  const refresh = () => {
    if (!(typing && input === document.activeElement)) input.value = String([model.get(name)].flat(3)[0]);
  };
  return { element: h("label", {}, label, input), refresh };
}

/**
 * @param {Settings} model
 * @param {string} name
 * @param {string} label
 * @param {boolean} disabled
 * @returns {Part}
 */
function toggle(model, name, label, disabled) {
  const button = h("button", { disabled, onclick: () => choose(model, name, !model.get(name)) }, label);
  return { element: button, refresh: () => button.setAttribute("aria-pressed", String(model.get(name))) };
}

/**
 * @param {Settings} model
 * @param {string} name
 * @param {string} label
 * @param {NonNullable<Control["options"]>} options
 * @param {boolean} disabled
 * @returns {Part}
 */
function menu(model, name, label, options, disabled) {
  const take = () => choose(model, name, options[select.selectedIndex][0]);
  const select = h("select", { disabled, onchange: take }, ...options.map(([, text]) => h("option", {}, text)));
  const refresh = () => {
    select.selectedIndex = options.findIndex(([value]) => value === model.get(name));
  };
  return { element: h("label", {}, label, select), refresh };
}

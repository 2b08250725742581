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
 */
export function controlRow(model, controls) {
  const parts = controls.map((control) => partOf(model, control));
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
 * @returns {Part}
 */
function partOf(model, control) {
  const { name, label, options } = control;
  if (options) return menu(model, name, label, options);
  return control.least === undefined ? toggle(model, name, label) : number(model, control);
}

/**
 * One number for a setting that may hold several: rows and columns, before and after.
 * @param {Settings} model
 * @param {Control} control
 * @returns {Part}
 */
function number(model, { name, label, least = 0, most }) {
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
 * @returns {Part}
 */
function toggle(model, name, label) {
  const button = h("button", { onclick: () => choose(model, name, !model.get(name)) }, label);
  return { element: button, refresh: () => button.setAttribute("aria-pressed", String(model.get(name))) };
}

/**
 * @param {Settings} model
 * @param {string} name
 * @param {string} label
 * @param {NonNullable<Control["options"]>} options
 * @returns {Part}
 */
function menu(model, name, label, options) {
  const take = () => choose(model, name, options[select.selectedIndex][0]);
  const select = h("select", { onchange: take }, ...options.map(([, text]) => h("option", {}, text)));
  const refresh = () => {
    select.selectedIndex = options.findIndex(([value]) => value === model.get(name));
  };
  return { element: h("label", {}, label, select), refresh };
}

// Elements of a page. All text enters it as text: `h` and `s` never parse HTML.

import { keepKeys } from "./keys.js";

/** @typedef {import("../types").Attributes} Attributes */
/** @typedef {import("../types").Child} Child */

const FOCUSABLE = new Set(["A", "BUTTON", "INPUT", "SELECT", "SUMMARY", "TEXTAREA"]);

/**
 * An HTML element.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} [attributes]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function h(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/**
 * An element of an SVG drawing.
 * @template {keyof SVGElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} [attributes]
 * @param {...Child} children
 * @returns {SVGElementTagNameMap[Tag]}
 */
export function s(tag, attributes = {}, ...children) {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

/**
 * Set attributes, bind what is named `on...`, and append children; what is null, undefined or false is left out. What
 * can have the focus keeps its keys, and a button that `enable` switched off is not pressed.
 * @template {Element} Kind
 * @param {Kind} element
 * @param {Attributes} attributes
 * @param {Child[]} [children]
 * @returns {Kind}
 */
export function fill(element, attributes, children = []) {
  if (FOCUSABLE.has(element.tagName) || "tabindex" in attributes) keepKeys(element);
  if (element.tagName === "BUTTON") element.addEventListener("click", stopWhereDisabled);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false)
      element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** @param {Event} event */
function stopWhereDisabled(event) {
  const button = /** @type {Element} */ (event.currentTarget);
  if (button.getAttribute("aria-disabled") === "true") event.stopImmediatePropagation();
}

/**
 * Let a button be pressed, or not. Either way it keeps the focus: from one that is `disabled` the page would take it.
 * @param {HTMLElement} control
 * @param {boolean} enabled
 */
export function enable(control, enabled) {
  control.setAttribute("aria-disabled", String(!enabled));
}

/** Where a sentence is put that a screen reader is to read out, and nobody is to see. */
export function liveRegion() {
  return h("div", { class: "cl-hidden", role: "status", "aria-live": "polite" });
}

/** A name for the radio buttons of one view: another view on the page must not share it. */
export function groupName() {
  return Math.random().toString(36).slice(2);
}

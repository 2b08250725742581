// Tables of numbers: the grids of a window, and the terms of a sum.

import { ink, inkText, signed } from "../shared/colour.js";
import { h } from "../shared/dom.js";
import { fixed } from "./words.js";

/** @typedef {import("./terms.js").Patch} Patch */
/** @typedef {import("../types").Attributes} Attributes */
/** @typedef {(value: number | null, row: number, column: number) => Attributes} Look */

/**
 * Numbers in a grid under a caption.
 * @param {string} caption
 * @param {Patch} rows
 * @param {Look} look - the attributes of a cell
 */
export function numberGrid(caption, rows, look) {
  const lines = rows.map((row, i) => h("tr", {}, ...row.map((value, j) => h("td", look(value, i, j), fixed(value)))));
  return h("table", { class: "cl-numbers" }, h("caption", {}, caption), h("tbody", {}, ...lines));
}

/**
 * Tables side by side.
 * @param {...HTMLElement} tables
 */
export function tableRow(...tables) {
  return h("div", { class: "cl-tables" }, ...tables);
}

/**
 * The number that full colour stands for: beyond the largest, so that the text on it can be read.
 * @param {(number | null)[]} numbers
 */
export function limitOf(numbers) {
  return 1.3 * Math.max(1e-9, ...numbers.map((number) => Math.abs(number ?? 0)));
}

/**
 * Cells in the colour of their numbers.
 * @param {Patch} rows
 * @returns {Look}
 */
export function tinted(rows) {
  const limit = limitOf(rows.flat());
  return (value) => ({ style: `background:${signed(value ?? 0, limit)}`, class: "cl-hue" });
}

/**
 * Cells as pixels of an image.
 * @type {Look}
 */
export function inked(value) {
  if (value === null) return { style: "", class: "cl-padding" };
  return { style: `background:${ink(value, 1)};color:${inkText(value, 1)}`, class: "cl-hue" };
}

/**
 * A table with names for its columns, and lines whose first part names them.
 * @param {string} caption
 * @param {string[]} names
 * @param {string[][]} lines
 * @param {number} [chosen] - a line that stands out
 */
export function terms(caption, names, lines, chosen = -1) {
  const rows = lines.map(([name, ...cells], place) =>
    h(
      "tr",
      { class: place === chosen ? "cl-winner" : null },
      h("th", { scope: "row" }, name),
      ...cells.map((cell) => h("td", {}, cell)),
    ),
  );
  return h(
    "table",
    { class: "cl-terms" },
    h("caption", {}, caption),
    h("thead", {}, h("tr", {}, ...names.map((name) => h("th", { scope: "col" }, name)))),
    h("tbody", {}, ...rows),
  );
}

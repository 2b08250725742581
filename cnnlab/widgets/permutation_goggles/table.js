// Images and answers: one table for each row of images, so that an answer stands under its image.

import { h } from "../shared/dom.js";
import { range } from "../shared/numbers.js";

const PER_ROW = 6;

/**
 * @param {number[]} labels
 * @param {Element[]} images
 * @param {Map<string, HTMLTableCellElement[]>} answers - of each net, a cell for each image
 */
export function tables(labels, images, answers) {
  const lines = Math.ceil(labels.length / PER_ROW);
  const across = Math.ceil(labels.length / lines);
  return range(lines).map((line) =>
    table(
      range(across).map((k) => line * across + k),
      labels,
      images,
      answers,
    ),
  );
}

/**
 * @param {number[]} shown - the images of this table; beyond the last one there are empty cells
 * @param {number[]} labels
 * @param {Element[]} images
 * @param {Map<string, HTMLTableCellElement[]>} answers
 */
function table(shown, labels, images, answers) {
  const named = answers.size > 0; // without nets no column of names is needed
  const row = (/** @type {Element} */ name, /** @type {(k: number) => Element} */ cell) => {
    const cells = shown.map((k) => (k < labels.length ? cell(k) : h("td")));
    return h("tr", {}, ...(named ? [name] : []), ...cells);
  };
  const heading = (/** @type {string} */ text) => h("th", { scope: "row" }, text);
  return h(
    "table",
    { class: "cl-seen" },
    h("colgroup", {}, ...(named ? [h("col", { style: "width:5.75rem" })] : []), ...shown.map(() => h("col"))),
    row(heading("it is a"), (k) => h("th", { scope: "col" }, String(labels[k]))),
    row(h("td"), (k) => h("td", {}, images[k])),
    ...[...answers].map(([name, cells]) => row(heading(name), (k) => cells[k])),
  );
}

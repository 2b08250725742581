// How sure the network is of each digit, and what it takes each digit for.

import { h } from "../shared/dom.js";
import { range } from "../shared/numbers.js";
import { errorWords, strengths } from "./words.js";

/**
 * A bar for the probability of each class.
 * @param {number} classes
 */
export function probabilityBars(classes) {
  const bars = range(classes).map((digit) => ({
    digit,
    name: h("span"),
    bar: h("i", { class: "cl-hue" }),
    value: h("span"),
  }));
  const cells = bars.flatMap(({ name, bar, value }) => [
    name,
    h("div", { class: "cl-bar", "aria-hidden": "true" }, bar),
    value,
  ]);
  return {
    root: h(
      "div",
      {},
      h("div", { class: "cl-heading" }, "How sure it is of each digit"),
      h("div", { class: "cl-odds" }, ...cells),
    ),
    /**
     * @param {number[]} probabilities
     * @param {number} label - what the image is
     * @param {number} answer - what it is called
     */
    update(probabilities, label, answer) {
      for (const { digit, name, bar, value } of bars) {
        const isTrue = digit === label;
        name.replaceChildren(h(digit === answer ? "b" : "span", {}, String(digit)), isTrue ? " it is" : "");
        bar.style.width = `${100 * probabilities[digit]}%`;
        bar.classList.toggle("cl-true", isTrue);
        value.textContent = probabilities[digit].toFixed(2);
      }
    },
  };
}

/**
 * The confusion matrix as a table, and its most common error.
 * @param {number} classes
 */
export function confusionTable(classes) {
  const digits = range(classes);
  const cells = digits.map(() => digits.map(() => h("td", { class: "cl-hue" })));
  const corner = h("th", {}, h("span", { class: "cl-hidden" }, "it is"));
  const head = h("tr", {}, corner, ...digits.map((digit) => h("th", { scope: "col" }, String(digit))));
  const rows = digits.map((digit) => h("tr", {}, h("th", { scope: "row" }, String(digit)), ...cells[digit]));
  const name = { "aria-label": "Confusion matrix" };
  const worst = h("p", { class: "cl-sub" });
  return {
    root: h(
      "div",
      {},
      h("div", { class: "cl-heading" }, "Rows: what it is. Columns: what it was called"),
      h("table", name, h("thead", {}, head), h("tbody", {}, ...rows)),
      worst,
    ),
    /** @param {number[][]} counts */
    update(counts) {
      for (const is of digits) paintRow(cells[is], counts[is], is);
      worst.textContent = errorWords(counts);
    },
  };
}

/**
 * @param {HTMLTableCellElement[]} cells
 * @param {number[]} counts
 * @param {number} is - the digit of this row
 */
function paintRow(cells, counts, is) {
  for (const [called, part] of strengths(counts).entries()) {
    const colour = called === is ? "var(--cl-gradient)" : "var(--cl-window)"; // right ones, wrong ones
    cells[called].textContent = String(counts[called] || "");
    cells[called].style.background = `color-mix(in srgb, ${colour} ${part.toFixed(1)}%, var(--cl-background))`;
  }
}

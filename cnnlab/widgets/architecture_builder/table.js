// The table of a plan: what each layer makes and costs; a layer's name chooses it.

import { h } from "../shared/dom.js";
import { count } from "../shared/text.js";
import { inBytes, layerLabel } from "./words.js";

/** @typedef {import("../types").Plan} Plan */

const HEADS = ["layer", "output", "parameters", "multiply-adds", "memory", "sees"];

/**
 * @param {Plan} plan
 * @param {number} selected
 * @param {(layer: number, label: string) => HTMLButtonElement} button - what chooses a layer
 */
export function tableParts(plan, selected, button) {
  const lines = plan.layers.map((_, k) => {
    const choose = button(k, layerLabel(plan, k));
    choose.setAttribute("aria-pressed", String(k === selected));
    return h("tr", {}, h("td", {}, choose), ...cells(plan, k));
  });
  const heads = HEADS.map((head) => h("th", { scope: "col" }, head));
  return [h("thead", {}, h("tr", {}, ...heads)), h("tbody", {}, ...lines), h("tfoot", {}, footer(plan))];
}

/**
 * What stands behind the name of layer k: its numbers, or why it has none.
 * @param {Plan} plan
 * @param {number} k
 */
function cells({ rows, problem, totals }, k) {
  const row = rows[k];
  if (row) {
    return [
      h("td", {}, row.shape.join(" x ")),
      h("td", {}, count(row.params), bar(row.params, totals.params)),
      h("td", {}, count(row.macs), bar(row.macs, totals.macs)),
      h("td", {}, inBytes(row.memory)),
      h("td", {}, row.sees),
    ];
  }
  if (k === rows.length && problem) return [h("td", { class: "cl-why", colspan: 5, role: "alert" }, problem)];
  return [h("td", { class: "cl-later", colspan: 5 }, "waits for the layer above")];
}

/**
 * A bar as long as the part that n is of all.
 * @param {number} n
 * @param {number} all
 */
function bar(n, all) {
  return h("i", { class: "cl-hue", style: `width:${all ? (100 * n) / all : 0}%`, "aria-hidden": "true" });
}

/** @param {Plan} plan */
function footer({ problem, totals }) {
  return h(
    "tr",
    {},
    h("td", {}, problem ? "so far" : "all layers"),
    h("td"),
    h("td", {}, count(totals.params)),
    h("td", {}, count(totals.macs)),
    h("td", {}, inBytes(totals.memory)),
    h("td"),
  );
}

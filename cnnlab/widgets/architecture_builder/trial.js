// The panel that trains what was built: a button, a sentence, and its curve beside LeNet's.

import { h, s } from "../shared/dom.js";
import { choose, listen, together } from "../shared/model.js";
import { drawingRoom, onDrawingRoom, sizeDrawing } from "../shared/room.js";
import { count, percent } from "../shared/text.js";
import { across, chartIn, down, end, labelShift, path } from "./curve.js";

/** @typedef {import("../types").ArchitectureBuilderState} State */
/** @typedef {import("../types").Curve} Curve */

export class TrialPanel {
  /**
   * @param {import("../types").Model<State>} model
   * @param {boolean} enabled
   */
  constructor(model, enabled) {
    this.model = model;
    this.button = h("button", { disabled: !enabled, onclick: () => choose(model, "training", !model.get("training")) });
    this.words = h("span", { class: "cl-sub", role: "status" });
    this.chart = s("svg", { role: "img", class: "cl-chart" });
    this.root = h("div", { class: "cl-trial" }, h("div", { class: "cl-row" }, this.button, this.words), this.chart);
    this.root.hidden = !model.get("trial").images;
    this.draw();
    this.unlisten = together(
      listen(model, ["trial", "training"], () => this.draw()),
      onDrawingRoom(this.root, () => this.draw()),
    );
  }

  draw() {
    const { curves = [], images = 0, message, most = 1 } = this.model.get("trial");
    const begun = curves.filter(({ points }) => points.length);
    this.button.textContent = this.model.get("training") ? "Stop" : `Train it on ${count(images)} digits`;
    this.words.textContent = message;
    this.chart.style.display = begun.length ? "" : "none";
    this.chart.setAttribute("aria-label", begun.map(inWords).join("; "));
    const room = drawingRoom(this.root);
    const chart = chartIn(room);
    sizeDrawing(this.chart, chart, room);
    this.chart.replaceChildren(...axes(most, chart), ...begun.flatMap((_, k) => line(begun, k, most, chart)));
  }
}

/** @param {Curve} curve */
function inWords(curve) {
  const [seen, share] = end(curve);
  return `${curve.name}: ${percent(share)} right after ${count(seen)} images`;
}

/**
 * A word on the chart.
 * @param {number} x
 * @param {number} y
 * @param {string} anchor - which end of it lies at x
 * @param {string} words
 */
function label(x, y, anchor, words) {
  return s("text", { class: "cl-size", x, y, style: `text-anchor:${anchor}` }, words);
}

/**
 * @param {number} most - images at the end of the axis
 * @param {ReturnType<typeof chartIn>} chart
 */
function axes(most, chart) {
  const { width, height, left, right } = chart;
  const shares = [0, 0.5, 1].flatMap((share) => [
    s("path", { class: "cl-grid", d: `M${left} ${down(share)}H${width - right}` }),
    label(left - 8, down(share), "end", `${100 * share} %`),
  ]);
  const ticks = [0, most / 2, most].map((seen) =>
    label(across(seen, most, chart), height - 20, "middle", count(Math.round(seen))),
  );
  return [...shares, ...ticks, label(across(most / 2, most, chart), height - 5, "middle", "images seen")];
}

/**
 * One curve, and its name and last share at its end.
 * @param {Curve[]} curves
 * @param {number} index
 * @param {number} most
 * @param {ReturnType<typeof chartIn>} chart
 */
function line(curves, index, most, chart) {
  const { name, points } = curves[index];
  const [seen, share] = end(curves[index]);
  const kind = name === "LeNet" ? "cl-peer" : "cl-own";
  const y = down(share) + labelShift(curves, index, most);
  return [
    s("path", { class: `cl-line ${kind}`, d: path(points, most, chart) }),
    s("text", { class: `cl-size ${kind}`, x: across(seen, most, chart) + 8, y }, `${name} ${percent(share)}`),
  ];
}

// The curve of a training, on which the moment is marked: a click on it leads there.

import { fill, h, s } from "../shared/dom.js";
import { drawingRoom, sizeDrawing } from "../shared/room.js";
import { CURVE, curveIn, momentAt, momentX, partY, stepLabels } from "./curve.js";

/** @typedef {import("../types").TrainingCurve} TrainingCurve */
/** @typedef {ReturnType<typeof curveIn>} Curve */

export class Plot {
  /**
   * @param {TrainingCurve} training
   * @param {(moment: number) => void} go
   */
  constructor(training, go) {
    const line = { y1: CURVE.top - 6, y2: CURVE.bottom + 4, stroke: "var(--cl-window)", "stroke-width": 2 };
    const disc = { r: 5, fill: "var(--cl-window)", stroke: "var(--cl-background)", "stroke-width": 1.5 };
    this.training = training;
    this.last = training.steps.length - 1;
    this.moment = 0;
    this.curve = CURVE;
    this.mark = s("line", line);
    this.dot = s("circle", disc);
    this.svg = s("svg", { class: "cl-curve", role: "img", "aria-label": training.label });
    this.root = h("div", {}, this.svg);
    this.svg.addEventListener("click", (event) => {
      const box = this.svg.getBoundingClientRect();
      go(momentAt(((event.clientX - box.left) * this.curve.width) / box.width, this.last, this.curve));
    });
    this.layOut();
  }

  /** Draw for the room that there is. */
  layOut() {
    const { heights, scale, steps } = this.training;
    const room = drawingRoom(this.root);
    this.curve = curveIn(room);
    sizeDrawing(this.svg, this.curve, room);
    const below = stepLabels(steps, this.curve).map(({ step, x }) =>
      s("text", { x, y: CURVE.bottom + 15 }, String(step)),
    );
    this.svg.replaceChildren(...ruled(scale, this.curve), ...below, this.mark, ...line(heights, this.curve), this.dot);
    this.update(this.moment);
  }

  /** @param {number} moment */
  update(moment) {
    this.moment = moment;
    const x = momentX(moment, this.last, this.curve);
    fill(this.mark, { x1: x, x2: x });
    fill(this.dot, { cx: x, cy: partY(this.training.heights[moment]) });
  }
}

/**
 * @param {string[]} scale - what is written at the bottom, in the middle and at the top
 * @param {Curve} curve
 */
function ruled(scale, { left, right }) {
  return scale.flatMap((text, k) => {
    const y = partY(k / (scale.length - 1));
    return [
      s("line", { x1: left, x2: right, y1: y, y2: y, stroke: "var(--cl-line)" }),
      s("text", { x: left - 8, y, style: "text-anchor:end" }, text),
    ];
  });
}

/**
 * @param {number[]} heights
 * @param {Curve} curve
 */
function line(heights, curve) {
  const points = heights.map((part, moment) => [momentX(moment, heights.length - 1, curve), partY(part)]);
  const path = { points: points.map(String).join(" "), fill: "none", stroke: "var(--cl-output)", "stroke-width": 2 };
  return [s("polyline", path), ...points.map(([cx, cy]) => s("circle", { cx, cy, r: 2.5, fill: "var(--cl-output)" }))];
}

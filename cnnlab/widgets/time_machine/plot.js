// The curve of right answers, on which the moment is marked: a click on it leads there.

import { fill, h, s } from "../shared/dom.js";
import { drawingRoom, sizeDrawing } from "../shared/room.js";
import { percent } from "../shared/text.js";
import { CURVE, curveIn, momentAt, momentX, partY, stepLabels } from "./curve.js";

/** @typedef {import("../types").Film} Film */
/** @typedef {ReturnType<typeof curveIn>} Curve */

export class Plot {
  /**
   * @param {Film} film
   * @param {(moment: number) => void} go
   */
  constructor(film, go) {
    const { accuracy, tested } = film;
    const ends = `from ${percent(accuracy[0])} to ${percent(accuracy[accuracy.length - 1])}`;
    const label = `Right answers among ${tested} images at each moment, ${ends}`;
    const line = { y1: CURVE.top - 6, y2: CURVE.bottom + 4, stroke: "var(--cl-window)", "stroke-width": 2 };
    const disc = { r: 5, fill: "var(--cl-window)", stroke: "var(--cl-background)", "stroke-width": 1.5 };
    this.film = film;
    this.last = accuracy.length - 1;
    this.moment = 0;
    this.curve = CURVE;
    this.mark = s("line", line);
    this.dot = s("circle", disc);
    this.svg = s("svg", { class: "cl-curve", role: "img", "aria-label": label });
    this.root = h("div", {}, this.svg);
    this.svg.addEventListener("click", (event) => {
      const box = this.svg.getBoundingClientRect();
      go(momentAt(((event.clientX - box.left) * this.curve.width) / box.width, this.last, this.curve));
    });
    this.layOut();
  }

  /** Draw for the room that there is. */
  layOut() {
    const { accuracy, steps } = this.film;
    const room = drawingRoom(this.root);
    this.curve = curveIn(room);
    sizeDrawing(this.svg, this.curve, room);
    const below = stepLabels(steps, this.curve).map(({ step, x }) =>
      s("text", { x, y: CURVE.bottom + 15 }, String(step)),
    );
    this.svg.replaceChildren(...scale(this.curve), ...below, this.mark, ...line(accuracy, this.curve), this.dot);
    this.update(this.moment);
  }

  /** @param {number} moment */
  update(moment) {
    this.moment = moment;
    const x = momentX(moment, this.last, this.curve);
    fill(this.mark, { x1: x, x2: x });
    fill(this.dot, { cx: x, cy: partY(this.film.accuracy[moment]) });
  }
}

/** @param {Curve} curve */
function scale({ left, right }) {
  return [0, 0.5, 1].flatMap((part) => {
    const y = partY(part);
    return [
      s("line", { x1: left, x2: right, y1: y, y2: y, stroke: "var(--cl-line)" }),
      s("text", { x: left - 8, y, style: "text-anchor:end" }, `${100 * part} %`),
    ];
  });
}

/**
 * @param {number[]} accuracy
 * @param {Curve} curve
 */
function line(accuracy, curve) {
  const points = accuracy.map((part, moment) => [momentX(moment, accuracy.length - 1, curve), partY(part)]);
  const path = { points: points.map(String).join(" "), fill: "none", stroke: "var(--cl-output)", "stroke-width": 2 };
  return [s("polyline", path), ...points.map(([cx, cy]) => s("circle", { cx, cy, r: 2.5, fill: "var(--cl-output)" }))];
}

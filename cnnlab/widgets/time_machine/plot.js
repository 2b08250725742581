// The curve of right answers, on which the moment is marked: a click on it leads there.

import { fill, s } from "../shared/dom.js";
import { percent } from "../shared/text.js";
import { CURVE, momentAt, momentX, partY, stepLabels } from "./curve.js";

/** @typedef {import("../types").Film} Film */

/**
 * @param {Film} film
 * @param {(moment: number) => void} go
 */
export function plot(film, go) {
  const { accuracy, tested } = film;
  const last = accuracy.length - 1;
  const ends = `from ${percent(accuracy[0])} to ${percent(accuracy[last])}`;
  const marks = { y1: CURVE.top - 6, y2: CURVE.bottom + 4, stroke: "var(--cl-window)", "stroke-width": 2 };
  const mark = s("line", marks);
  const dot = s("circle", { r: 5, fill: "var(--cl-window)", stroke: "var(--cl-background)", "stroke-width": 1.5 });
  const root = s(
    "svg",
    {
      class: "cl-curve",
      viewBox: `0 0 ${CURVE.width} ${CURVE.height}`,
      role: "img",
      "aria-label": `Right answers among ${tested} images at each moment, ${ends}`,
    },
    ...scale(),
    ...steps(film),
    mark,
    ...line(accuracy),
    dot,
  );
  root.addEventListener("click", (event) => {
    const box = root.getBoundingClientRect();
    go(momentAt(((event.clientX - box.left) * CURVE.width) / box.width, last));
  });
  return {
    root,
    /** @param {number} moment */
    update(moment) {
      const x = momentX(moment, last);
      fill(mark, { x1: x, x2: x });
      fill(dot, { cx: x, cy: partY(accuracy[moment]) });
    },
  };
}

function scale() {
  return [0, 0.5, 1].flatMap((part) => {
    const y = partY(part);
    return [
      s("line", { x1: CURVE.left, x2: CURVE.right, y1: y, y2: y, stroke: "var(--cl-line)" }),
      s("text", { x: CURVE.left - 8, y, style: "text-anchor:end" }, `${100 * part} %`),
    ];
  });
}

/** @param {Film} film */
function steps(film) {
  return stepLabels(film.steps).map(({ step, x }) => s("text", { x, y: CURVE.bottom + 15 }, String(step)));
}

/** @param {number[]} accuracy */
function line(accuracy) {
  const points = accuracy.map((part, moment) => [momentX(moment, accuracy.length - 1), partY(part)]);
  const path = { points: points.map(String).join(" "), fill: "none", stroke: "var(--cl-output)", "stroke-width": 2 };
  return [s("polyline", path), ...points.map(([cx, cy]) => s("circle", { cx, cy, r: 2.5, fill: "var(--cl-output)" }))];
}

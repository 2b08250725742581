// Values about a zero line: a stem and a dot for each, and a line through them.

import { s } from "../shared/dom.js";
import { levelOf } from "./layout.js";

/**
 * A function that draws `count` values, of which null is left out.
 * @param {Element} parent
 * @param {string} colour
 * @param {import("./layout.js").Axis} axis
 * @param {{ x: number, pitch: number, count: number }} along - the first value, how far the next is from it
 */
export function addPlot(parent, colour, axis, { x, pitch, count }) {
  const zero = levelOf(axis, 0);
  addPath(parent, "muted", 1).setAttribute("d", `M${x - pitch / 2} ${zero}h${count * pitch}`);
  const stems = addPath(parent, colour, Math.min(2, pitch / 3), 0.4);
  const line = addPath(parent, colour, 1.5, 0.7);
  const dots = addPath(parent, colour, Math.max(2.5, Math.min(8, pitch * 0.6)));
  /** @param {(number | null)[]} values */
  return (values) => {
    const points = values.flatMap((value, k) => (value === null ? [] : [`${x + k * pitch} ${levelOf(axis, value)}`]));
    stems.setAttribute("d", points.map((point) => `M${point}V${zero}`).join(""));
    line.setAttribute("d", points.map((point, k) => `${k === 0 ? "M" : "L"}${point}`).join(""));
    dots.setAttribute("d", points.map((point) => `M${point}h.01`).join(""));
  };
}

/**
 * @param {Element} parent
 * @param {string} colour
 * @param {number} width
 * @param {number} [opacity]
 */
function addPath(parent, colour, width, opacity) {
  const stroke = { stroke: `var(--cl-${colour})`, "stroke-width": width, "stroke-linecap": "round", opacity };
  return parent.appendChild(s("path", { fill: "none", ...stroke, "pointer-events": "none" }));
}

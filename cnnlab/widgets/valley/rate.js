// The learning rate: a slider on a logarithmic scale, and a field for any other number.

import { h } from "../shared/dom.js";
import { exact, inDigits } from "../shared/text.js";

const LEAST = -3; // powers of ten, from the rate at which the ball leaps
const MOST = 0.7;
const GRAIN = 1 / 40; // of a power
export const LARGEST_RATE = 1e100; // as Python has it

/**
 * The rates of the slider: in two digits, and among them the two at which the ball lands and leaps.
 * @param {number} steepest - curvature
 */
export function rateStops(steepest) {
  const leaps = 2 / steepest;
  const stops = [leaps / 2, leaps];
  for (let k = Math.round(LEAST / GRAIN); k <= Math.round(MOST / GRAIN); k++)
    stops.push(Number((leaps * 10 ** (k * GRAIN)).toPrecision(2)));
  return [...new Set(stops)].sort((one, other) => one - other);
}

/**
 * The place of the stop that is nearest to a rate.
 * @param {number[]} stops
 * @param {number} rate
 */
export function nearestStop(stops, rate) {
  const far = stops.map((stop) => Math.abs(Math.log(stop / rate)));
  return far.indexOf(Math.min(...far));
}

/**
 * @param {number[]} stops
 * @param {(rate: number) => void} take
 * @param {() => void} refuse - what was typed is no learning rate
 */
export function rateControl(stops, take, refuse) {
  const slider = h("input", { type: "range", min: 0, max: stops.length - 1, step: 1, "aria-label": "learning rate" });
  slider.addEventListener("input", () => take(stops[slider.valueAsNumber]));
  const read = () => {
    const rate = field.valueAsNumber;
    if (rate > 0 && rate <= LARGEST_RATE) take(rate);
    else refuse();
  };
  const field = h("input", {
    ...{ type: "number", step: "any", min: 0, "aria-label": "learning rate in numbers", onchange: read },
    /** @param {KeyboardEvent} event */
    onkeydown: (event) => {
      if (event.key === "Enter") read(); // in JupyterLab Enter does not count as a change
    },
  });
  return {
    root: h("div", { class: "cl-row cl-rate" }, h("label", {}, "learning rate", slider), field),
    /** @param {number} rate */
    update(rate) {
      slider.value = String(nearestStop(stops, rate));
      slider.setAttribute("aria-valuetext", inDigits(rate));
      field.value = exact(rate);
      field.title = String(rate);
    },
  };
}

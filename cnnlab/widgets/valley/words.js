// What Valley says of a place, of the step from it, and of what this learning rate does.

import { equation, factor, show } from "../shared/text.js";

/** @typedef {import("../types").Pace} Pace */
/** @typedef {import("../types").Place} Place */

export const READY =
  "Drag the ball, or give it the focus and press arrow keys (with Shift, short ways). Space plays, the buttons step.";
export const ADVICE = "Multiply the slope by the learning rate, and take that from the weight.";

/**
 * A step with its numbers: of two weights, the first.
 * @param {Place} place
 * @param {number} rate
 * @param {number} step
 * @returns {import("../types").Words}
 */
export function stepWords({ weights, gradient, loss }, rate, step) {
  const next = show(weights[0] - rate * gradient[0]);
  const work = `${show(weights[0])} - ${show(rate)}·${factor(gradient[0])}`;
  const name = weights.length === 1 ? "weight" : "weight 1";
  const many = weights.length === 1 ? ["Weight", "slope"] : ["Weights", "slopes"];
  const [places, slopes] = [weights, gradient].map((numbers) => numbers.map((number) => show(number)).join(" and "));
  const when = step === 0 ? "At the start" : `After ${step} ${step === 1 ? "step" : "steps"}`;
  return {
    ...equation(`Next ${name}`, work, next),
    sub: `${when}: ${many[0].toLowerCase()} ${places}, loss ${show(loss)}, ${many[1]} ${slopes}.`,
  };
}

/** @param {number} part */
const percents = (part) => `${show(100 * part, 3)} %`;

/**
 * What a step does to the way that is left along one axis.
 * @param {Pace} pace
 */
function wayWords({ kind, part }) {
  if (kind === "creeps") return `each step makes the rest of the way ${percents(part)} shorter`;
  if (kind === "lands") return "one step leads to the bottom";
  if (kind === "settles") return `each step ends on the other side, ${percents(2 - part)} nearer to the bottom`;
  if (kind === "leaps") return "each step ends on the other side, as far from the bottom as before";
  return `each step ends on the other side, ${show(part - 1, 3)} times as far from the bottom`;
}

/**
 * What happens at this learning rate. Where the ball has a way to go along both axes of a valley, the worse one counts.
 * @param {Pace[]} paces
 */
export function paceWords(paces) {
  if (paces.length === 0) return "The ball is at the bottom: the slope is 0, and a step of any length leads nowhere.";
  const [one, other] = paces;
  const round = other === undefined || one.part === other.part;
  const worst = round || Math.abs(1 - one.part) >= Math.abs(1 - other.part) ? one : other;
  const higher = worst.kind === "leaves" && round ? ", and so higher than the one before" : "";
  if (round) return `It ${worst.kind}: ${wayWords(one)}${higher}.`;
  const ways = `across the valley, where it is steepest, ${wayWords(one)}; along it, ${wayWords(other)}`;
  return `It ${worst.kind}: ${ways}.`;
}

/** @param {number} step */
export function endWords(step) {
  return `The run ends after ${step} ${step === 1 ? "step" : "steps"}: the next number would be too large to hold.`;
}

/**
 * Where a ball is that is beyond what is seen.
 * @param {Place} place
 */
export function awayWords({ weights, loss }) {
  return [weights.length === 1 ? "weight" : "weights", ...weights.map((weight) => show(weight, 3))]
    .join(" ")
    .concat(`, loss ${show(loss, 3)}`);
}

/**
 * The name of the ball, which is all that is heard of where it stands.
 * @param {Place} place
 */
export function ballName({ weights, loss }) {
  const places = weights.map((weight) => show(weight)).join(" and ");
  return `Ball: ${weights.length === 1 ? "weight" : "weights"} ${places}, loss ${show(loss)}`;
}

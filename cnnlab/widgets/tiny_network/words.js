// What TinyNetwork calls the places of its picture.

import { equation, exact, factor, show } from "../shared/text.js";

/** @type {Record<string, string>} */
export const NAMES = {
  ...{ x: "input", z: "sum", h: "ReLU", s: "score", e: "exp", p: "p", L: "loss" },
};

/**
 * A place in words.
 * @param {string} id
 */
export function nameOf(id) {
  const numbers = id.slice(1).split(",");
  if (id === "L") return "the loss";
  if (id[0] === "w") return `the weight from input ${numbers[1]} to sum ${numbers[0]}`;
  if (id[0] === "v") return `the weight from ReLU ${numbers[1]} to score ${numbers[0]}`;
  if (id[0] === "b") return `the bias of sum ${numbers[0]}`;
  if (id[0] === "c") return `the bias of score ${numbers[0]}`;
  return id[0] === "p" ? `probability ${numbers[0]}` : `${NAMES[id[0]]} ${numbers[0]}`;
}

/**
 * All that is known of a place: its number, how it was made, and its gradient.
 * @param {string} id
 * @param {number | null} given - of a setting
 * @param {import("../types").TinyStep | undefined} made - the step that wrote it
 * @param {import("../types").TinyStep | undefined} back - the step that wrote its gradient
 * @param {number} rate - how much of it a step takes
 */
export function placeWords(id, given, made, back, rate) {
  const name = nameOf(id);
  const value = given ?? made?.value;
  const front = `${name[0].toUpperCase()}${name.slice(1)}`;
  if (value === undefined) return `${front} is not known yet.`;
  const { parts, result } = equation(front, made?.work ?? "", exact(value));
  const number = made ? `${parts.join("")}${result}` : `${front} = ${result}`;
  const gradient = back ? ` Its gradient is ${exact(back.value)}: that's how fast the loss changes with it.` : "";
  if (given === null || !back) return `${number}.${gradient}${given === null ? "" : " Choose it to change it."}`;
  const step = equation("", `${show(given)} - ${show(rate)}·${factor(back.value)}`, show(given - rate * back.value));
  return `${number}.${gradient} A step makes it ${step.parts.slice(1).join("")}${step.result}.`;
}

/**
 * What the steps that were taken led to.
 * @param {number} count
 * @param {number} before - the loss before the last one
 * @param {number | null} now - null where it is none
 */
export function takenWords(count, before, now) {
  if (count === 0) return "No step taken yet.";
  const steps = count === 1 ? "1 step taken" : `${count} steps taken`;
  if (now === null) return `${steps}. The last one was too large.`;
  return `${steps}. The last one brought the loss from ${show(before)} to ${show(now)}.`;
}

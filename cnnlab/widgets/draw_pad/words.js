// What the pad says: of itself, and of what the net makes of a drawing.

import { shared } from "../shared/arithmetic/sentences.js";
import { percent, plural } from "../shared/text.js";

const SURE = 0.6; // below, the second answer is worth a word

export const READY =
  "Draw with the mouse, a pen or a finger. With the keyboard: Tab to the canvas; arrow keys move the pen " +
  "(with Shift, in small steps), Space puts it down and lifts it, Backspace takes the last stroke away.";
export const NO_PYTHON = "You can draw here; the net's answer needs Python: open the notebook.";
export const UNANSWERED = "The net has not answered this drawing.";

/**
 * A probability; rounded, it never says that nothing is left to doubt.
 * @param {number} share
 */
export function probability(share) {
  return share > 0.9995 ? ">99.9 %" : percent(share);
}

/** @param {number} strokes */
export function canvasWords(strokes) {
  const keys = "Arrow keys move the pen, Space puts it down and lifts it, Backspace takes the last stroke away.";
  return `Canvas to draw on: ${strokes || "no"} ${plural(strokes, "stroke")}. ${keys}`;
}

/**
 * Where the pen is.
 * @param {boolean} isDown
 * @param {[across: number, down: number]} place
 */
export function penWords(isDown, [across, down]) {
  const way = isDown ? "down" : "up";
  return `Pen ${way}, ${Math.round(100 * across)} % across, ${Math.round(100 * down)} % down.`;
}

/**
 * The answer as a sentence.
 * @param {string[]} names - of the classes
 * @param {number[]} shares - their probabilities
 */
export function answerWords(names, shares) {
  /** @param {number} share */
  const said = (share) => probability(share).replace(">", "over ");
  const order = shares.map((_, place) => place).sort((one, other) => shares[other] - shares[one]);
  const [first, second] = order;
  const values = { name: names[first], share: said(shares[first]) };
  if (shares[first] >= SURE) return shared("net is sure", values);
  return shared("net is not sure", { ...values, other: names[second], less: said(shares[second]) });
}

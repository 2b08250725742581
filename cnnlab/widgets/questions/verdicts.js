// What is said of claims: the verdict on one, what was said of it first, and how far one is with all.

import { plural } from "../shared/text.js";

/** @typedef {import("../types").Claim} Claim */
/** @typedef {import("../types").Verdict} Verdict */
/** @typedef {import("../types").Judgement} Judgement */
/** @typedef {Record<string, Judgement>} Answers - by the claim's index, as text */

/**
 * Where one is with all claims.
 * @typedef {object} Progress
 * @property {Claim[]} claims
 * @property {Answers} answers
 * @property {Answers} first - those of the first time
 * @property {boolean} again - whether this is the second
 * @property {number[]} open - the claims whose verdict is shown
 */

/** @type {Record<Judgement, string>} */
export const NAMES = { true: "True", false: "False", depends: "It depends", "no idea": "No idea" };

/**
 * What was said the first time; nothing before the claim is answered again.
 * @param {Judgement | undefined} first
 * @param {Judgement | undefined} answer
 */
export function firstWords(first, answer) {
  if (!first || !answer) return "";
  if (first === "no idea") return `The first time you had no idea${first === answer ? " either" : ""}.`;
  return `The first time you said ${first === answer ? "the same" : NAMES[first].toLowerCase()}.`;
}

/**
 * The verdict on a claim, how the answer stands to it, and where there is more.
 * @param {Claim & { verdict: Verdict }} claim
 * @param {Judgement} answer
 * @returns {[verdict: string, why: string, more: string]}
 */
export function verdictWords({ verdict, why, lesson }, answer) {
  const said = answer === "no idea" ? "You had no idea." : `You said: ${NAMES[answer].toLowerCase()}.`;
  return [
    `${NAMES[verdict]}.`,
    ` ${answer === verdict ? "You agree." : said} ${why}`,
    lesson ? ` More in: ${lesson}.` : "",
  ];
}

/** @param {Progress} progress */
export function answered({ claims, answers }) {
  return claims.filter((_, index) => answers[index]).length;
}

/**
 * Agreement is counted over open verdicts only: a count that moves with every answer would give the verdicts away.
 * @param {Progress} progress
 */
export function summary(progress) {
  const { claims, answers, open, again } = progress;
  const all = claims.length;
  const sofar = `${answered(progress)} of ${all} answered`;
  if (again) return `${sofar}. ${comparison(progress)}`;
  const agreed = agreement(progress, answers);
  if (open.length === all) return `You agreed with the verdict on ${agreed} of ${all}`;
  return open.length ? `${sofar}; you agreed with ${agreed} of the ${open.length} verdicts shown` : sofar;
}

/**
 * What changed since the first time. How many answers changed gives no verdict away; how many were right would.
 * @param {Progress} progress
 */
function comparison(progress) {
  const { answers, first, open } = progress;
  if (!Object.keys(first).length) return "No answers from the first time are kept here.";
  const both = Object.keys(answers).filter((index) => first[index]);
  if (!both.length) return "";
  const changed = both.filter((index) => first[index] !== answers[index]).length;
  const mind = `You changed your mind on ${changed} of ${both.length}.`;
  if (!open.length) return mind;
  const shown = `${open.length} ${plural(open.length, "verdict")} shown`;
  const then = agreement(progress, first);
  return `${mind} You agree with ${agreement(progress, answers)} of the ${shown}; the first time it was ${then}.`;
}

/**
 * With how many of the open verdicts these answers agree.
 * @param {Progress} progress
 * @param {Answers} answers
 */
function agreement({ claims, open }, answers) {
  return open.filter((index) => answers[index] === claims[index].verdict).length;
}

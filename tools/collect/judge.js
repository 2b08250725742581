// What a record says of a student's questions, exercises, predictions and claims: the same as judge.py makes of it.

import { isObject, own } from "./reading.js";

/** @typedef {import("./types").Key} Key */
/** @typedef {import("./types").Question} Question */
/** @typedef {Map<string, number>} Tags */
/**
 * @typedef {{ states: string, tags: Tags, predictions: number[], first: number[], now: number[], odd: number }} Found
 */

const MOST = 1_000_000;
const CLAIMS = ["article_claims", "article_claims, again"];
const JUDGEMENTS = ["true", "false", "depends", "no idea"];

/**
 * @param {Key} key
 * @param {unknown} record
 */
export function judged(key, record) {
  /** @type {Found} */
  const found = { states: "", tags: new Map(), predictions: [0, 0, 0], first: [], now: [], odd: 0 };
  const answers = objectOf(record, found);
  const part = (/** @type {string} */ name) =>
    Object.hasOwn(answers, name) ? objectOf(answers[name], found) : /** @type {Record<string, unknown>} */ ({});
  const exercises = exercisesOf(part("exercises"), found);
  for (const { id, questions, exercises: names } of key.lessons) {
    takeQuiz(questions, part(id), found);
    found.states += names.map((name) => exercises.get(name) ?? ".").join("");
  }
  takePredictions(part("predictions"), found);
  const claims = CLAIMS.map((name) => claimsOf(key.claims, part(name), found));
  const met = Object.keys(key.misconceptions).filter((tag) => found.tags.has(tag));
  return { ...found, claims, tags: Object.fromEntries(met.map((tag) => [tag, found.tags.get(tag) ?? 0])) };
}

/**
 * @param {Question[]} questions
 * @param {Record<string, unknown>} tries
 * @param {Found} found
 */
function takeQuiz(questions, tries, found) {
  /** @type {number[][]} */
  const taken = questions.map(() => []);
  for (const [name, picks] of Object.entries(tries)) {
    const place = placeOf(name, questions.length);
    if (place >= 0 && areOptions(picks, questions[place].options.length)) taken[place] = picks;
    else found.odd++;
  }
  for (const [place, picks] of taken.entries()) {
    const options = picks.map((pick) => questions[place].options[pick]);
    for (const { right, tag } of options) if (!right && tag) add(found.tags, tag, 1);
    found.first.push(picks[0] ?? -1);
    found.now.push(picks.at(-1) ?? -1);
    found.states += stateOf(options);
  }
}

/**
 * The place that a name writes, as "0" writes 0; -1 where it writes none of so many.
 * @param {string} name
 * @param {number} count
 */
function placeOf(name, count) {
  const place = Number(name);
  return String(place) === name && Number.isInteger(place) && place >= 0 && place < count ? place : -1;
}

/** @param {{ right: boolean }[]} options - that were tried, in order */
function stateOf(options) {
  const last = options.at(-1);
  if (!last) return ".";
  if (!last.right) return "w";
  return options.every(({ right }) => right) ? "r" : "l";
}

/**
 * @param {unknown} picks
 * @param {number} count
 * @returns {picks is number[]}
 */
function areOptions(picks, count) {
  return Array.isArray(picks) && picks.length > 0 && picks.every((pick) => isWhole(pick) && pick < count);
}

/**
 * @param {Record<string, unknown>} given
 * @param {Found} found
 */
function exercisesOf(given, found) {
  /** @type {Map<string, string>} */
  const states = new Map();
  for (const [name, entry] of Object.entries(given)) {
    const attempts = isObject(entry) ? own(entry, "attempts") : undefined;
    const ok = isObject(entry) ? own(entry, "ok") : undefined;
    if (!isObject(entry) || !isWhole(attempts) || typeof ok !== "boolean") {
      found.odd++;
      continue;
    }
    const right = ok || typeof own(entry, "right") === "string";
    const later = attempts > 1 ? "l" : "r";
    states.set(name, right ? later : "w");
    takeTags(entry, found);
  }
  return states;
}

/**
 * @param {Record<string, unknown>} given
 * @param {Found} found
 */
function takePredictions(given, found) {
  for (const entry of Object.values(given)) {
    const names = ["right", "wrong", "shown"];
    const numbers = isObject(entry) ? names.map((name) => (Object.hasOwn(entry, name) ? entry[name] : 0)) : [null];
    if (!isObject(entry) || !numbers.every(isWhole)) {
      found.odd++;
      continue;
    }
    found.predictions = found.predictions.map((old, place) => old + numbers[place]);
    takeTags(entry, found);
  }
}

/**
 * The misconceptions that an exercise or a stepper has counted.
 * @param {Record<string, unknown>} entry
 * @param {Found} found
 */
function takeTags(entry, found) {
  if (!Object.hasOwn(entry, "misconceptions")) return;
  for (const [tag, times] of Object.entries(objectOf(entry.misconceptions, found)))
    if (isWhole(times)) add(found.tags, tag, times);
    else found.odd++;
}

/**
 * @param {Key["claims"]} claims
 * @param {Record<string, unknown>} given
 * @param {Found} found
 */
function claimsOf(claims, given, found) {
  const letters = claims.map(() => ".");
  for (const [name, judgement] of Object.entries(given)) {
    const place = placeOf(name, claims.length);
    if (place < 0 || !JUDGEMENTS.some((word) => word === judgement)) found.odd++;
    else if (judgement === "no idea") letters[place] = "n";
    else letters[place] = judgement === claims[place].verdict ? "r" : "w";
  }
  return letters.join("");
}

/**
 * @param {unknown} value
 * @param {Found} found
 */
function objectOf(value, found) {
  if (isObject(value)) return value;
  found.odd++;
  return {};
}

/**
 * @param {unknown} value
 * @returns {value is number}
 */
function isWhole(value) {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= MOST;
}

/**
 * @param {Tags} tags
 * @param {string} tag
 * @param {number} times
 */
function add(tags, tag, times) {
  if (times) tags.set(tag, (tags.get(tag) ?? 0) + times);
}

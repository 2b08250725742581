// A class out of its files: the same as `collected` and `table` in Python.

import { judged } from "./judge.js";
import { handIn, personOf, Refused, withoutControl } from "./reading.js";
import SENTENCES from "./sentences.json" with { type: "json" };

/** @typedef {import("./types").Key} Key */
/** @typedef {import("./types").Row} Row */
/** @typedef {import("./types").Line} Line */
/** @typedef {import("./types").Collected} Collected */

const LONGEST_SHOWN = 80;
const ACCENTS = /[\u0300-\u036f]/g;

/**
 * @param {Key} key
 * @param {[string, Uint8Array | string][]} files - names and contents, in the order of their names
 * @param {string[] | null} names - the students that there are
 * @returns {Collected}
 */
export function collected(key, files, names) {
  /** @type {Map<string, Row>} */
  const rows = new Map();
  /** @type {Line[]} */
  const report = [];
  for (const [file, content] of files) takeFile(key, file, content, rows, report);
  const order = (/** @type {string} */ one, /** @type {string} */ other) => Number(one > other) - Number(one < other);
  const students = [...rows.values()].sort(
    (one, other) => order(folded(one.who), folded(other.who)) || order(one.who, other.who),
  );
  return { students, ...summed(key, students), ...rollOf(students, names), report };
}

/**
 * @param {Key} key
 * @param {string} file
 * @param {Uint8Array | string} content
 * @param {Map<string, Row>} rows
 * @param {Line[]} report
 */
function takeFile(key, file, content, rows, report) {
  try {
    const { who, made, answers } = handIn(content);
    const { odd, ...found } = judged(key, answers);
    if (odd) report.push(lineOf(file, "odd", { count: odd }));
    if (!made) report.push(lineOf(file, "undated"));
    keepTheLater(rows, { who, made, file: shownFile(file), ...found }, report);
  } catch (why) {
    if (!(why instanceof Refused)) throw why;
    report.push(lineOf(file, /** @type {keyof typeof SENTENCES} */ (why.message)));
  }
}

/**
 * @param {Map<string, Row>} rows
 * @param {Row} row
 * @param {Line[]} report
 */
function keepTheLater(rows, row, report) {
  const person = personOf(row.who);
  const earlier = rows.get(person);
  if (!earlier) {
    rows.set(person, row);
    return;
  }
  const [first, last] = row.made >= earlier.made ? [earlier, row] : [row, earlier];
  report.push(lineOf(first.file, "doubled", { who: last.who, other: last.file }));
  rows.set(person, last);
}

/**
 * @param {Key} key
 * @param {Row[]} students
 */
function summed(key, students) {
  const met = Object.keys(key.misconceptions)
    .map((tag) => {
      const times = students.map(({ tags }) => tags[tag] ?? 0).filter(Boolean);
      return { tag, students: times.length, times: times.reduce((sum, one) => sum + one, 0) };
    })
    .filter((one) => one.students)
    .sort((one, other) => other.students - one.students || other.times - one.times);
  const questions = key.lessons.flatMap((lesson) => lesson.questions);
  const votes = (/** @type {"first" | "now"} */ when) =>
    questions.map(({ options }, place) =>
      options.map((_, option) => students.filter((row) => row[when][place] === option).length),
    );
  const claims = key.claims.map((_, place) =>
    [0, 1].flatMap((when) =>
      ["r", "rwn"].map((wanted) => students.filter((row) => wanted.includes(row.claims[when][place])).length),
    ),
  );
  return { misconceptions: met, votes: { first: votes("first"), now: votes("now") }, claims };
}

/**
 * @param {Row[]} students
 * @param {string[] | null} names
 */
function rollOf(students, names) {
  if (!names) return { listed: null, missing: [], unlisted: [] };
  const listed = new Map(names.map((name) => [personOf(name), name]));
  const there = students.map(({ who }) => personOf(who));
  return {
    listed: listed.size,
    missing: [...listed].filter(([person]) => !there.includes(person)).map(([, name]) => name),
    unlisted: students.filter((_, place) => !listed.has(there[place])).map(({ who }) => who),
  };
}

/** @param {string} who */
function folded(who) {
  return who.normalize("NFKD").replace(ACCENTS, "").toLowerCase();
}

/** @param {string} file */
function shownFile(file) {
  const letters = [...withoutControl(file)];
  return letters.length <= LONGEST_SHOWN ? letters.join("") : `${letters.slice(0, LONGEST_SHOWN - 1).join("")}…`;
}

/**
 * @param {string} file
 * @param {keyof typeof SENTENCES} word
 * @param {Record<string, string | number>} [fields]
 */
function lineOf(file, word, fields = {}) {
  const says = SENTENCES[word].replace(/\{(\w+)\}/g, (_, name) => String(fields[name]));
  return { file: shownFile(file), says };
}

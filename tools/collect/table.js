// The class as a table for a spreadsheet: the same as table.py writes.

/** @typedef {import("./types").Key} Key */
/** @typedef {import("./types").Lesson} Lesson */
/** @typedef {import("./types").Collected} Collected */

/** @type {Record<string, string>} */
export const WORDS = { r: "right", l: "right later", w: "wrong", ".": "" };
const SIGNS = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";
const NUMBERS = [
  "predictions right",
  "predictions wrong",
  "predictions shown",
  "claims right at first",
  "claims right again",
];

/**
 * @param {Key} key
 * @param {Collected} result
 */
export function csvText(key, result) {
  const tags = Object.keys(key.misconceptions);
  const columns = key.lessons.flatMap((lesson) => namesOf(lesson).map((name) => `${lesson.id} ${name}`));
  /** @type {(string | number)[][]} */
  const lines = [["student", "made", ...columns, ...NUMBERS, ...tags]];
  for (const row of result.students) {
    const words = [...row.states].map((state) => WORDS[state]);
    const judged = row.claims.map(rightOf);
    lines.push([row.who, row.made, ...words, ...row.predictions, ...judged, ...tags.map((tag) => row.tags[tag] ?? 0)]);
  }
  for (const who of result.missing) lines.push([who, "not handed in"]);
  return `\ufeff${lines.map((line) => `${line.map(cellOf).join(",")}\r\n`).join("")}`;
}

/**
 * The questions and exercises of a lesson, by name.
 * @param {Lesson} lesson
 */
export function namesOf(lesson) {
  return [...lesson.questions.map((_, place) => `question ${place + 1}`), ...lesson.exercises];
}

/** @param {string} letters - of claims */
export function rightOf(letters) {
  return [...letters].filter((letter) => letter === "r").length;
}

/** @param {string | number} value */
function cellOf(value) {
  const text = String(value);
  const safe = text && SIGNS.includes(text[0]) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

// The table of students with their questions and exercises, and the answers to the questions of one lesson.

import { h } from "../../cnnlab/widgets/shared/dom.js";
import { askedOf } from "./frame.js";
import { namesOf, rightOf, WORDS } from "./table.js";

/** @typedef {import("./types").Key} Key */
/** @typedef {import("./types").Lesson} Lesson */
/** @typedef {import("./types").Row} Row */
/** @typedef {import("./types").Collected} Collected */
/** @typedef {Lesson & { begin: number, asked: number }} Placed - where its states and its questions begin */

/** @type {Record<string, string>} */
const MARKS = { r: "✓", l: "✗✓", w: "✗", ".": "·" };
const UNTRIED = "not tried";
const ON_PAPER = 36; // columns that a page of A4 has room for, in letters of 9 points

/**
 * @param {Key} key
 * @param {Collected} found
 */
export function studentsPart(key, found) {
  const lessons = placed(key.lessons);
  const box = h("div", { class: "box", role: "region", "aria-label": "Students and answers", tabindex: "0" });
  const answers = h("div", { class: "answers" });
  /** @type {HTMLElement[][]} */
  let names = [];
  let named = true;
  const draw = (onPaper = false) => {
    const shown = lessons.filter(({ id }) => select.value === "" || select.value === id);
    const parts = onPaper ? sheets(shown) : [shown];
    const tables = parts.map((part) => tableOf(key, found, part, part === parts.at(-1)));
    names = tables.map(({ heads }) => heads);
    name(named);
    box.replaceChildren(...tables.map(({ table }) => table));
    answers.replaceChildren(...(select.value ? answersOf(shown[0], found) : []));
  };
  const name = (/** @type {boolean} */ shown) => {
    named = shown;
    for (const heads of names)
      for (const [k, head] of heads.entries()) head.textContent = shown ? found.students[k].who : `Student ${k + 1}`;
  };
  const choices = lessons.map(({ id, title }) => h("option", { value: id }, `${id} ${title}`));
  const select = h("select", { onchange: () => draw() }, h("option", { value: "" }, "All lessons"), ...choices);
  const label = h("label", { class: "choice" }, "Show ", select);
  const legend = Object.keys(MARKS).map((state) =>
    h("span", {}, h("span", { "aria-hidden": "true" }, cell(state, "span")), ` ${said(state)}`),
  );
  draw();
  window.onbeforeprint = () => draw(true);
  window.onafterprint = () => draw();
  const heading = h("h2", {}, "Who has answered what");
  const parts = [heading, label, h("p", { class: "legend" }, ...legend), box, answers];
  return { element: h("section", {}, ...parts), name };
}

/**
 * @param {Lesson[]} lessons
 * @returns {Placed[]}
 */
function placed(lessons) {
  let begin = 0;
  let asked = 0;
  return lessons.map((lesson) => {
    const own = { ...lesson, begin, asked };
    begin += lesson.questions.length + lesson.exercises.length;
    asked += lesson.questions.length;
    return own;
  });
}

/**
 * Lessons in parts whose columns can be read on paper.
 * @param {Placed[]} lessons
 */
function sheets(lessons) {
  /** @type {Placed[][]} */
  const parts = [];
  let columns = ON_PAPER;
  for (const lesson of lessons) {
    const own = namesOf(lesson).length;
    if (columns + own > ON_PAPER) {
      parts.push([]);
      columns = 0;
    }
    parts[parts.length - 1].push(lesson);
    columns += own;
  }
  return parts;
}

/**
 * @param {Key} key
 * @param {Collected} found
 * @param {Placed[]} lessons
 * @param {boolean} ends - whether it is the last one, with the predictions and the claims
 */
function tableOf(key, { students }, lessons, ends) {
  const lengths = lessons.map((lesson) => namesOf(lesson).length);
  const titles = lessons.map(({ id, title }, k) =>
    h(
      "th",
      { scope: "colgroup", colspan: lengths[k], title: `${id} ${title}` },
      lessons.length > 1 ? id : `${id} ${title}`,
    ),
  );
  const columns = lessons.flatMap((lesson) =>
    namesOf(lesson).map((name, k) => h("th", { scope: "col", class: k ? "" : "first" }, h("span", {}, name))),
  );
  const more = (ends ? ["predictions right", "claims right"] : []).map((name) =>
    h("th", { scope: "col", rowspan: 2 }, h("span", {}, name)),
  );
  const corner = h("th", { scope: "col", rowspan: 2 }, "Student");
  const heads = students.map(() => h("th", { scope: "row", dir: "auto" }));
  const rows = students.map((row, k) => {
    const cells = lessons.flatMap(({ begin }, n) =>
      [...row.states.slice(begin, begin + lengths[n])].map((state, place) => cell(state, "td", place === 0)),
    );
    return h("tr", {}, heads[k], ...cells, ...(ends ? rests(row, key.claims.length) : []));
  });
  const foot = lessons.flatMap(({ begin }, n) =>
    Array.from({ length: lengths[n] }, (_, k) => {
      const right = students.filter(({ states }) => "rl".includes(states[begin + k])).length;
      return h("td", { class: k ? "" : "first" }, String(right));
    }),
  );
  const table = h(
    "table",
    { class: lessons.length > 1 ? "marks" : "marks one" },
    h("caption", { class: "quiet" }, "Each question and exercise; below, how many have it right, at once or later"),
    h("thead", {}, h("tr", {}, corner, ...titles, ...more), h("tr", {}, ...columns)),
    h("tbody", {}, ...rows),
    h("tfoot", {}, h("tr", {}, h("th", { scope: "row" }, "Right"), ...foot, ...more.map(() => h("td")))),
  );
  return { table, heads };
}

/**
 * A sign that says its word to those who hear it.
 * @param {string} state
 * @param {"td" | "span"} tag
 * @param {boolean} [first] - of its lesson
 */
function cell(state, tag, first = false) {
  const sign = h("span", { role: "img", "aria-label": said(state) }, MARKS[state]);
  return h(tag, { class: `mark ${state === "." ? "none" : state}${first ? " first" : ""}` }, sign);
}

/** @param {string} state */
function said(state) {
  return WORDS[state] || UNTRIED;
}

/**
 * The predictions and the claims of a student.
 * @param {Row} row
 * @param {number} count - of claims
 */
function rests({ predictions, claims }, count) {
  const [right, wrong, shown] = predictions;
  const [first, again] = claims.map(rightOf);
  const judged = claims[1].replaceAll(".", "") ? `${first} → ${again}` : `${first}`;
  const all = right + wrong + shown;
  const texts = [all ? `${right} of ${all}` : "", claims.join("").replaceAll(".", "") ? `${judged} of ${count}` : ""];
  return texts.map((text) => h("td", { class: "first" }, text));
}

/**
 * What was chosen first, for each question of a lesson.
 * @param {Placed} lesson
 * @param {Collected} found
 */
function answersOf({ questions, asked }, { votes, students }) {
  const parts = questions.map((question, k) => {
    const one = askedOf(question, `Question ${k + 1}`);
    one.update(votes.first[asked + k], students.length, true);
    return one.element;
  });
  return [h("p", { class: "quiet" }, "What was chosen first:"), ...parts];
}

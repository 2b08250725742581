// The board: what the server says of the class, again and again; nothing is drawn anew that has not changed.

import { h } from "../../cnnlab/widgets/shared/dom.js";
import { plural } from "../../cnnlab/widgets/shared/text.js";
import { askedOf, bar, listenForKeys, pageData, theme, toggle, write } from "../collect/frame.js";
import { whoTable } from "./who.js";

/** @typedef {import("../collect/types").Lesson} Lesson */
/** @typedef {import("../collect/types").State} State */

/** @type {{ lessons: Lesson[], every: number }} */
const { lessons, every } = pageData();
const chosen = { lesson: -1, byHand: false, marked: false, when: /** @type {"first" | "now"} */ ("first") };
const colours = theme();
const mark = toggle("Show what is right", (pressed) => {
  chosen.marked = pressed;
  update();
});
const last = toggle("Answers that stand now", (pressed) => {
  chosen.when = pressed ? "now" : "first";
  update();
});
const counted = h("p", { class: "quiet figures" });
const status = h("p", { class: "status quiet", role: "status" });
const room = h("section", { class: "lesson", "aria-label": "The lesson" });
const names = whoTable(lessons);
const rows = lessons.map(lessonButton);
/** @type {State | undefined} */
let state;
/** @type {{ update: () => void }} */
let shown = { update() {} };

/**
 * A lesson in the list.
 * @param {Lesson} lesson
 * @param {number} number
 */
function lessonButton(lesson, number) {
  const { element, set } = bar();
  const share = h("span", { class: "figures" }, "0 %");
  const choose = () => {
    chosen.byHand = true;
    open(number);
  };
  const parts = [h("b", {}, lesson.id), h("span", {}, lesson.title), share, element];
  const button = h("button", { type: "button", "aria-pressed": "false", onclick: choose }, ...parts);
  const update = (/** @type {number} */ part) => {
    write(share, `${Math.round(100 * part)} %`);
    set(part);
  };
  return { button, update };
}

/**
 * Show a lesson's questions and exercises.
 * @param {number} number
 */
function open(number) {
  if (chosen.lesson === number) return;
  chosen.lesson = number;
  for (const [own, { button }] of rows.entries()) button.setAttribute("aria-pressed", String(own === number));
  shown = lessonParts(number);
  update();
}

/** @param {number} number */
function lessonParts(number) {
  const lesson = lessons[number];
  const before = lessons.slice(0, number).reduce((sum, { questions }) => sum + questions.length, 0);
  const asked = lesson.questions.map((question, k) => askedOf(question, `Question ${k + 1}`));
  const done = lesson.exercises.map((name) => exercisePart(name));
  const parts = [...asked, ...done].map(({ element }) => element);
  room.replaceChildren(h("h2", {}, `${lesson.id} ${lesson.title}`), ...parts);
  const update = () => {
    if (!state) return;
    const { students } = state;
    for (const [k, one] of asked.entries()) one.update(state[chosen.when][before + k], students, chosen.marked);
    for (const [k, one] of done.entries()) one.update(state.lessons[number].done[k], students);
  };
  return { update };
}

/** @param {string} name - of its checker */
function exercisePart(name) {
  const { element, set } = bar();
  const said = h("p", { class: "figures" });
  const update = (/** @type {number[]} */ [right, wrong], /** @type {number} */ students) => {
    write(said, `${right} right, ${wrong} not yet, ${students - right - wrong} not tried`);
    set(right / Math.max(1, students));
  };
  return { element: h("section", { class: "exercise" }, h("h3", {}, `Exercise: ${name}`), said, element), update };
}

/** Write the numbers as they are. */
function update() {
  if (!state) return;
  const { students, skipped } = state;
  const broken = skipped ? ` · ${skipped} ${plural(skipped, "file")} cannot be read just now` : "";
  write(counted, `${students} ${plural(students, "student")}${broken}`);
  for (const [number, { share }] of state.lessons.entries()) rows[number].update(share);
  shown.update();
  if (state.names) names.update(state.names);
}

/** Where the class is: the lesson that most have begun and not ended, as far as the shares tell. */
function likely() {
  const open = (state?.lessons ?? []).map(({ share, begun }) => (share < 0.95 ? begun : 0));
  return Math.max(0, open.indexOf(Math.max(...open)));
}

async function follow() {
  try {
    const answer = await fetch("state.json", { cache: "no-store" });
    if (!answer.ok) throw new Error(String(answer.status));
    state = await answer.json();
    write(status, "");
    if (!chosen.byHand) open(likely());
    update();
  } catch {
    write(status, "The board does not answer, so these numbers are the last ones. Is the command still running?");
  }
  setTimeout(follow, 1000 * every);
}

const buttons = h("div", { class: "buttons" }, mark, last, colours.button);
const keys = ["R", "shows what is right, ", "N", "the answers that stand now, ", "T", "light or dark."];
document
  .getElementById("page")
  ?.append(
    h("header", {}, h("div", {}, h("h1", {}, "How far the class is"), counted), buttons),
    status,
    h("ol", { class: "lessons", "aria-label": "Lessons" }, ...rows.map(({ button }) => h("li", {}, button))),
    room,
    names.element,
    h("p", { class: "keys quiet" }, ...keys.map((word, k) => (k % 2 ? ` ${word}` : h("kbd", {}, word)))),
  );
listenForKeys({ r: () => mark.click(), n: () => last.click(), t: colours.toggle });
follow();

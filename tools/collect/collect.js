// What a class has handed in: from the command, which has read the files, or from files that are dropped here.

import { h } from "../../cnnlab/widgets/shared/dom.js";
import { plural } from "../../cnnlab/widgets/shared/text.js";
import { claimsPart, filesPart, misconceptionsPart, namesPart } from "./findings.js";
import { listenForKeys, pageData, theme, toggle } from "./frame.js";
import { intake } from "./intake.js";
import { studentsPart } from "./students.js";
import { csvText } from "./table.js";

/** @typedef {import("./types").Key} Key */
/** @typedef {import("./types").Collected} Collected */

/** @type {{ key: Key, result: Collected | null, when?: string, home?: string }} */
const { key, result, when, home } = pageData();
const colours = theme();
const names = toggle("Hide names", (pressed) => showNames(!pressed));
const save = h("button", { type: "button", onclick: saveTable }, "Save as CSV");
const buttons = h("div", { class: "buttons" }, names, save, colours.button);
const numbers = h("p", { class: "quiet figures", role: "status" });
const parts = h("div");
const hint = h(
  "p",
  { class: "keys quiet" },
  h("kbd", {}, "N"),
  " hides the names, ",
  h("kbd", {}, "T"),
  " light or dark.",
);
/** @type {Collected | null} */
let current = null;
let showNames = (/** @type {boolean} */ _shown) => {};

/** @param {Collected} found */
function display(found) {
  current = found;
  const students = studentsPart(key, found);
  const people = namesPart(found);
  const files = filesPart(found);
  showNames = (shown) => {
    students.name(shown);
    people.hidden = files.hidden = !shown;
  };
  const findings = misconceptionsPart(key, found);
  parts.replaceChildren(findings, people, students.element, claimsPart(key, found), files, hint);
  showNames(names.getAttribute("aria-pressed") !== "true");
  numbers.textContent = sentenceOf(found);
  buttons.hidden = false;
}

/** @param {Collected} found */
function sentenceOf({ students, listed, missing, unlisted, report }) {
  const all = students.length;
  const parts = [`${all} ${plural(all, "student")} handed in`];
  if (listed !== null) parts[0] = `${listed - missing.length} of ${listed} on the list handed in`;
  if (unlisted.length) parts.push(`${unlisted.length} more ${plural(unlisted.length, "is", "are")} not on it`);
  if (report.length) parts.push(`${report.length} ${plural(report.length, "remark")} on files`);
  return [...parts, ...(when ? [when] : [])].join(" · ");
}

function saveTable() {
  if (!current) return;
  const address = URL.createObjectURL(new Blob([csvText(key, current)], { type: "text/csv" }));
  h("a", { href: address, download: "class.csv" }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

const back = home ? h("p", {}, h("a", { href: home }, "For teachers")) : null;
const head = h("header", {}, h("div", {}, h("h1", {}, "What the class has handed in"), numbers), buttons);
document
  .getElementById("page")
  ?.append(...(back ? [back] : []), head, ...(result ? [] : [intake(key, display)]), parts);
listenForKeys({ n: () => names.click(), t: colours.toggle });
buttons.hidden = !result;
if (result) display(result);

// What a class's answers show: its misconceptions, its judgements of the claims, and what is to be said of the files.

import { h } from "../../cnnlab/widgets/shared/dom.js";
import { plural } from "../../cnnlab/widgets/shared/text.js";
import { bar } from "./frame.js";

/** @typedef {import("./types").Key} Key */
/** @typedef {import("./types").Collected} Collected */

/**
 * The misconceptions, that of most students first.
 * @param {Key} key
 * @param {Collected} found
 */
export function misconceptionsPart(key, { misconceptions, students }) {
  const titles = new Map(key.lessons.map(({ id, title }) => [id, title]));
  const cards = misconceptions.map(({ tag, students: count, times }) => {
    const { name, say, lesson } = key.misconceptions[tag];
    const { element, set } = bar();
    set(count / students.length);
    return h(
      "li",
      {},
      h("p", { class: "number" }, h("b", {}, String(count)), ` of ${students.length}`),
      h("div", {}, h("h3", {}, capital(name)), element, h("p", { class: "say" }, say)),
      h("p", { class: "quiet" }, `${tag}, ${times} ${plural(times, "time")} · lesson ${lesson}, ${titles.get(lesson)}`),
    );
  });
  const none = cards.length ? null : h("p", {}, "No answer shows any of the misconceptions.");
  const intro = h(
    "p",
    { class: "quiet" },
    "How many students have shown it in an answer, and what you could say about it.",
  );
  const list = h("ol", { class: "misconceptions" }, ...cards);
  return h("section", {}, h("h2", {}, "What to talk about first"), none ?? intro, none ? null : list);
}

/** @param {string} text */
function capital(text) {
  return text.replace(/\p{L}/u, (letter) => letter.toUpperCase());
}

/**
 * How the claims were judged, at first and again.
 * @param {Key} key
 * @param {Collected} found
 */
export function claimsPart(key, { claims }) {
  const head = ["Claim", "It is", "Right at first", "Right again"];
  const rows = claims.map((numbers, place) => {
    const shares = [0, 2].map((k) => h("td", {}, numbers[k + 1] ? `${numbers[k]} of ${numbers[k + 1]}` : "–"));
    const { claim, verdict } = key.claims[place];
    const said = verdict === "depends" ? "it depends" : verdict;
    return h("tr", {}, h("th", { scope: "row" }, claim), h("td", {}, said), ...shares);
  });
  const table = h(
    "table",
    {},
    h("caption", { class: "quiet" }, "Who judged it rightly, of those who judged it"),
    h("thead", {}, h("tr", {}, ...head.map((word) => h("th", { scope: "col" }, word)))),
    h("tbody", {}, ...rows),
  );
  const box = { class: "box claims", role: "region", "aria-label": "The claims", tabindex: "0" };
  return h("section", {}, h("h2", {}, "The claims, at first and again"), h("div", box, table));
}

/**
 * Who is missing, and who isn't expected.
 * @param {Collected} found
 */
export function namesPart({ listed, missing, unlisted }) {
  const who = (/** @type {string} */ name) => h("li", { dir: "auto" }, name);
  const all = listed !== null && !missing.length;
  return h(
    "section",
    {},
    ...(all ? [h("p", {}, "Everybody on the list has handed in.")] : []),
    ...titled("Not handed in", missing.map(who), "names"),
    ...titled("Handed in, and not on the list", unlisted.map(who), "names"),
  );
}

/**
 * What is to be said of the files, some of which are named after students.
 * @param {Collected} found
 */
export function filesPart({ report }) {
  const lines = report.map(({ file, says }) => h("li", {}, h("code", { dir: "auto" }, file), ` ${says}.`));
  return h("section", {}, ...titled("The files", lines));
}

/** @param {string} title @param {Node[]} lines */
function titled(title, lines, kind = "") {
  return lines.length ? [h("h2", {}, title), h("ul", { class: `lines ${kind}` }, ...lines)] : [];
}

// Who is how far: a table of students and lessons, where the board was asked for names.

import { h } from "../../cnnlab/widgets/shared/dom.js";
import { write } from "../collect/frame.js";

/** @typedef {import("../collect/types").Lesson} Lesson */

/** @param {Lesson[]} lessons */
export function whoTable(lessons) {
  const body = h("tbody");
  const heads = lessons.map(({ id, title }) => h("th", { scope: "col", title }, id));
  const head = h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Student"), ...heads));
  const caption = h("caption", {}, "Who is how far: the share of each lesson's questions and exercises, in percent");
  const element = h("div", { class: "who", role: "region", "aria-label": "Who is how far", tabindex: "0" });
  /** @type {Map<string, HTMLTableCellElement[]>} */
  const rows = new Map();

  /** @param {string} who */
  function rowOf(who) {
    const cells = lessons.map(() => h("td"));
    rows.set(who, cells);
    return cells;
  }

  /** @param {{ who: string, shares: number[] }[]} names */
  function update(names) {
    if (!element.firstChild) element.append(h("table", {}, caption, head, body));
    const gone = names.length !== rows.size || names.some(({ who }) => !rows.has(who));
    if (gone) {
      rows.clear();
      body.replaceChildren(
        ...names.map(({ who }) => h("tr", {}, h("th", { scope: "row", dir: "auto" }, who), ...rowOf(who))),
      );
    }
    for (const { who, shares } of names)
      for (const [k, cell] of (rows.get(who) ?? []).entries())
        write(cell, shares[k] ? String(Math.round(100 * shares[k])) : "");
    element.hidden = false;
  }
  element.hidden = true;
  return { element, update };
}

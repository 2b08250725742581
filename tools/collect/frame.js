// What the pages about a class share: the theme, and the bars of a question's answers.

import { h } from "../../cnnlab/widgets/shared/dom.js";
import { plural } from "../../cnnlab/widgets/shared/text.js";

/** @typedef {import("./types").Question} Question */

/** What was put into the page with it. */
export function pageData() {
  return JSON.parse(document.getElementById("data")?.textContent ?? "null");
}

/** Follow the reader's machine, until they choose: gives the button, and what it does. */
export function theme() {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const root = document.documentElement;
  let own = "";
  const show = () => {
    root.dataset.theme = own || (dark.matches ? "dark" : "light");
  };
  const toggle = () => {
    own = root.dataset.theme === "dark" ? "light" : "dark";
    show();
  };
  dark.addEventListener("change", show);
  show();
  return { button: h("button", { type: "button", onclick: toggle }, "Light or dark"), toggle };
}

/**
 * A button that is pressed, or not.
 * @param {string} text
 * @param {(pressed: boolean) => void} call
 */
export function toggle(text, call) {
  const press = () => {
    const pressed = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(pressed));
    call(pressed);
  };
  const button = h("button", { type: "button", "aria-pressed": "false", onclick: press }, text);
  return button;
}

/**
 * A letter alone is a key for the page, wherever the focus is, but where something is written.
 * @param {Record<string, () => void>} keys
 */
export function listenForKeys(keys) {
  const hear = (/** @type {KeyboardEvent} */ event) => {
    const writes = event.target instanceof Element && event.target.matches("input, textarea, select");
    if (writes || event.ctrlKey || event.metaKey || event.altKey) return;
    keys[event.key.toLowerCase()]?.();
  };
  document.addEventListener("keydown", hear, true); // for what has the focus keeps its keys
}

/**
 * A bar that is so full.
 * @param {string} [label] - what a screen reader reads, where no text beside the bar says it
 */
export function bar(label) {
  const fill = h("i");
  const named = label ? { role: "img", "aria-label": label } : { "aria-hidden": "true" };
  const element = h("span", { class: "bar", ...named }, fill);
  const set = (/** @type {number} */ share) => {
    fill.style.width = `${(100 * share).toFixed(1)}%`;
  };
  return { element, set };
}

/**
 * A text that is written only where it has changed, so that nothing flickers and nothing is read out twice.
 * @param {HTMLElement} element
 * @param {string} text
 */
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * A question, and how many chose each of its answers.
 * @param {Question} question
 * @param {string} name - as "Question 1"
 */
export function askedOf(question, name) {
  const said = h("p", { class: "quiet figures" });
  const answers = question.options.map(({ text }) => {
    const { element, set } = bar();
    const number = h("span", { class: "figures" });
    return { item: h("li", {}, h("span", { dir: "auto" }, text), number, element), number, set };
  });
  const list = h("ol", {}, ...answers.map(({ item }) => item));
  const element = h("section", { class: "asked" }, h("h3", {}, `${name}. ${question.ask}`), said, list);

  /**
   * @param {number[]} votes
   * @param {number} students
   * @param {boolean} marked - whether the right answer is
   */
  function update(votes, students, marked) {
    const sum = votes.reduce((one, other) => one + other, 0);
    const most = Math.max(...votes);
    write(said, `${sum} of ${students} ${plural(students, "student")} answered`);
    for (const [place, { item, number, set }] of answers.entries()) {
      const right = marked && question.options[place].right;
      item.classList.toggle("leads", votes[place] === most && most > 0);
      item.classList.toggle("right", right);
      write(number, `${votes[place]}${right ? " · right" : ""}`);
      set(votes[place] / Math.max(1, sum));
    }
  }
  return { element, update };
}

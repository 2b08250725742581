// What is said of the step on show: a sentence with its arithmetic, small print, and what a screen reader hears.

import { h, liveRegion } from "../shared/dom.js";
import { Report } from "../shared/report.js";

const LINE = 72; // characters that fit in one line on a narrow page

export class Speech {
  constructor() {
    this.say = h("p", { class: "cl-say" });
    this.sub = h("p", { class: "cl-sub" });
    this.live = liveRegion();
    this.report = new Report(this.live);
  }

  /**
   * To a screen reader: the whole sentence where the learner leads, and every few seconds the number while it plays.
   * @param {import("../types").Words} words
   * @param {string | null} playing - which step it is; null where the learner leads
   * @param {boolean} asked - whether the learner is to find the result: then the arithmetic is theirs
   */
  write({ parts, result, sub }, playing, asked) {
    this.say.style.minHeight = parts.join("").length > LINE ? "2.9em" : ""; // two lines, so that nothing below jumps
    this.say.replaceChildren(
      ...(asked ? parts.slice(0, 1) : parts).map((text, k) => (k % 2 ? h("span", { class: "cl-work" }, text) : text)),
      h("b", {}, asked ? "?" : result),
    );
    this.sub.textContent = sub;
    if (playing === null) this.report.say(this.say.textContent);
    else if (this.report.isDue) this.report.say(`${playing}${result && !asked ? `: ${result}` : ""}.`);
  }

  /** @param {string} words - where there is no step */
  writeAlone(words) {
    this.say.textContent = words;
    this.sub.replaceChildren();
    this.live.textContent = "";
  }
}

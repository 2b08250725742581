// PermutationGoggles. Python drew the shuffles and compared the nets; here pixels fly, and one of them can be followed.

import { groupName, h, liveRegion } from "../shared/dom.js";
import { arrowsAndEnds, keep, modified } from "../shared/keys.js";
import { choose, listen, together } from "../shared/model.js";
import { withArticle } from "../shared/text.js";
import { onTheme } from "../shared/theme.js";
import { answer, questions, results } from "./nets.js";
import { Paper } from "./paper.js";
import { moved, placesOf } from "./shuffle.js";
import { tables } from "./table.js";
import { followedWords } from "./words.js";

/** @typedef {import("../types").PermutationGogglesState} State */
/** @typedef {State["condition"]} Condition */

const FLIGHT = 1500; // milliseconds
/** @type {Record<Condition, string>} */
const LABELS = {
  straight: "straight",
  "one shuffle": "one shuffle for all",
  "new shuffle each": "a new shuffle for each",
};
const READY =
  "Point at a pixel: in every image a ring shows its own place, a frame its present one. A click keeps it marked. " +
  "With the keyboard: Tab to an image, arrow keys, Enter to keep, Page Up and Page Down for other images.";
/** @type {Record<string, number>} */
const PAGES = { PageUp: -1, PageDown: 1 };
const ease = (/** @type {number} */ part) => part * part * (3 - 2 * part);

class Goggles {
  /**
   * @param {import("../types").Model<State>} model
   * @param {HTMLElement} el
   */
  constructor(model, el) {
    this.model = model;
    this.group = groupName();
    const [rows, columns] = model.get("size");
    this.rows = rows;
    this.columns = columns;
    this.image = 0; // the one that the keyboard points into
    this.place = Math.floor(rows / 2) * columns + Math.floor(columns / 2);
    /** @type {number | null} */
    this.kept = null; // the pixel that stays marked, by its own place
    this.frame = 0;
    this.switches = Object.keys(model.get("about")).map((name) => this.switch(/** @type {Condition} */ (name)));
    this.words = h("p", { class: "cl-sub cl-goggles-words", role: "status" });
    this.seen = h("div");
    this.hint = h("p", { class: "cl-hint" });
    this.score = h("div", { class: "cl-score", tabindex: -1, role: "group", "aria-label": "The nets" });
    this.live = liveRegion();
    /** @type {Paper[]} */
    this.papers = [];
    this.answers = new Map();
    this.from = this.to = this.places();
    this.root = this.build();
    el.append(this.root);
    this.renew();
    this.rest();
    this.unlisten = together(
      listen(model, ["condition"], () => this.turn()),
      listen(model, ["verdicts"], () => this.renew()),
      listen(model, ["predictions"], () => this.refresh()),
      onTheme(this.root),
    );
  }

  /** @param {Condition} name */
  switch(name) {
    const input = h("input", {
      type: "radio",
      name: `${this.group}-goggles`,
      onchange: () => choose(this.model, "condition", name),
    });
    return { name, input, label: h("label", {}, input, LABELS[name]) };
  }

  build() {
    const labels = this.switches.map(({ label }) => label);
    return h(
      "div",
      { class: "cnnlab cl-goggles", role: "group", "aria-label": "Permutation goggles" },
      h("fieldset", { class: "cl-row cl-switch" }, h("legend", { class: "cl-hidden" }, "Goggles"), ...labels),
      this.words,
      this.seen,
      this.hint,
      this.score,
      this.live,
    );
  }

  // ---- images and answers

  renew() {
    const labels = this.model.get("labels");
    const nets = Object.keys(this.model.get("verdicts"));
    this.papers = this.model.get("pixels").map((pixels, k) => this.paper(pixels, k));
    this.answers = new Map(nets.map((name) => [name, labels.map(() => h("td"))]));
    const images = this.papers.map(({ root }) => root);
    this.seen.replaceChildren(...tables(labels, images, this.answers));
    this.roam();
    this.paint(1);
    this.refresh();
  }

  /**
   * @param {number[]} pixels
   * @param {number} k
   */
  paper(pixels, k) {
    const label = `Image ${k + 1}, ${withArticle(this.model.get("labels")[k])}: arrow keys point at a pixel`;
    return new Paper(pixels, [this.rows, this.columns], label, {
      point: (place) => this.point(k, place),
      keep: () => this.keep(),
      rest: () => this.rest(),
      focus: () => this.pointByKey(k, this.place),
      key: (event) => this.key(event),
    });
  }

  /** Of all images one is in the order of the Tab key; Page Up and Page Down lead to the others. */
  roam() {
    this.papers.forEach(({ canvas }, k) => {
      canvas.setAttribute("tabindex", k === this.image ? "0" : "-1");
    });
  }

  // ---- the shuffles: where each pixel of each image lies now

  /** @param {number} k */
  order(k) {
    const orders = this.model.get("orders")[this.model.get("condition")];
    return orders?.[orders.length === 1 ? 0 : k];
  }

  places() {
    return this.model.get("pixels").map((pixels, k) => placesOf(this.order(k), pixels.length));
  }

  turn() {
    cancelAnimationFrame(this.frame);
    this.from = this.to; // a flight that is cut short goes on from where it was to end
    this.to = this.places();
    this.refresh();
    this.rest();
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) this.paint(1);
    else this.fly();
  }

  fly() {
    /** @type {number | undefined} */
    let start;
    const tick = (/** @type {number} */ now) => {
      start ??= now;
      const part = Math.min(1, (now - start) / FLIGHT);
      this.paint(part);
      if (part < 1) this.frame = requestAnimationFrame(tick);
    };
    this.frame = requestAnimationFrame(tick);
  }

  /** @param {number} part */
  paint(part) {
    this.papers.forEach((paper, k) => {
      paper.paint(this.from[k], this.to[k], ease(part));
    });
  }

  // ---- following one pixel

  /** The pixel that lies where the learner points, by its own place. */
  pointed() {
    return this.order(this.image)?.[this.place] ?? this.place;
  }

  /**
   * @param {number} k
   * @param {number} place
   */
  point(k, place) {
    this.image = k;
    this.place = place;
    this.roam();
    this.follow(this.pointed());
  }

  /**
   * The same by keyboard: it is read out.
   * @param {number} k
   * @param {number} place
   */
  pointByKey(k, place) {
    this.point(k, place);
    this.live.textContent = this.hint.textContent;
  }

  rest() {
    if (this.kept !== null) return this.follow(this.kept);
    for (const paper of this.papers) paper.clear();
    this.hint.textContent = READY;
  }

  keep() {
    const source = this.pointed();
    this.kept = this.kept === source ? null : source;
    this.follow(source);
    this.live.textContent = this.hint.textContent;
  }

  /** @param {number} source */
  follow(source) {
    const places = this.to.map((of) => of[source]);
    this.papers.forEach((paper, k) => {
      paper.mark(source, places[k]);
    });
    this.hint.textContent = followedWords({
      source,
      places,
      image: this.image,
      columns: this.columns,
      straight: this.model.get("condition") === "straight",
      kept: this.kept === source,
    });
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (modified(event)) return;
    const step = arrowsAndEnds(event);
    const page = PAGES[event.key];
    const keeps = event.key === "Enter" || event.key === " ";
    if (!step && !page && !keeps) return;
    keep(event);
    if (step) this.pointByKey(this.image, moved(this.place, step, this.rows, this.columns));
    else if (page) this.leaf(page);
    else this.keep();
  }

  /** @param {number} by */
  leaf(by) {
    const count = this.papers.length;
    this.pointByKey((this.image + by + count) % count, this.place);
    this.papers[this.image].canvas.focus();
  }

  // ---- the nets

  refresh() {
    const { model } = this;
    const condition = model.get("condition");
    const verdicts = Object.values(model.get("verdicts"));
    const labels = model.get("labels");
    for (const { name, input } of this.switches) input.checked = name === condition;
    this.words.textContent = model.get("about")[condition];
    const shown = condition === "straight" || model.get("predictions")[condition] !== undefined;
    [...this.answers.values()].forEach((cells, n) => {
      const digits = shown ? verdicts[n][condition].digits : [];
      labels.forEach((label, k) => {
        cells[k].replaceChildren(...answer(digits[k], label));
      });
    });
    this.score.style.display = verdicts.length ? "" : "none";
    const focused = this.score.contains(document.activeElement); // what has the focus is about to be replaced
    this.score.replaceChildren(...(shown ? results(model, condition) : questions(model, condition, this.group)));
    if (focused) this.score.focus();
  }

  dispose() {
    cancelAnimationFrame(this.frame);
    this.unlisten();
  }
}

/** @type {import("../types").View<State>} */
export default {
  render({ model, el }) {
    const goggles = new Goggles(model, el);
    return () => goggles.dispose();
  },
};

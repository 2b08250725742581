// Two charts of a training: what it loses and what it answers right, both as wide as there is room.

import { h, s } from "../shared/dom.js";
import { roomOf } from "../shared/room.js";
import { count, inDigits, percent } from "../shared/text.js";
import { BOTTOM, diamond, dotted, epochEnds, HEIGHT, joined, LEFT, roundUp, scaleOf, TOP } from "./curves.js";
import { some } from "./words.js";

/** @typedef {import("../types").Progress} Progress */
/** @typedef {import("../types").TrainingMonitorState} State */
/** @typedef {import("./curves.js").Scale} Scale */

const LEGEND = 192; // its width
const ROW = 18; // the height of one of its rows

/** A picture of curves, and above it a caption that ends with the latest number. */
class Chart {
  /** @param {string} name */
  constructor(name) {
    this.name = name;
    this.svg = s("svg", { role: "img" });
    this.caption = h("figcaption");
    this.figure = h("figure", {}, this.caption, this.svg);
  }

  /**
   * @param {Progress} progress
   * @param {number} top
   */
  scale({ total = 1 }, top) {
    const scale = scaleOf(roomOf(this.figure), total, top);
    this.svg.setAttribute("viewBox", `0 0 ${scale.width} ${HEIGHT}`);
    return scale;
  }

  /**
   * @param {string} number - the latest one; empty as long as there is none
   * @param {string} what
   */
  label(number, what) {
    this.caption.replaceChildren(this.name, h("span", {}, number ? ` ${number}, ${what}` : ""));
    this.svg.setAttribute("aria-label", number ? `${this.name}: ${number} (${what})` : this.name);
  }
}

export class LossChart extends Chart {
  constructor() {
    super("Loss");
  }

  /**
   * @param {Progress} progress
   * @param {State["curve"]} curve
   */
  draw(progress, { steps, loss, mean }) {
    const top = roundUp(Math.max(...loss, 0));
    const scale = this.scale(progress, top);
    this.svg.replaceChildren(
      ...axes(scale, progress, top, (value) => inDigits(value, 3)),
      s("path", { d: dotted(scale, steps, loss), class: "cl-dots" }),
      s("path", { d: joined(scale, steps, mean), class: "cl-mean" }),
    );
    const last = mean.at(-1);
    this.label(last === undefined ? "" : inDigits(last, 3), `mean of the last ${some(progress.recent, "step")}`);
  }
}

export class AccuracyChart extends Chart {
  constructor() {
    super("Right answers");
  }

  /**
   * @param {Progress} progress
   * @param {State["curve"]} curve
   * @param {State["epochs"]} epochs
   */
  draw(progress, { steps, accuracy }, epochs) {
    const scale = this.scale(progress, 1);
    this.svg.replaceChildren(
      ...axes(scale, progress, 1, (value) => `${100 * value} %`),
      s("path", { d: joined(scale, steps, accuracy), class: "cl-mean" }),
      ...epochMarks(scale, epochs),
      ...legend(scale.right - LEGEND, epochs),
    );
    const last = accuracy.at(-1);
    this.label(last === undefined ? "" : percent(last), `of the last ${some(progress.recent, "step")}`);
  }
}

/**
 * @param {Scale} scale
 * @param {Progress} progress
 * @param {number} top
 * @param {(value: number) => string} tick
 */
function axes({ right, across, down }, progress, top, tick) {
  const values = [0, top / 2, top].flatMap((value) => [
    s("line", { x1: LEFT, x2: right, y1: down(value), y2: down(value), class: "cl-axis" }),
    s("text", { x: LEFT - 6, y: down(value), class: "cl-size cl-end" }, tick(value)),
  ]);
  const ends = epochEnds(progress).map((step) =>
    s("line", { x1: across(step), x2: across(step), y1: TOP, y2: BOTTOM, class: "cl-axis" }),
  );
  const all = progress.total ? `${count(progress.total)} steps` : "steps";
  return [
    ...values,
    ...ends,
    s("text", { x: LEFT, y: BOTTOM + 16, class: "cl-size" }, "0"),
    s("text", { x: right, y: BOTTOM + 16, class: "cl-size cl-end" }, all),
  ];
}

/**
 * @param {number} x
 * @param {number} y
 */
function trainMark(x, y) {
  return s("circle", { cx: x, cy: y, r: 3.5, class: "cl-train" });
}

/**
 * @param {number} x
 * @param {number} y
 */
function validMark(x, y) {
  return s("polygon", { points: diamond(x, y), class: "cl-valid" });
}

/**
 * @param {Scale} scale
 * @param {State["epochs"]} epochs
 */
function epochMarks({ across, down }, { steps, train, valid }) {
  return steps.flatMap((step, k) => {
    const mark = trainMark(across(step), down(train[k]));
    return k < valid.length ? [mark, validMark(across(step), down(valid[k]))] : [mark];
  });
}

/**
 * What the marks mean, with the latest epoch's numbers, in the empty lower half.
 * @param {number} x
 * @param {State["epochs"]} epochs
 */
function legend(x, { train, valid }) {
  const y = BOTTOM - 14;
  const parts = [];
  if (valid.length) parts.push(validMark(x, y), legendWords(x, y, "validation", valid));
  if (train.length) parts.push(trainMark(x, y - ROW), legendWords(x, y - ROW, "training", train));
  return parts;
}

/**
 * @param {number} x
 * @param {number} y
 * @param {string} name
 * @param {number[]} shares
 */
function legendWords(x, y, name, shares) {
  const last = 100 * shares[shares.length - 1];
  const words = `${name}, epoch ${shares.length}: ${last.toFixed(2)} %`;
  return s("text", { x: x + 12, y, class: "cl-size cl-legend" }, words);
}

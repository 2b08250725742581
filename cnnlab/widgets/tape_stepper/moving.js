// What of TapeStepper moves over a signal, and what lies over all of it without being in the pointer's way.

import { s } from "../shared/dom.js";
import { BLANK, frame } from "../stepper/cells.js";
import { EDGE } from "./layout.js";

/** @typedef {import("../types").TapeWalk} TapeWalk */
/** @typedef {import("./layout.js").TapeLayout} TapeLayout */

/**
 * A shape that the pointer does not meet.
 * @template {"g" | "path" | "rect"} Tag
 * @param {Tag} tag
 * @param {import("../types").Attributes} look
 * @param {...import("../types").Child} children
 */
export function shape(tag, look, ...children) {
  return s(tag, { "pointer-events": "none", "stroke-width": 0, ...look }, ...children);
}

/**
 * What no window reads is faint.
 * @param {TapeLayout} at
 * @param {TapeWalk} walk
 */
export function unreadVeil(at, walk) {
  const width = walk.unread[1] * at.cell;
  const x = EDGE + at.padded.columns * at.cell - width;
  return shape("rect", { x, width, height: at.panel, fill: BLANK, opacity: 0.6 });
}

/**
 * The window on the signal: a band over each sample that it reads.
 * @param {TapeLayout} at
 * @param {TapeWalk} walk
 */
export function windowBand(at, walk) {
  const look = { width: at.cell, height: at.panel, fill: "var(--cl-window)", opacity: 0.18 };
  const taps = walk.weight.map((_, k) => shape("rect", { x: k * walk.dilation[1] * at.cell, ...look }));
  return shape("g", { class: "cl-window" }, ...taps, frame(at.window.width, at.panel, "window", "cl-thin"));
}

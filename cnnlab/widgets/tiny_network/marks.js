// What is marked in the picture: frames, lines, shut gates, and the sum beside a number.

import { s } from "../shared/dom.js";
import { middleOf } from "./places.js";

/** @typedef {import("../types").Box} Box */
/** @typedef {import("../types").Point} Point */

const FONT = 13;
const LEAST = 10; // of it: smaller, it could not be read
const CHARACTER = 7.9; // the width of one, at the full size of the font
const HEIGHT = 21; // of the sum beside a number
const ABOVE = 30; // from there to the number
const WIDEST = 5; // of a line

/**
 * The sum of a step, beside the number that it makes.
 * @param {import("./layout.js").TinyLayout} at
 * @param {Map<string, Box>} boxes - of all places
 * @param {string} id
 * @param {string} words
 */
export function callout(at, boxes, id, words) {
  const own = id[0] === "d" ? id.slice(1) : id;
  const end = [...at.edges, ...at.biases].find((one) => one.id === own)?.to ?? own;
  const box = boxes.get(end);
  if (!box) return [];
  const full = widthOf(words);
  const scale = Math.min(1, (at.width - 4) / full);
  const isLong = scale * FONT < LEAST;
  const text = isLong ? words.slice(words.lastIndexOf("= ")) : words;
  const width = isLong ? widthOf(text) : Math.min(full, at.width - 4);
  const x = Math.max(2, Math.min(at.width - width - 2, startOf(end[0], box, width, at.narrow)));
  const y = at.narrow ? below(at, boxes, end) : box.y - ABOVE - HEIGHT / 2;
  const size = `font-size:${isLong ? FONT : FONT * scale}px`;
  return [
    s("rect", { x, y, width, height: HEIGHT, rx: 5 }),
    s("text", { x: x + width / 2, y: y + HEIGHT / 2 + 1, style: size }, text),
  ];
}

/** @param {string} text */
function widthOf(text) {
  return text.length * CHARACTER + 14;
}

/**
 * Under a number and all that belongs to it.
 * @param {import("./layout.js").TinyLayout} at
 * @param {Map<string, Box>} boxes
 * @param {string} id
 */
function below({ biases }, boxes, id) {
  const own = [boxes.get(id), boxes.get(`d${id}`), ...biases.filter(({ to }) => to === id).map(({ grad }) => grad)];
  return Math.max(...own.map((box) => (box ? box.y + box.height : 0))) + 1;
}

/**
 * Where the sum beside a number begins: what the number is made of stays in sight.
 * @param {string} letter
 * @param {Box} box
 * @param {number} wide
 * @param {boolean} narrow
 */
function startOf(letter, box, wide, narrow) {
  if (narrow || letter === "e") return middleOf(box).x - wide / 2;
  return "zs".includes(letter) ? box.x : box.x + box.width - wide;
}

/** @param {Box} box */
export function outline({ x, y, width, height }) {
  return `M${x} ${y}h${width}v${height}h${-width}z`;
}

/** @param {[Point, Point]} line */
export function ends([start, end]) {
  return { x1: start.x, y1: start.y, x2: end.x, y2: end.y };
}

/**
 * A line is as wide as its weight is large, and has the colour of its sign.
 * @param {SVGLineElement} line
 * @param {number} value
 * @param {number} most
 */
export function paintLine(line, value, most) {
  line.style.stroke = value ? `var(--cl-${value < 0 ? "negative" : "positive"})` : "var(--cl-muted)";
  line.style.strokeWidth = String(1 + (most ? (WIDEST - 1) * Math.abs(value / most) : 0));
}

/**
 * A bar across the way, and what it means.
 * @param {[Point, Point]} line
 * @param {boolean} narrow
 */
export function shutGate([start, end], narrow) {
  const [x, y] = [(start.x + end.x) / 2, narrow ? end.y - 9 : start.y];
  const bar = narrow ? `M${x - 7} ${y}h14` : `M${x} ${y - 9}v18`;
  const words = narrow ? { x: x + 9, y, class: "cl-size cl-beside" } : { x, y: y + 19, class: "cl-size" };
  return [s("path", { d: bar, class: "cl-bar" }), s("text", words, "shut")];
}

// Where everything of a tiny network lies: on a wide page from left to right, on a narrow one from top to bottom.
// Nothing here touches the page.

import { range } from "../shared/numbers.js";
import { isNarrow, WIDE } from "../shared/room.js";
import {
  bottomOf,
  countOf,
  DOWN,
  GRAD,
  LABEL,
  middleOf,
  nodesAcross,
  nodesDown,
  PILL,
  placeOf,
  ROWS,
} from "./places.js";

/** @typedef {import("../types").Box} Box */
/** @typedef {import("../types").Point} Point */
/** @typedef {import("./places.js").Sizes} Sizes */
/** @typedef {import("./places.js").Node} Node */
/** @typedef {{ id: string, label: Box, value: Point, grad: Box }} Weight */
/** @typedef {Weight & { from: string, to: string, line: [Point, Point] }} Edge */
/** @typedef {{ id: string, to: string, box: Box, grad: Box }} Bias */
/** @typedef {{ from: string, to: string, line: [Point, Point] }} Link */
/**
 * @typedef {object} TinyLayout
 * @property {boolean} narrow
 * @property {Node[]} nodes
 * @property {Edge[]} edges - with a weight each
 * @property {Bias[]} biases
 * @property {Link[]} links - without one
 * @property {{ text: string, at: Point }[]} titles
 * @property {Point} right - where the right class is marked
 * @property {number} width
 * @property {number} height
 */

/** What stands behind each other without a weight between. */
const BARE = [
  ["z", "h"],
  ["s", "e"],
];

/**
 * @param {Sizes} sizes
 * @param {number} room
 * @returns {TinyLayout}
 */
export function tinyLayout(sizes, room) {
  const narrow = isNarrow(room);
  const nodes = narrow ? nodesDown(sizes, room) : nodesAcross(sizes);
  const edges = [...edgesOf(sizes, nodes, "x", "z", "w", narrow), ...edgesOf(sizes, nodes, "h", "s", "v", narrow)];
  const biases = biasesOf(sizes, nodes);
  const low = Math.max(
    ...nodes.map(({ box, grad }) => bottomOf(grad ?? box)),
    ...biases.map(({ grad }) => bottomOf(grad)),
  );
  const right = placeOf(nodes, `p${sizes.target}`).box;
  return {
    ...{ narrow, nodes, edges, biases },
    links: linksOf(sizes, nodes, narrow),
    titles: narrow ? [] : titlesOf(nodes),
    right: { x: right.x + right.width / 2, y: bottomOf(right) + 10 },
    width: narrow ? room : WIDE,
    height: low + ROWS.below,
  };
}

/**
 * The lines between two columns. A weight stands on its line where no other line's weight is: near the end of it, and
 * on a narrow page in a band of its own for each number that is read.
 * @param {Sizes} sizes
 * @param {Node[]} nodes
 * @param {string} from
 * @param {string} to
 * @param {string} letter
 * @param {boolean} narrow
 * @returns {Edge[]}
 */
function edgesOf(sizes, nodes, from, to, letter, narrow) {
  const sources = countOf(sizes, from);
  return range(countOf(sizes, to)).flatMap((k) =>
    range(sources).map((n) => {
      const [start, end] = [placeOf(nodes, `${from}${n}`), placeOf(nodes, `${to}${k}`)];
      const line = narrow ? down(start, end) : across(start.box, end.box);
      const part = narrow ? partDown(line, n, sources) : sources / (sources + 1);
      const x = line[0].x + part * (line[1].x - line[0].x);
      const y = line[0].y + part * (line[1].y - line[0].y);
      const label = { x: x - LABEL.width / 2, y: y - LABEL.height / 2, ...LABEL };
      const value = { x, y };
      const grad = { ...label, y, height: LABEL.height / 2 };
      return { id: `${letter}${k},${n}`, from: start.id, to: end.id, line, label, value, grad };
    }),
  );
}

/**
 * Where a weight stands on a narrow page: those of one source in one band, the last one's above the names.
 * @param {[Point, Point]} line
 * @param {number} n
 * @param {number} sources
 */
function partDown([start, end], n, sources) {
  const length = end.y - start.y;
  return (length - DOWN.name - (sources - 1 - n + 0.5) * DOWN.band) / length;
}

/**
 * @param {Box} start
 * @param {Box} end
 * @returns {[Point, Point]}
 */
function across(start, end) {
  return [
    { x: start.x + start.width, y: middleOf(start).y },
    { x: end.x, y: middleOf(end).y },
  ];
}

/**
 * @param {Node} start
 * @param {Node} end
 * @returns {[Point, Point]}
 */
function down(start, end) {
  return [
    { x: middleOf(start.box).x, y: bottomOf(start.grad ?? start.box) },
    { x: middleOf(end.box).x, y: end.box.y },
  ];
}

/**
 * Biases stand under the number that they are added to.
 * @param {Sizes} sizes
 * @param {Node[]} nodes
 * @returns {Bias[]}
 */
function biasesOf({ hiddenBias, outputBias }, nodes) {
  return nodes.flatMap(({ id, letter, index, box, grad }) => {
    if (!grad || !((letter === "z" && hiddenBias) || (letter === "s" && outputBias))) return [];
    const pill = { x: box.x, y: bottomOf(grad) + 1, width: box.width, height: PILL - 2 };
    const own = { ...pill, y: bottomOf(pill), height: GRAD };
    return [{ id: `${letter === "z" ? "b" : "c"}${index}`, to: id, box: pill, grad: own }];
  });
}

/**
 * Lines without a weight: to ReLU, to exp, from all exps to each probability, and from the right one to the loss.
 * @param {Sizes} sizes
 * @param {Node[]} nodes
 * @param {boolean} narrow
 * @returns {Link[]}
 */
function linksOf(sizes, nodes, narrow) {
  const all = range(sizes.classes);
  const pairs = [
    ...BARE.flatMap(([from, to]) => range(countOf(sizes, from)).map((k) => [`${from}${k}`, `${to}${k}`])),
    ...all.flatMap((k) => all.map((n) => [`e${n}`, `p${k}`])),
    [`p${sizes.target}`, "L"],
  ];
  return pairs.map(([from, to]) => {
    const [start, end] = [placeOf(nodes, from), placeOf(nodes, to)];
    return { from, to, line: narrow ? beside(start.box, end.box) : across(start.box, end.box) };
  });
}

/**
 * On a narrow page they pass the names and gradients on their right.
 * @param {Box} start
 * @param {Box} end
 * @returns {[Point, Point]}
 */
function beside(start, end) {
  return [
    { x: start.x + start.width - 5, y: bottomOf(start) },
    { x: end.x + end.width - 5, y: end.y },
  ];
}

/** @param {Node[]} nodes */
function titlesOf(nodes) {
  /** @type {[string, string, string][]} */
  const words = [
    ["x", "x", "inputs"],
    ["z", "h", "hidden layer"],
    ["s", "s", "scores"],
    ["e", "p", "softmax"],
    ["L", "L", "loss"],
  ];
  return words.map(([first, last, text]) => {
    const [one, other] = [first, last].map(
      (letter) => middleOf(placeOf(nodes, letter === "L" ? "L" : `${letter}0`).box).x,
    );
    return { text, at: { x: (one + other) / 2, y: 9 } };
  });
}

// Where everything of a tiny network lies: on a wide page from left to right, on a narrow one from top to bottom.
// Nothing here touches the page.

import { range } from "../shared/numbers.js";
import { isNarrow, WIDE } from "../shared/room.js";

/** @typedef {import("../types").Box} Box */
/** @typedef {import("../types").Point} Point */
/** @typedef {{ inputs: number, units: number, classes: number, hiddenBias: boolean, outputBias: boolean, target: number }} Sizes */
/** @typedef {{ id: string, letter: string, index: number, box: Box, name: Point, grad: Box | null }} Node */
/** @typedef {{ id: string, from: string, to: string, line: [Point, Point], label: Box, value: Point, grad: Box }} Edge */
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

const NODE = { width: 54, height: 30 };
const LABEL = { width: 54, height: 29 }; // a weight, and under it its gradient
const NAME = 11; // from a name's middle to its box
const GRAD = 16; // the height of a gradient under its number
const PILL = 26; // the height of a bias
const GAP = 113; // what lines with weights take
/** @type {Record<string, number>} */
const CLOSE = { z: 26, s: 13, e: 13, p: 22 }; // what lines without take, behind a column
const COLUMNS = ["x", "z", "h", "s", "e", "p", "L"];
const ROWS = { apart: 100, crowded: 120, above: 74, below: 28 };
const DOWN = { node: 28, name: 20, band: 30, lead: 34, narrowest: 48 };

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
 * How many places each column has.
 * @param {Sizes} sizes
 * @param {string} letter
 */
export function countOf({ inputs, units, classes }, letter) {
  if (letter === "L") return 1;
  return letter === "x" ? inputs : "zh".includes(letter) ? units : classes;
}

/**
 * @param {Node[]} nodes
 * @param {string} id
 */
function placeOf(nodes, id) {
  return /** @type {Node} */ (nodes.find((node) => node.id === id));
}

/** @param {Box} box */
function bottomOf({ y, height }) {
  return y + height;
}

/** @param {Box} box */
export function middleOf({ x, y, width, height }) {
  return { x: x + width / 2, y: y + height / 2 };
}

/**
 * A number, with its name above it, and room for its gradient under it where it has one.
 * @param {string} letter
 * @param {number} index
 * @param {Point} middle
 * @param {{ width: number, height: number }} size
 * @returns {Node}
 */
function nodeAt(letter, index, { x, y }, { width, height }) {
  const box = { x: x - width / 2, y: y - height / 2, width, height };
  const grad = "zhs".includes(letter) ? { x: box.x, y: bottomOf(box) + 1, width, height: GRAD } : null;
  return { id: letter === "L" ? "L" : `${letter}${index}`, letter, index, box, name: { x, y: box.y - NAME }, grad };
}

/**
 * Columns from left to right, all of them centred on one line, but for the loss, which stands behind the right class.
 * @param {Sizes} sizes
 */
function nodesAcross(sizes) {
  const apart = sizes.hiddenBias || sizes.outputBias || Math.max(sizes.inputs, sizes.units) > 2;
  const pitch = apart ? ROWS.crowded : ROWS.apart;
  const rows = Math.max(sizes.inputs, sizes.units, sizes.classes);
  const middle = ROWS.above + ((rows - 1) * pitch) / 2;
  let x = 4 + NODE.width / 2;
  return COLUMNS.flatMap((letter) => {
    const count = countOf(sizes, letter);
    const here = x;
    const gap = CLOSE[letter] ?? GAP;
    x += NODE.width + gap;
    const row = (/** @type {number} */ index, /** @type {number} */ of) => middle + (index - (of - 1) / 2) * pitch;
    if (letter === "L") return [nodeAt(letter, 0, { x: here, y: row(sizes.target, sizes.classes) }, NODE)];
    return range(count).map((index) => nodeAt(letter, index, { x: here, y: row(index, count) }, NODE));
  });
}

/**
 * Rows from top to bottom.
 * @param {Sizes} sizes
 * @param {number} room
 */
function nodesDown(sizes, room) {
  let y = DOWN.name + DOWN.node / 2;
  return COLUMNS.flatMap((letter) => {
    const count = countOf(sizes, letter);
    const here = y;
    y += DOWN.node + DOWN.name + downAfter(sizes, letter);
    const at = (/** @type {number} */ index, /** @type {number} */ of) => (room * (index + 0.5)) / of;
    const size = { width: Math.min(72, Math.max(DOWN.narrowest, room / count - 40)), height: DOWN.node };
    if (letter === "L") return [nodeAt(letter, 0, { x: at(sizes.target, sizes.classes), y: here }, size)];
    return range(count).map((index) => nodeAt(letter, index, { x: at(index, count), y: here }, size));
  });
}

/**
 * What comes below a row on a narrow page, but for the names of the next one.
 * @param {Sizes} sizes
 * @param {string} letter
 */
function downAfter({ inputs, units, hiddenBias, outputBias }, letter) {
  const bands = (/** @type {number} */ count) => DOWN.lead * (count > 2 ? 2.4 : 1) + DOWN.band * count - 6;
  const pill = (/** @type {boolean} */ has) => (has ? PILL + GRAD : 0);
  /** @type {Record<string, number>} */
  const below = {
    x: bands(inputs),
    z: GRAD + pill(hiddenBias),
    h: GRAD + bands(units),
    s: GRAD + pill(outputBias),
    p: GRAD,
  };
  return below[letter] ?? 0;
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

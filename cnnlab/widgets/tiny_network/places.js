// Where the numbers of a tiny network lie: in columns on a wide page, in rows on a narrow one. Nothing here touches the
// page.

import { range } from "../shared/numbers.js";

/** @typedef {import("../types").Box} Box */
/** @typedef {import("../types").Point} Point */
/**
 * @typedef {object} Sizes
 * @property {number} inputs
 * @property {number} units
 * @property {number} classes
 * @property {boolean} hiddenBias - whether it has them
 * @property {boolean} outputBias
 * @property {number} target
 */
/** @typedef {{ id: string, letter: string, index: number, box: Box, name: Point, grad: Box | null }} Node */

const NODE = { width: 54, height: 30 };
export const LABEL = { width: 54, height: 29 }; // a weight, and under it its gradient
const NAME = 11; // from a name's middle to its box
export const GRAD = 16; // the height of a gradient under its number
export const PILL = 26; // the height of a bias
const GAP = 109; // what lines with weights take
/** @type {Record<string, number>} */
const CLOSE = { z: 26, s: 13, e: 13, p: 22 }; // what lines without take, behind a column
const COLUMNS = ["x", "z", "h", "s", "e", "p", "L"];
export const ROWS = { apart: 100, crowded: 120, above: 74, below: 28 };
export const DOWN = { node: 28, name: 20, band: 30, narrowest: 48 };

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
export function placeOf(nodes, id) {
  return /** @type {Node} */ (nodes.find((node) => node.id === id));
}

/** @param {Box} box */
export function bottomOf({ y, height }) {
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
export function nodesAcross(sizes) {
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
export function nodesDown(sizes, room) {
  let y = DOWN.name + DOWN.node / 2;
  return COLUMNS.flatMap((letter) => {
    const count = countOf(sizes, letter);
    const here = y;
    y += DOWN.node + DOWN.name + downAfter(sizes, letter, room);
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
 * @param {number} room
 */
function downAfter({ inputs, units, classes, hiddenBias, outputBias }, letter, room) {
  const pill = (/** @type {boolean} */ has) => (has ? PILL + GRAD : 0);
  /** @type {Record<string, number>} */
  const below = {
    x: bands(inputs, units, room),
    z: GRAD + pill(hiddenBias),
    h: GRAD + bands(units, classes, room),
    s: GRAD + pill(outputBias),
    p: GRAD,
  };
  return below[letter] ?? 0;
}

/**
 * How long lines are, so that weights of one source stand beside each other where those of the next begin.
 * @param {number} sources
 * @param {number} ends
 * @param {number} room
 */
function bands(sources, ends, room) {
  const used = (sources - 0.5) * DOWN.band + DOWN.name;
  const part = Math.min(0.65, ((LABEL.width + 4) * ends) / room);
  return Math.max(used / (1 - part), used + 30) - DOWN.name;
}

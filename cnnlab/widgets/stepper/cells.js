// Cells with numbers in them, and frames around them.

import { isBlue, signed } from "../shared/colour.js";
import { fill, s } from "../shared/dom.js";
import { LEGIBLE, smallestFont, WIDE } from "../shared/room.js";
import { exact, fitted, place } from "../shared/text.js";
import { Mosaic } from "./mosaic.js";
import { placeOf } from "./window.js";

/** @typedef {import("../types").Cell} Cell */
/** @typedef {import("../types").CellGrid} CellGrid */

export const BLANK = "var(--cl-background)";
const LETTERS = 1.4; // of a font as high as a cell, how many would have room in it

/**
 * A cell that is an element of its own.
 * @implements {Cell}
 */
export class Plate {
  /** @type {number | null} */
  value = null;
  look = { colour: "", label: "", ink: "", letters: 0 };

  /**
   * @param {SVGRectElement} rect
   * @param {import("../types").Box} box - its place
   * @param {SVGTextElement | null} text
   * @param {number} [smallest] - the least height of its font
   */
  constructor(rect, box, text, smallest = smallestFont(WIDE)) {
    this.rect = rect;
    this.box = box;
    this.text = text;
    this.most = Math.floor((LETTERS * box.width) / smallest);
  }

  get group() {
    return /** @type {SVGGraphicsElement} */ (this.rect.parentNode);
  }

  /** @param {string} colour */
  fill(colour) {
    this.rect.style.fill = colour;
  }

  mark() {} // its number says what is below zero
}

/**
 * A grid of cells in an element of the drawing; their places do not change, `paint` fills them.
 * @param {SVGGraphicsElement} group
 * @param {import("../types").Point} corner
 * @param {import("../types").Size} shape
 * @param {number} side - of a cell
 * @param {number} smallest - the least height of its font
 * @returns {import("../types").PaddedGrid}
 */
export function grid(group, corner, shape, side, smallest) {
  return side < LEGIBLE ? new Mosaic(group, corner, shape, side) : plates(group, corner, shape, side, smallest);
}

/**
 * Cells with numbers in them.
 * @param {SVGGraphicsElement} group
 * @param {import("../types").Point} corner
 * @param {import("../types").Size} shape
 * @param {number} side
 * @param {number} smallest
 * @returns {import("../types").PaddedGrid}
 */
function plates(group, { x, y }, { rows, columns }, side, smallest) {
  const cells = Array.from({ length: rows * columns }, (_, index) => {
    const [row, column] = placeOf(index, columns);
    const box = { x: x + column * side, y: y + row * side, width: side, height: side };
    const rect = group.appendChild(s("rect", { ...box, "stroke-width": 1 }));
    const text = group.appendChild(s("text", { x: box.x + side / 2, y: box.y + side / 2 + 1 }));
    return new Plate(rect, box, text, smallest);
  });
  /** @type {(isMeant: (row: number, column: number) => boolean) => Plate[]} */
  const those = (isMeant) => cells.filter((_, index) => isMeant(...placeOf(index, columns)));
  return {
    ...gridOf(cells, { rows, columns }),
    markPadding(top, left, image) {
      const isOut = (/** @type {number} */ place, /** @type {number} */ size) => place < 0 || place >= size;
      for (const { rect } of those(
        (row, column) => isOut(row - top, image.rows) || isOut(column - left, image.columns),
      ))
        rect.setAttribute("stroke-dasharray", "2 2");
    },
    markUnread(fromRow, fromColumn) {
      for (const { rect } of those((row, column) => row >= fromRow || column >= fromColumn))
        rect.style.opacity = "0.35";
    },
  };
}

/**
 * Cells in rows, which are found by their place, or by the element that the pointer is on.
 * @param {Plate[]} cells
 * @param {import("../types").Size} shape
 * @returns {import("../types").CellGrid<Plate>}
 */
export function gridOf(cells, { rows, columns }) {
  /** @type {Map<EventTarget | null, number>} */
  const places = new Map(cells.map(({ rect }, index) => [rect, index]));
  return {
    ...{ rows, columns, cells },
    cell: (row, column) => cells[row * columns + column],
    indexOf: ({ target }) => places.get(target),
  };
}

/**
 * A group of cells that the keyboard reaches; `Cursor` gives it the keys that its label promises.
 * @param {Element} parent
 * @param {string} name
 * @param {string} [keys]
 */
export function keyGroup(parent, name, keys = "arrow keys choose a cell, Enter acts on it") {
  return parent.appendChild(s("g", { tabindex: 0, role: "application", "aria-label": `${name}: ${keys}` }));
}

/**
 * A group of cells that are only looked at.
 * @param {Element} parent
 * @param {string} label
 */
export function namedGroup(parent, label) {
  return parent.appendChild(s("g", { role: "group", "aria-label": label }));
}

/**
 * @param {number} width
 * @param {number} height
 * @param {string} colour - its name in the palette
 * @param {string} [kind] - a further class
 */
export function frame(width, height, colour, kind = "") {
  return s("rect", { width, height, class: `cl-frame ${kind}`.trim(), stroke: `var(--cl-${colour})` });
}

/**
 * Let the pointer read the numbers of a grid in full.
 * @param {Element} group - what the grid is drawn in
 * @param {CellGrid} grid
 * @param {string} name
 * @param {import("./pointing.js").Pointing} pointing
 */
export function tellNumbers(group, grid, name, pointing) {
  const tell = (/** @type {PointerEvent} */ event) => {
    const index = grid.indexOf(event);
    const value = index === undefined ? null : grid.cells[index].value;
    if (index === undefined || value === null) return;
    pointing.say(`${name} ${place(...placeOf(index, grid.columns))} = ${exact(value)}`);
  };
  fill(group, {
    onpointerover: tell,
    onpointermove: tell,
    onpointerleave: () => pointing.rest(),
  });
}

/**
 * Fill a cell, and put a label in it as large as it fits. What is there already stays as it is: most of a picture does.
 * @param {Cell} cell
 * @param {string} colour
 * @param {string} [label]
 * @param {string} [ink] - the colour of the label
 * @param {number} [letters] - for how many there must be room
 */
export function paint(cell, colour, label = "", ink = "var(--cl-text)", letters = label.length) {
  const { text, box, look } = cell;
  cell.value = null;
  cell.mark(false);
  if (look.colour !== colour) cell.fill(colour);
  look.colour = colour;
  if (!text) return;
  if (look.label !== label) text.textContent = label;
  if (look.ink !== ink) text.style.fill = ink;
  if (look.letters !== letters)
    text.style.fontSize = `${Math.min(13, box.width * 0.4, (LETTERS * box.width) / Math.max(1, letters))}px`;
  cell.look = { colour, label, ink, letters };
}

/**
 * A number as it stands in a cell; what has no room is left out.
 * @param {Cell} cell
 * @param {number} value
 */
function labelOf({ text, most }, value) {
  return text ? fitted(value, most) : "";
}

/**
 * Fill a cell, and put a number in it.
 * @param {Cell} cell
 * @param {number} value
 * @param {string} colour
 * @param {string} [ink] - of the number
 */
export function paintNumber(cell, value, colour, ink) {
  paint(cell, colour, labelOf(cell, value), ink);
  cell.value = value;
}

/**
 * Fill a cell with the colour of a signed number, and put the number in it; where that has no room, a minus for a
 * number below zero.
 * @param {Cell} cell
 * @param {number} value
 * @param {number} limit - the number that has the full colour
 * @param {string} [label] - in place of the number
 * @param {number} [letters] - for how many there must be room
 */
export function paintSigned(cell, value, limit, label = labelOf(cell, value), letters = label.length) {
  paint(cell, signed(value, limit), label, undefined, letters);
  cell.value = value;
  cell.mark(isBlue(value, limit));
}

/**
 * Signed numbers into cells, all in the size that fits the longest of them.
 * @param {Cell[]} cells
 * @param {number[]} values
 * @param {number} limit - the number that has the full colour
 * @param {boolean} [hide] - a question mark instead of each
 */
export function write(cells, values, limit, hide = false) {
  const labels = cells.map((cell, k) => (hide ? "?" : labelOf(cell, values[k])));
  const longest = labels.reduce((most, { length }) => Math.max(most, length), 0);
  cells.forEach((cell, k) => {
    if (hide) paint(cell, BLANK, labels[k], undefined, longest);
    else paintSigned(cell, values[k], limit, labels[k], longest);
    if (!hide) cell.value = values[k];
  });
}

/**
 * The largest absolute value, in lists of lists of any depth.
 * @param {import("../types").Nested[]} values
 */
export function largest(values) {
  const numbers = /** @type {number[]} */ (values.flat(3));
  return numbers.reduce((most, number) => Math.max(most, Math.abs(number)), 0);
}

// Cells with numbers in them, and frames around them.

import { isBlue, minus, signed } from "../shared/colour.js";
import { fill, s } from "../shared/dom.js";
import { LEGIBLE, smallestFont, WIDE } from "../shared/room.js";
import { exact, fitted, place } from "../shared/text.js";

/** @typedef {import("../types").Cell} Cell */
/** @typedef {import("../types").CellGrid} CellGrid */

export const BLANK = "var(--cl-background)";
const MARKED = 5; // the side of a cell from which on a minus in it is seen
const LETTERS = 1.4; // of a font as high as a cell, how many would have room in it

/**
 * A grid of cells in an element of the drawing; their places do not change, `paint` fills them.
 * @param {Element} parent
 * @param {import("../types").Point} corner
 * @param {import("../types").Size} shape
 * @param {number} size - the side of a cell
 * @param {number} smallest - the least height of its font
 * @returns {CellGrid}
 */
export function grid(parent, { x, y }, { rows, columns }, size, smallest) {
  const pattern = s("rect", { width: size, height: size, "stroke-width": size < LEGIBLE ? 0.3 : 1 });
  const drawn = document.createDocumentFragment();
  /** @type {Cell[]} */
  const cells = [];
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const rect = /** @type {SVGRectElement} */ (pattern.cloneNode()); // there may be thousands of them
      rect.setAttribute("x", String(x + column * size));
      rect.setAttribute("y", String(y + row * size));
      drawn.append(rect);
      const middle = { x: x + (column + 0.5) * size, y: y + (row + 0.5) * size + 1 };
      const text = size < LEGIBLE ? null : drawn.appendChild(s("text", middle));
      cells.push(blankCell(rect, text, size, smallest));
    }
  parent.append(drawn);
  return gridOf(cells, { rows, columns });
}

/**
 * A cell that nothing was painted in yet.
 * @param {SVGRectElement} rect
 * @param {SVGTextElement | null} text
 * @param {number} size
 * @param {number} [smallest]
 * @returns {Cell}
 */
export function blankCell(rect, text, size, smallest = smallestFont(WIDE)) {
  const most = Math.floor((LETTERS * size) / smallest);
  return { rect, text, size, most, value: null, look: { colour: "", label: "", ink: "", letters: 0 } };
}

/**
 * Cells in rows, which are found by their place, or by the element that the pointer is on.
 * @param {Cell[]} cells
 * @param {import("../types").Size} shape
 * @returns {CellGrid}
 */
export function gridOf(cells, { rows, columns }) {
  /** @type {Map<EventTarget | null, number>} */
  const places = new Map(cells.map(({ rect }, index) => [rect, index]));
  return {
    ...{ rows, columns, cells },
    cell: (row, column) => cells[row * columns + column],
    indexOf: (target) => places.get(target),
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
export function tellNumbers(group, { cells, columns, indexOf }, name, pointing) {
  fill(group, {
    onpointerover: (/** @type {PointerEvent} */ event) => {
      const index = indexOf(event.target);
      if (index === undefined || cells[index].value === null) return;
      const where = place(Math.floor(index / columns), index % columns);
      pointing.say(`${name} ${where} = ${exact(cells[index].value ?? 0)}`);
    },
    onpointerout: () => pointing.rest(),
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
  const { rect, text, size, look, minus } = cell;
  cell.value = null;
  if (minus) minus.style.display = "none";
  if (look.colour !== colour) rect.style.fill = colour;
  look.colour = colour;
  if (!text) return;
  if (look.label !== label) text.textContent = label;
  if (look.ink !== ink) text.style.fill = ink;
  if (look.letters !== letters)
    text.style.fontSize = `${Math.min(13, size * 0.4, (LETTERS * size) / Math.max(1, letters))}px`;
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
  if (cell.text || cell.size < MARKED || !isBlue(value, limit)) return;
  cell.minus ??= addMinus(cell.rect);
  cell.minus.style.display = "";
}

/** @param {SVGRectElement} rect */
function addMinus(rect) {
  const [x, y, width, height] = ["x", "y", "width", "height"].map((name) => Number(rect.getAttribute(name)));
  const mark = s("path", { d: minus(x, y, width, height), class: "cl-minus" });
  rect.after(mark);
  return mark;
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

// Cells with numbers in them, and frames around them.

import { isBlue, minus, signed } from "../shared/colour.js";
import { s } from "../shared/dom.js";
import { LEGIBLE } from "../shared/room.js";
import { show } from "../shared/text.js";

/** @typedef {import("../types").Cell} Cell */
/** @typedef {import("../types").CellGrid} CellGrid */

export const BLANK = "var(--cl-background)";
const MARKED = 5; // the side of a cell from which on a minus in it is seen

/**
 * A grid of cells in an element of the drawing; their places do not change, `paint` fills them.
 * @param {Element} parent
 * @param {import("../types").Point} corner
 * @param {import("../types").Size} shape
 * @param {number} size - the side of a cell
 * @returns {CellGrid}
 */
export function grid(parent, { x, y }, { rows, columns }, size) {
  const line = size < LEGIBLE ? 0.3 : 1;
  /** @type {Cell[]} */
  const cells = [];
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const left = x + column * size;
      const top = y + row * size;
      const rect = s("rect", { x: left, y: top, width: size, height: size, "stroke-width": line });
      const text = size < LEGIBLE ? null : s("text", { x: x + (column + 0.5) * size, y: y + (row + 0.5) * size + 1 });
      parent.append(rect);
      if (text) parent.append(text);
      cells.push({ rect, text, size });
    }
  return { rows, columns, cells, cell: (row, column) => cells[row * columns + column] };
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
 * Fill a cell, and put a label in it as large as it fits.
 * @param {Cell} cell
 * @param {string} fill
 * @param {string} [label]
 * @param {string} [colour] - of the label
 */
export function paint({ rect, text, size, minus }, fill, label = "", colour = "var(--cl-text)") {
  rect.style.fill = fill;
  if (minus) minus.style.display = "none";
  if (!text) return;
  text.textContent = label;
  text.style.fill = colour;
  text.style.fontSize = `${Math.min(13, size * 0.4, (1.4 * size) / Math.max(1, label.length))}px`;
}

/**
 * Fill a cell with the colour of a signed number, and put a label in it; where that has no room, a minus for a number
 * below zero.
 * @param {Cell} cell
 * @param {number} value
 * @param {number} limit - the number that has the full colour
 * @param {string} label
 */
export function paintSigned(cell, value, limit, label) {
  paint(cell, signed(value, limit), label);
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
  const labels = values.map((value) => (hide ? "?" : show(value, 3)));
  const longest = labels.reduce((a, b) => (b.length > a.length ? b : a), "");
  cells.forEach((cell, k) => {
    if (hide) paint(cell, BLANK, longest);
    else paintSigned(cell, values[k], limit, longest);
    if (cell.text) cell.text.textContent = labels[k];
  });
}

/**
 * The largest absolute value, in lists of lists of any depth.
 * @param {import("../types").Nested[]} values
 */
export function largest(values) {
  const numbers = /** @type {number[]} */ (values.flat(3));
  return Math.max(0, ...numbers.map(Math.abs));
}

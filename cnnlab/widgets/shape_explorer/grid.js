// A grid of cells that is pointed at, and that the keyboard walks through.

import { s } from "../shared/dom.js";
import { arrowsAndEnds, keep } from "../shared/keys.js";
import { range, within } from "../shared/numbers.js";
import { LEGIBLE } from "../shared/room.js";

/** @typedef {[row: number, column: number]} Place */

/**
 * Where a grid is, and what it is called.
 * @typedef {object} Plan
 * @property {string} label
 * @property {import("./layout.js").Corner} corner
 * @property {number} count - of its rows, and of its columns
 * @property {number} cell - the side of one
 */

/**
 * How a cell looks; without a number, it has no text. The rim keeps a number readable where lines cross its cell.
 * @typedef {object} Look
 * @property {import("../types").Attributes} attributes
 * @property {{ value: number, colour: string, rim: string }} [number]
 */

/**
 * Whom a grid tells what happens in it. `at` is the cell that was chosen last.
 * @typedef {object} Listener
 * @property {() => Place} at
 * @property {(place: Place, aloud: boolean) => void} point - aloud where it was the keyboard that chose
 * @property {() => void} rest
 */

/**
 * A grid, its cells row by row, and the group of its numbers, which is the last in it.
 * @param {Plan} plan
 * @param {(row: number, column: number) => Look} look
 * @param {Listener} listener
 */
export function grid(plan, look, listener) {
  const { label, cell, count } = plan;
  const numbers = s("g");
  const rects = [];
  for (const row of range(count))
    for (const column of range(count)) {
      const { attributes, number } = look(row, column);
      rects.push(square(plan, row, column, attributes));
      if (number && cell >= LEGIBLE) numbers.append(digits(plan, row, column, number));
    }
  const root = s("g", { tabindex: 0, role: "application", "aria-label": label }, ...rects, numbers);
  hearPointer(root, rects, count, listener);
  hearKeyboard(root, count, listener);
  return { root, rects, numbers };
}

/**
 * @param {Plan} plan
 * @param {number} row
 * @param {number} column
 * @param {import("../types").Attributes} attributes
 */
function square({ corner, cell }, row, column, attributes) {
  return s("rect", {
    x: corner.left + column * cell,
    y: corner.top + row * cell,
    width: cell,
    height: cell,
    stroke: "var(--cl-line)",
    "stroke-width": cell < 10 ? 0.4 : 1,
    ...attributes,
  });
}

/**
 * @param {Plan} plan
 * @param {number} row
 * @param {number} column
 * @param {NonNullable<Look["number"]>} number
 */
function digits({ corner, cell }, row, column, { value, colour, rim }) {
  const x = corner.left + (column + 0.5) * cell;
  const y = corner.top + (row + 0.5) * cell + 1;
  const outline = `stroke:${rim};stroke-width:9;paint-order:stroke`;
  const style = `fill:${colour};${outline};font-size:${Math.min(14, cell * 0.5)}px`;
  return s("text", { x, y, style }, String(value));
}

/**
 * One listener watches all cells.
 * @param {SVGGElement} root
 * @param {SVGRectElement[]} rects
 * @param {number} count
 * @param {Listener} listener
 */
function hearPointer(root, rects, count, listener) {
  /** @type {Map<EventTarget | null, Place>} */
  const places = new Map(rects.map((rect, n) => [rect, [Math.floor(n / count), n % count]]));
  root.addEventListener("pointerover", ({ target }) => {
    const place = places.get(target);
    if (place) listener.point(place, false);
  });
  root.addEventListener("pointerleave", () => listener.rest());
}

/**
 * @param {SVGGElement} root
 * @param {number} count
 * @param {Listener} listener
 */
function hearKeyboard(root, count, listener) {
  root.addEventListener("keydown", (event) => {
    const step = arrowsAndEnds(event);
    if (!step) return;
    keep(event);
    const [row, column] = listener.at();
    listener.point([within(row + step[0], count), within(column + step[1], count)], true);
  });
  root.addEventListener("focus", () => listener.point(listener.at(), true));
  root.addEventListener("blur", () => listener.rest());
}

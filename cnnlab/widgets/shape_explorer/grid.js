// A grid of cells that is pointed at, and that the keyboard walks through.

import { s } from "../shared/dom.js";
import { arrowsAndEnds, keep } from "../shared/keys.js";
import { range, within } from "../shared/numbers.js";
import { cellAt } from "../shared/pixels.js";
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
 * How a cell looks; without a number, it has no text. The rim keeps a number readable where lines cross its cell. Cells
 * that look the same share one object.
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
 * A grid, the group of its numbers, and a way to light some of its cells. All cells of one look are one path: with an
 * element for each of some thousand cells a page would take longer than a frame to draw them.
 * @param {Plan} plan
 * @param {(row: number, column: number) => Look} look
 * @param {Listener} listener
 */
export function grid(plan, look, listener) {
  const { label, corner, cell, count } = plan;
  const numbers = s("g");
  /** @type {Map<Look, string[]>} */
  const squares = new Map();
  for (const row of range(count))
    for (const column of range(count)) {
      const known = look(row, column);
      const alike = squares.get(known) ?? [];
      squares.set(known, alike);
      alike.push(square(plan, row, column));
      if (known.number && cell >= LEGIBLE) numbers.append(digits(plan, row, column, known.number));
    }
  const line = { stroke: "var(--cl-line)", "stroke-width": cell < 10 ? 0.4 : 1 };
  const cells = [...squares].map(([{ attributes }, parts]) => s("path", { ...line, ...attributes, d: parts.join("") }));
  const lit = s("path", { class: "cl-lit", "stroke-width": line["stroke-width"] });
  const side = count * cell;
  const whole = { x: corner.left, y: corner.top, width: side, height: side, fill: "none", "pointer-events": "all" };
  const touched = s("rect", whole);
  const root = s("g", { tabindex: 0, role: "application", "aria-label": label }, ...cells, lit, numbers, touched);
  hearPointer(touched, count, listener);
  hearKeyboard(root, count, listener);
  /** @param {Place[]} places */
  const light = (places) => lit.setAttribute("d", places.map((place) => square(plan, ...place)).join(""));
  return { root, numbers, light };
}

/**
 * A cell as a part of a path.
 * @param {Plan} plan
 * @param {number} row
 * @param {number} column
 */
function square({ corner, cell }, row, column) {
  return `M${corner.left + column * cell} ${corner.top + row * cell}h${cell}v${cell}h${-cell}z`;
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
 * @param {SVGRectElement} touched - what lies over all cells
 * @param {number} count
 * @param {Listener} listener
 */
function hearPointer(touched, count, listener) {
  let last = "";
  /** @param {PointerEvent} event */
  const over = (event) => {
    const place = cellAt(event, touched, count, count);
    if (last === String(place)) return;
    last = String(place);
    listener.point(place, false);
  };
  for (const name of /** @type {const} */ (["pointerover", "pointermove"])) touched.addEventListener(name, over);
  touched.addEventListener("pointerleave", () => {
    last = "";
    listener.rest();
  });
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

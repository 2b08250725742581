// A row of cells along the axis.

import { s } from "../shared/dom.js";
import { gridOf, Plate } from "../stepper/cells.js";
import { ROW } from "./layout.js";

/**
 * `look` says where the first cell is, how far the next one is from it, and how large each is; numbers stand in the
 * last ROW of their height, where they are `legible`.
 * @param {Element} parent
 * @param {number} count
 * @param {{ x: number, y: number, pitch: number, width: number, height: number, legible: boolean, line?: number }} look
 * @returns {import("../types").CellGrid<Plate>}
 */
export function strip(parent, count, { x, y, pitch, width, height, legible, line = 0 }) {
  const cells = Array.from({ length: count }, (_, k) => {
    const left = x + k * pitch;
    const crisp = { "stroke-width": line, "shape-rendering": "crispEdges" };
    const box = { x: left, y, width, height };
    const rect = s("rect", { ...box, ...crisp });
    const text = legible ? s("text", { x: left + width / 2, y: y + height - ROW / 2 + 1 }) : null;
    parent.append(rect);
    if (text) parent.append(text);
    return new Plate(rect, box, text);
  });
  return rowOf(cells);
}

/**
 * Cells as a grid of one row.
 * @param {Plate[]} cells
 * @returns {import("../types").CellGrid<Plate>}
 */
export function rowOf(cells) {
  return gridOf(cells, { rows: 1, columns: cells.length });
}

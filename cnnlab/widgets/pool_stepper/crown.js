// The mark around the cell that wins.

import { s } from "../shared/dom.js";

/**
 * @param {Element} parent
 * @param {number} size - of the cell
 */
export function addCrown(parent, size) {
  const look = { width: size, height: size, class: "cl-frame cl-winner", stroke: "var(--cl-highlight)" };
  return parent.appendChild(s("rect", { ...look, role: "img", "aria-label": "Winner" }));
}

/**
 * Put a crown on a cell of a grid; on none where nobody wins.
 * @param {SVGElement} crown
 * @param {import("../types").Point} corner - of the grid
 * @param {number} size - of its cells
 * @param {{ row: number, column: number }} [cell]
 */
export function crownCell(crown, corner, size, cell) {
  crown.style.display = cell ? "" : "none";
  if (cell)
    crown.setAttribute("transform", `translate(${corner.x + cell.column * size} ${corner.y + cell.row * size})`);
}

/**
 * Where the winner of a step is in its window, and on the padded input; null where nobody wins.
 * @param {import("../types").PoolWalk} walk
 * @param {import("../types").Layout} at
 * @param {number} channel
 * @param {number} step
 */
export function winnerOf(walk, at, channel, step) {
  const winner = walk.winners[channel][step];
  if (!winner) return null;
  const [row, column] = winner;
  const top = Math.floor(step / at.out.columns) * walk.stride[0];
  const left = (step % at.out.columns) * walk.stride[1];
  return { inWindow: { row, column }, onInput: { row: top + row, column: left + column } };
}

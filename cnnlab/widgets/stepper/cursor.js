// Pointer and keyboard over grids of cells: both point at a cell, and choose one.

import { fill } from "../shared/dom.js";
import { arrows, keep } from "../shared/keys.js";
import { within } from "../shared/numbers.js";
import { frame } from "./cells.js";
import { placeOf } from "./window.js";

/** @typedef {import("../types").CellGrid} CellGrid */
/** @typedef {import("../types").CellActions} CellActions */
/** @typedef {import("../types").OnCell} OnCell */
/** @typedef {{ group: Element, grids: CellGrid[], actions: CellActions, label: string }} Bound */

export class Cursor {
  /**
   * @param {import("./pointing.js").Pointing} pointing
   * @param {Element} live - where what the keyboard points at is read out
   */
  constructor(pointing, live) {
    this.pointing = pointing;
    this.live = live;
    this.frame = frame(0, 0, "highlight");
    /** @type {Map<string, [row: number, column: number]>} */
    this.places = new Map(); // by a group's label, for they outlive a drawing
    this.again = () => {}; // points once more at what is pointed at: its number may be another one by then
  }

  /**
   * Put the keyboard's frame on the drawing that begins, of which nothing is pointed at.
   * @param {Element} parent
   */
  addFrame(parent) {
    this.rest();
    this.frame = parent.appendChild(frame(0, 0, "highlight"));
    this.frame.style.display = "none";
  }

  /**
   * Give the cells of a group their actions; its grids have one shape, and stand under one another.
   * @param {Element} group
   * @param {CellGrid[]} grids
   * @param {CellActions} actions
   */
  bind(group, grids, actions) {
    const bound = this.bindKeys(group, grids, actions);
    const [{ rows, columns }] = grids;
    /** @type {(act: OnCell) => (event: MouseEvent) => void} */
    const onCell = (act) => (event) => {
      grids.forEach((grid, channel) => {
        const index = grid.indexOf(event);
        if (index !== undefined) act(channel, ...placeOf(index, columns));
      });
    };
    let last = "";
    const point = onCell((...cell) => {
      if (String(cell) !== last) this.point(actions, cell);
      last = String(cell);
    });
    // On the group and not on each of its cells, of which there may be thousands.
    fill(group, {
      onpointerdown: onCell((channel, row, column) => this.take(bound, channel * rows + row, column)),
      onpointerover: point,
      onpointermove: point,
      onpointerleave: () => {
        last = "";
        this.rest();
      },
      onclick: onCell((...cell) => actions.choose?.(...cell)),
    });
  }

  /**
   * The same for the keyboard alone.
   * @param {Element} group
   * @param {CellGrid[]} grids
   * @param {CellActions} actions
   * @returns {Bound}
   */
  bindKeys(group, grids, actions) {
    const bound = { group, grids, actions, label: group.getAttribute("aria-label") ?? "" };
    fill(group, {
      onfocus: () => this.mark(bound, 0, 0),
      onblur: () => this.leave(),
      /** @param {KeyboardEvent} event */
      onkeydown: (event) => this.press(bound, event),
    });
    return bound;
  }

  /**
   * @param {Bound} bound
   * @returns {[channel: number, row: number, column: number]}
   */
  cellOf({ grids, label }) {
    const [{ rows, columns }] = grids;
    const [row, column] = this.places.get(label) ?? [0, 0];
    const [channel, rowInIt] = placeOf(within(row, rows * grids.length), rows);
    return [channel, rowInIt, within(column, columns)];
  }

  /**
   * @param {Bound} bound
   * @param {KeyboardEvent} event
   */
  press(bound, event) {
    const step = arrows(event);
    if (!step && event.key !== "Enter") return;
    keep(event);
    const { nudge, choose } = bound.actions;
    if (!step) choose?.(...this.cellOf(bound));
    else if (step[0] !== 0 && nudge) nudge(this.cellOf(bound)[2], -step[0]);
    else this.mark(bound, ...step);
  }

  /**
   * Go on from a cell that was pressed: where the group has no focus yet, it comes after this.
   * @param {Bound} bound
   * @param {number} stacked - its row, as if the grids were one
   * @param {number} column
   */
  take(bound, stacked, column) {
    this.places.set(bound.label, [stacked, column]);
    if (bound.group === document.activeElement) this.mark(bound, 0, 0);
  }

  /**
   * Point at the cell that is so many rows and columns further on.
   * @param {Bound} bound
   * @param {number} down
   * @param {number} across
   */
  mark(bound, down, across) {
    const { grids, actions, label } = bound;
    const [{ rows, columns }] = grids;
    const [oldChannel, oldRow, oldColumn] = this.cellOf(bound);
    const stacked = within(oldChannel * rows + oldRow + down, rows * grids.length);
    this.places.set(label, [stacked, within(oldColumn + across, columns)]);
    const cell = this.cellOf(bound);
    const [channel, ...place] = cell;
    actions.over?.append(this.frame);
    fill(this.frame, grids[channel].cell(...place).box).style.display = "";
    this.point(actions, cell);
    this.live.textContent = this.pointing.hint.textContent;
  }

  /**
   * @param {CellActions} actions
   * @param {Parameters<OnCell>} cell
   */
  point({ point }, cell) {
    this.again = () => point(...cell);
    this.again();
  }

  leave() {
    this.frame.style.display = "none";
    this.rest();
  }

  rest() {
    this.again = () => {};
    this.pointing.rest();
  }
}

// What of a network may be changed, and how the keyboard goes from one number to the next.

import { within } from "../shared/numbers.js";
import { middleOf } from "./places.js";

/** @typedef {import("../types").TinySettings} Settings */
/** @typedef {import("../types").Box} Box */
/**
 * What of a network may be changed, by its place: its box, the setting that it is in and where, and the column that the
 * keyboard finds it in.
 * @typedef {{ id: string, box: Box, name: keyof Settings & string, place: number[], column: number }} Editable
 */
const GROUPS = 3;

/**
 * All of them.
 * @param {import("./layout.js").TinyLayout} at
 * @returns {Editable[]}
 */
export function editablesOf({ nodes, edges, biases }) {
  const inputs = nodes.filter(({ letter }) => letter === "x");
  /** @type {(id: string) => number[]} */
  const numbers = (id) => id.slice(1).split(",").map(Number);
  return [
    ...inputs.map(({ id, box, index }) => ({
      id,
      box,
      name: /** @type {const} */ ("inputs"),
      place: [index],
      column: 0,
    })),
    ...edges.map(({ id, label }) => {
      const first = id[0] === "w";
      const name = first ? /** @type {const} */ ("hidden") : /** @type {const} */ ("output");
      return { id, box: label, name, place: numbers(id), column: first ? 1 : 2 };
    }),
    ...biases.map(({ id, box }) => {
      const first = id[0] === "b";
      const name = first ? /** @type {const} */ ("hidden_bias") : /** @type {const} */ ("output_bias");
      return { id, box, name, place: numbers(id), column: first ? 1 : 2 };
    }),
  ];
}

/**
 * The next one along a column of inputs or weights as they stand on the page, or the nearest of the next column.
 * @param {Editable[]} editables
 * @param {Editable} now
 * @param {import("../shared/keys.js").Step} step
 * @param {boolean} narrow - where columns are rows
 */
export function nextOf(editables, now, [down, across], narrow) {
  const [along, aside] = narrow ? [across, down] : [down, across];
  const column = within(now.column + aside, GROUPS);
  /** @type {(one: Editable) => [along: number, aside: number]} */
  const place = ({ box }) => {
    const { x, y } = middleOf(box);
    return narrow ? [x, y] : [y, x];
  };
  /** @type {(one: Editable) => number} */
  const away = (one) => Math.abs(place(one)[0] - place(now)[0]);
  const stops = editables
    .filter((one) => one.column === column)
    .sort((one, other) => place(one)[0] - place(other)[0] || place(one)[1] - place(other)[1]);
  if (aside) return stops.reduce((best, one) => (away(one) < away(best) ? one : best));
  return stops[within(stops.indexOf(now) + along, stops.length)];
}

/**
 * @param {Settings} settings
 * @param {keyof Settings & string} name
 * @param {number[]} place
 */
export function numberAt(settings, name, place) {
  /** @type {unknown} */
  let part = settings[name];
  for (const index of place) part = /** @type {unknown[]} */ (part)[index];
  return Number(part);
}

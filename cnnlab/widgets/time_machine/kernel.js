// The training of one kernel: its weights at each moment, beside those of the kernel that is looked for.

import { h, s } from "../shared/dom.js";
import { inRem, isNarrow, WIDE } from "../shared/room.js";
import { inDigits } from "../shared/text.js";
import { grid, largest, namedGroup, tellNumbers, write } from "../stepper/cells.js";
import { Pointing } from "../stepper/pointing.js";
import { topOf } from "./curve.js";
import { about, offWords } from "./words.js";

/** @typedef {import("../types").Grid} Grid */

const SIDE = 64; // of a cell, at most
const BESIDE = 48; // the least side where two kernels lie beside each other on a phone
const WIDEST = 336; // units of a kernel, which a phone has room for
const GAP = 16; // between two, as in style.css
const FONT = 10; // the least height of a number
const RIM = 1; // around the cells, for half of their lines

/**
 * @param {import("../types").KernelFilm} film
 * @returns {import("../types").Scene}
 */
export function kernelScene({ steps, losses, kernels, wanted }) {
  const limit = largest([kernels, wanted ?? []]);
  const colours = `Orange is above zero, blue below; full colour is ${inDigits(limit, 3)}.`;
  const pointing = new Pointing(`${colours} Point at a weight to read all of it.`);
  const pair = h("div", { class: "cl-weights" });
  const top = topOf(Math.max(...losses));
  let moment = 0;
  let update = () => {};
  const layOut = (/** @type {number} */ room) => {
    const side = sideIn(room, kernels[0]);
    const now = drawn("The kernel now", kernels[0], side, pointing);
    const goal = wanted && drawn("The kernel to find", wanted, side, pointing);
    update = () => write(now.cells, kernels[moment].flat(), limit);
    update();
    if (goal) write(goal.cells, wanted.flat(), limit);
    pair.replaceChildren(now.root, goal?.root ?? "");
  };
  layOut(WIDE);
  return {
    name: "a kernel while it learns",
    curve: {
      steps,
      heights: losses.map((loss) => loss / top),
      scale: [0, top / 2, top].map((loss) => inDigits(loss)),
      label: `The loss at each moment, from ${about(losses[0])} to ${about(losses[losses.length - 1])}`,
    },
    parts: [pair, pointing.hint],
    layOut,
    update(chosen) {
      moment = chosen;
      pointing.rest(); // what was pointed at has another value now
      update();
      const off = wanted ? offWords(kernels[moment], wanted) : "";
      return ["the loss is ", h("b", {}, about(losses[moment])), `.${off}`];
    },
  };
}

/**
 * The side of a cell: on a phone two small kernels lie beside each other.
 * @param {number} room
 * @param {Grid} kernel
 */
function sideIn(room, kernel) {
  const most = Math.max(kernel.length, kernel[0].length);
  const half = Math.floor(((room - GAP) / 2 - 2 * RIM) / most);
  const alone = Math.min(SIDE, Math.floor(WIDEST / most));
  return isNarrow(room) && half >= BESIDE ? Math.min(half, SIDE) : alone;
}

/**
 * A kernel whose numbers can be read.
 * @param {string} title
 * @param {Grid} kernel
 * @param {number} side - of a cell
 * @param {Pointing} pointing
 */
function drawn(title, kernel, side, pointing) {
  const [rows, columns] = [kernel.length, kernel[0].length];
  const [width, height] = [columns, rows].map((count) => count * side + 2 * RIM);
  const svg = s("svg", { viewBox: `${-RIM} ${-RIM} ${width} ${height}` });
  svg.style.width = inRem(width);
  const group = namedGroup(svg, title);
  const made = grid(group, { x: 0, y: 0 }, { rows, columns }, side, FONT);
  tellNumbers(group, made, title, pointing);
  return { root: h("div", {}, h("div", { class: "cl-heading" }, title), svg), cells: made.cells };
}

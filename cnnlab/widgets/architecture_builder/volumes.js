// What each layer makes, as volumes to scale; the layer that is edited marks what it reads and what it makes.

import { h, s } from "../shared/dom.js";
import { DEPTH, drawnChannels, extent, foldedOutline, scale } from "./scale.js";

/** @typedef {import("../types").Plan} Plan */
/** @typedef {import("./scale.js").Shape} Shape */

/**
 * The volumes of a plan, in order. A ReLU keeps the shape: it has no volume of its own.
 * @param {Plan} plan
 * @param {number} selected
 * @param {(layer: number) => void} select
 */
export function volumes(plan, selected, select) {
  const shapes = [plan.input_shape, ...plan.rows.map(({ shape }) => shape)];
  const { high, unit } = scale(shapes);
  const slots = [volume(plan.input_shape, high, unit, "input", plan.input_said)];
  const slotOf = [slots[0]]; // of the input, then of what each layer makes
  plan.rows.forEach((row, k) => {
    const { kind } = plan.layers[k];
    if (kind === "ReLU") addToName(slots[slots.length - 1], " + ReLU");
    else {
      const slot = volume(row.shape, high, unit, kind, row.said);
      slot.addEventListener("click", () => select(k));
      slots.push(slot);
    }
    slotOf.push(slots[slots.length - 1]);
  });
  const layer = plan.layers[selected];
  if (!plan.rows[selected] || layer.kind === "ReLU") return slots;
  const [read, made] = slotOf.slice(selected, selected + 2);
  read.classList.add("cl-read");
  made.classList.add("cl-made");
  if (layer.kernel_size && !layer.padding) {
    markWindow(read, shapes[selected], Number(layer.kernel_size), unit, "window");
    markWindow(made, shapes[selected + 1], 1, unit, "output");
  }
  return slots;
}

/**
 * @param {Shape} shape
 * @param {number} high
 * @param {number} unit
 * @param {string} name
 * @param {string} words
 */
function volume(shape, high, unit, name, words) {
  const [width, height] = extent(shape, high).map((cells) => Math.max(2, cells * unit));
  const picture = s(
    "svg",
    {
      width: width + 4,
      height: height + 4,
      viewBox: `-2 -2 ${width + 4} ${height + 4}`,
      "aria-hidden": "true",
    },
    ...(shape.length === 1 ? [s("path", { d: foldedOutline(shape[0], high, unit) })] : slices(shape, unit, height)),
  );
  return h("div", { class: "cl-volume" }, picture, h("b", {}, name), words);
}

/**
 * @param {Element} slot
 * @param {string} words
 */
function addToName(slot, words) {
  const name = /** @type {Element} */ (slot.querySelector("b"));
  name.textContent += words;
}

/**
 * The last channel first, so that the first lies in front.
 * @param {Shape} shape
 * @param {number} unit
 * @param {number} height
 */
function slices([channels, rows, columns], unit, height) {
  const slice = (/** @type {number} */ channel) =>
    s("rect", {
      x: channel * DEPTH.right * unit,
      y: height - rows * unit - channel * DEPTH.up * unit,
      width: columns * unit,
      height: rows * unit,
    });
  return drawnChannels(channels).reverse().map(slice);
}

/**
 * The first window of what is read, or the cell that it makes, in front of the volume.
 * @param {Element} slot
 * @param {Shape} shape
 * @param {number} size
 * @param {number} unit
 * @param {string} meaning - the palette's name for it
 */
function markWindow(slot, shape, size, unit, meaning) {
  const height = Math.max(2, extent(shape, 0)[1] * unit);
  slot.querySelector("svg")?.append(
    s("rect", {
      class: "cl-one",
      x: 0,
      y: height - shape[1] * unit,
      width: size * unit,
      height: size * unit,
      style: `fill:var(--cl-${meaning})`,
    }),
  );
}

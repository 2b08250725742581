// A stack of layers as a plan: what each would make and cost, or why one cannot stand where it is.

import { fields } from "../shared/arithmetic/counts.js";
import { Misfit, misfit } from "../shared/arithmetic/sentences.js";
import { count } from "../shared/text.js";
import { LAYER_KINDS, shapeWords } from "./kinds.js";

/** @typedef {import("../types").Plan} Plan */
/** @typedef {import("../types").PlanRow} PlanRow */
/** @typedef {import("../types").PlannedLayer} PlannedLayer */
/** @typedef {import("../types").ArchitectureBuilderState["limits"]} Limits */
/** @typedef {import("./kinds.js").Settings} Settings */
/** @typedef {import("./kinds.js").Shape} Shape */

const BYTES = 4; // of a number in float32

/**
 * The plan of a stack for inputs of one shape. A Misfit for settings outside of the limits.
 * @param {Shape} inputShape
 * @param {PlannedLayer[]} stack
 * @param {Limits} limits
 * @returns {Plan}
 */
export function planOf(inputShape, stack, limits) {
  checkInput(inputShape, limits);
  const layers = stack.map((layer, place) => checked(layer, place, limits));
  if (layers.length > limits.layers) throw misfit("plan layers", { most: limits.layers, count: layers.length });
  const { shapes, problem } = shapesOf(layers, inputShape);
  const seen = fields(layers.map(windowOf));
  const rows = shapes.slice(1).map((made, k) => rowOf(layers[k], shapes[k], made, seen[k].size));
  /** @param {"params" | "macs" | "memory"} name */
  const total = (name) => rows.reduce((sum, row) => sum + row[name], 0);
  return {
    ...{ input_shape: inputShape, input_said: shapeWords(inputShape), layers, rows, problem },
    totals: { params: total("params"), macs: total("macs"), memory: total("memory") },
    code: codeOf(inputShape, rows),
  };
}

/**
 * @param {Shape} shape
 * @param {Limits} limits
 */
function checkInput(shape, limits) {
  ["channels", "rows", "columns"].forEach((name, axis) => {
    if (shape[axis] < 1) throw misfit("at least", { name: `the input's ${name}`, least: 1, value: shape[axis] });
    const most = limits.input[axis];
    if (shape[axis] > most) throw misfit("input at most", { name, most, value: shape[axis] });
  });
}

/**
 * A layer with all its settings, each within its limits.
 * @param {PlannedLayer} layer
 * @param {number} place
 * @param {Limits} limits
 * @returns {PlannedLayer}
 */
function checked(layer, place, limits) {
  const { kind } = layer;
  const usual = limits.kinds[kind];
  const settings = { ...usual, ...layer };
  // The windows of a pooling lie side by side, unless its stride is set.
  if (kind.endsWith("Pool2d") && layer.stride === undefined) settings.stride = settings.kernel_size;
  for (const name of Object.keys(usual)) {
    const [least, most] = limits.settings[name];
    const value = Number(settings[name]);
    if (value < least) throw misfit("at least", { name: `${name} of layer ${place}, ${kind},`, least, value });
    if (value > most) throw misfit("setting at most", { name, place, kind, most: count(most), value: count(value) });
  }
  return settings;
}

/**
 * The shapes of the input and of what each layer makes, as far as they fit; and why the next does not.
 * @param {PlannedLayer[]} layers
 * @param {Shape} inputShape
 */
function shapesOf(layers, inputShape) {
  const shapes = [inputShape];
  for (const [place, layer] of layers.entries()) {
    try {
      shapes.push(LAYER_KINDS[layer.kind].shape(numbersOf(layer), shapes[place]));
    } catch (error) {
      if (!(error instanceof Misfit)) throw error;
      return { shapes, problem: misfit("cannot stand", { place, kind: layer.kind, why: error.message }).message };
    }
  }
  return { shapes, problem: "" };
}

/**
 * A layer's settings without its kind: all of them are numbers.
 * @param {PlannedLayer} layer
 */
function numbersOf(layer) {
  return /** @type {Settings} */ (/** @type {unknown} */ (layer));
}

/**
 * A layer's window for `fields`.
 * @param {PlannedLayer} layer
 */
function windowOf(layer) {
  if (layer.kind === "Linear") return null;
  const { kernel_size, stride, padding = 0 } = numbersOf(layer);
  if (kernel_size === undefined) return [];
  /** @type {import("../shared/arithmetic/counts.js").Axis} */
  const axis = [kernel_size, stride, padding, 1];
  return [axis, axis];
}

/**
 * @param {PlannedLayer} layer
 * @param {Shape} shape
 * @param {Shape} made
 * @param {number[] | null} seen
 * @returns {PlanRow}
 */
function rowOf(layer, shape, made, seen) {
  const kind = LAYER_KINDS[layer.kind];
  const cost = kind.cost(numbersOf(layer), shape, made);
  const options = [...kind.call(numbersOf(layer), shape), ...(cost.params ? ["rng=rng"] : [])];
  return {
    call: `nn.${layer.kind}(${options.join(", ")})`,
    shape: made,
    said: shapeWords(made),
    ...cost,
    memory: BYTES * made.reduce((product, size) => product * size),
    sees: seen ? seen.join(" x ") : "all",
    note: noteOn(numbersOf(layer), shape),
  };
}

/**
 * What a learner may not have wanted: rows or columns that no window reads.
 * @param {Settings} layer
 * @param {Shape} shape
 */
function noteOn({ kernel_size: kernel, stride, padding = 0 }, [, ...sizes]) {
  if (kernel === undefined) return "";
  const notes = [];
  if (stride > kernel && Math.max(...sizes) + 2 * padding >= kernel + stride)
    notes.push(`Stride ${stride} is larger than the window: cells between two windows are never read.`);
  const lost = sizes.flatMap((size, axis) => {
    const unread = Math.min(size, ((size + 2 * padding - kernel) % stride) - padding);
    const name = ["row", "column"][axis];
    if (unread <= 0) return [];
    return [unread === 1 ? `the last ${name}` : `the last ${unread} ${name}s`];
  });
  if (lost.length) notes.push(`No window reads ${lost.join(" and ")}.`);
  return notes.join(" ");
}

/**
 * The Python that makes the network, ready to paste; of a stack with a problem, as far as it goes.
 * @param {Shape} inputShape
 * @param {PlanRow[]} rows
 */
function codeOf(inputShape, rows) {
  const lines = rows.map(({ call }) => `    ${call},\n`).join("");
  return (
    "import numpy as np\nfrom cnnlab import nn\n\nrng = np.random.default_rng(0)\n" +
    `model = nn.Sequential(\n${lines})\nmodel(np.zeros((1, ${inputShape.join(", ")}), np.float32)).shape`
  );
}

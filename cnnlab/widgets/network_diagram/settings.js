// What a learner sets in NetworkDiagram: the image, and the units of each layer.

import { h } from "../shared/dom.js";
import { choose } from "../shared/model.js";
import { layerName } from "./words.js";

/** @typedef {import("../types").NetworkDiagramState} State */
/** @typedef {import("../types").Model<State>} Model */

const NEW_LAYER = 16; // units

/**
 * The controls for the network as it is.
 * @param {Model} model
 */
export function settings(model) {
  const sizes = model.get("sizes");
  const side = model.get("side");
  const first = side == null ? 0 : 1; // of these sizes; the image is the layer before them
  const layers = first + sizes.length;
  const full = layers >= model.get("limits").layers;
  const add = () => choose(model, "sizes", sizes.toSpliced(-1, 0, NEW_LAYER));
  return [
    ...(side == null ? [] : imageSettings(model, side)),
    ...sizes.flatMap((_, place) => layerSettings(model, place, first + place, layers - 1)),
    ...(full ? [] : [button("Add a hidden layer", add)]),
  ];
}

/**
 * @param {Model} model
 * @param {number} side
 */
function imageSettings(model, side) {
  const [min, max] = model.get("limits").side;
  const name = { "aria-label": "side of the image" };
  const look = { class: "cl-side", "data-key": "slider" };
  const slider = h("input", { type: "range", min, max, value: side, ...name, ...look });
  slider.addEventListener("change", () => choose(model, "side", slider.valueAsNumber));
  const colour = h("input", { type: "checkbox", "data-key": "colour" });
  colour.checked = model.get("colour");
  colour.addEventListener("change", () => choose(model, "colour", colour.checked));
  const typed = field("side", side, model.get("limits")["typed side"], (value) => choose(model, "side", value));
  return [typed, slider, h("label", {}, colour, "colour")];
}

/**
 * The units of a layer; a hidden one can be removed.
 * @param {Model} model
 * @param {number} place - among the sizes
 * @param {number} layer
 * @param {number} last - layer of the network
 */
function layerSettings(model, place, layer, last) {
  const sizes = model.get("sizes");
  const name = layerName(layer, last);
  const resize = (/** @type {number} */ units) => choose(model, "sizes", sizes.with(place, units));
  const units = field(name, sizes[place], model.get("limits").units, resize, { class: "cl-units" });
  if (layer === 0 || layer === last) return [units];
  const remove = () => choose(model, "sizes", sizes.toSpliced(place, 1));
  return [units, button("Remove", remove, `Remove ${name}`)];
}

/**
 * A whole number from 1, which is taken when it is done, not while it is typed.
 * @param {string} label
 * @param {number} value
 * @param {number} max
 * @param {(value: number) => void} take
 * @param {import("../types").Attributes} [attributes]
 */
function field(label, value, max, take, attributes = {}) {
  const range = { type: "number", min: 1, max, value, "data-key": label };
  const input = h("input", { ...range, ...attributes });
  const finish = () => {
    if (Number.isFinite(input.valueAsNumber)) take(Math.round(input.valueAsNumber));
  };
  input.addEventListener("change", finish);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") finish();
  });
  return h("label", {}, label, input);
}

/**
 * @param {string} label
 * @param {() => void} press
 * @param {string} [name]
 */
function button(label, press, name = label) {
  return h("button", { onclick: press, "aria-label": name, "data-key": name }, label);
}

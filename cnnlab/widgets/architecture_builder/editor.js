// The layer that is being edited: its settings, its place, and what may follow it.

import { h } from "../shared/dom.js";
import { button, field } from "./fields.js";

/** @typedef {import("../types").PlannedLayer} PlannedLayer */
/** @typedef {import("../types").ArchitectureBuilderState["limits"]} Limits */

/**
 * @typedef {object} Edited
 * @property {PlannedLayer[]} layers
 * @property {number} selected
 * @property {string} note - what the learner may not have wanted of this layer
 * @property {Limits} limits
 * @property {(layers: PlannedLayer[], selected: number) => void} change
 */

/** @param {Edited} edited */
export function editorParts(edited) {
  const { layers, selected, note } = edited;
  const layer = layers[selected];
  if (!layer) return [adding(edited)];
  const parts = [...settings(edited), ...moves(edited)];
  const row = h("div", { class: "cl-row" }, h("b", {}, `Layer ${selected}: ${layer.kind}`), ...parts);
  return [row, h("p", { class: "cl-note" }, note), adding(edited)];
}

/**
 * A button for each kind of layer, which puts one behind the selected one.
 * @param {Edited} edited
 */
function adding({ layers, selected, limits, change }) {
  const at = layers.length ? selected + 1 : 0;
  const add = (/** @type {string} */ kind) => change(layers.toSpliced(at, 0, { kind, ...limits.kinds[kind] }), at);
  const buttons = Object.keys(limits.kinds).map((kind) =>
    button(kind, {
      key: `add ${kind}`,
      name: `Add ${kind}`,
      enabled: layers.length < limits.layers,
      press: () => add(kind),
    }),
  );
  const words = layers.length ? `Add after layer ${selected}:` : "Add a layer:";
  return h("div", { class: "cl-row" }, h("span", {}, words), ...buttons);
}

/** @param {Edited} edited */
function settings({ layers, selected, limits, change }) {
  const layer = layers[selected];
  return Object.keys(limits.kinds[layer.kind] ?? {}).map((name) =>
    field(name.replace("_", " "), {
      key: `set ${name}`,
      value: Number(layer[name]),
      ends: limits.settings[name],
      keep: (value) => change(layers.with(selected, { ...layer, [name]: value }), selected),
    }),
  );
}

/** @param {Edited} edited */
function moves({ layers, selected, change }) {
  const others = layers.toSpliced(selected, 1);
  const move = (/** @type {number} */ to) => change(others.toSpliced(to, 0, layers[selected]), to);
  return [
    button("Up", {
      key: "up",
      name: `Move layer ${selected} up`,
      enabled: selected > 0,
      press: () => move(selected - 1),
    }),
    button("Down", {
      key: "down",
      name: `Move layer ${selected} down`,
      enabled: selected < layers.length - 1,
      press: () => move(selected + 1),
    }),
    button("Remove", {
      key: "remove",
      name: `Remove layer ${selected}`,
      press: () => change(others, Math.max(0, selected - 1)),
    }),
  ];
}

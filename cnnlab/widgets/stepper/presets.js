// Kernels by name: choosing a name sets the kernel, and a kernel that is set by hand has the name that it has, or none.

import { choose, listen, together } from "../shared/model.js";

/** @typedef {import("../types").SteppingState} State */
/** @typedef {import("../types").Model<import("../types").Traits & Record<string, unknown>>} Named */

/**
 * Keep name and kernel together for as long as the view lives.
 * @param {import("../types").Model<State>} model
 * @param {import("../types").Preset<State>} preset
 */
export function followPresets(model, preset) {
  const named = /** @type {Named} */ (/** @type {unknown} */ (model)); // its settings are known by their names alone
  return together(
    listen(named, ["preset"], () => {
      const name = String(named.get("preset"));
      if (name !== preset.nameOf(model)) preset.take(model, name);
    }),
    listen(named, preset.settings, () => {
      const name = preset.nameOf(model);
      if (name !== named.get("preset")) choose(named, "preset", name);
    }),
  );
}

/**
 * The name of the first of some kernels that equals this one, or an empty text.
 * @template Kernel
 * @param {Record<string, Kernel>} kernels
 * @param {Kernel} own
 */
export function nameAmong(kernels, own) {
  const text = JSON.stringify(own);
  return Object.keys(kernels).find((name) => JSON.stringify(kernels[name]) === text) ?? "";
}

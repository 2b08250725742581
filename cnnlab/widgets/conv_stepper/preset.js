// Kernels by name, for every channel of the filter on show alike.

import { choose } from "../shared/model.js";
import { nameAmong } from "../stepper/presets.js";

/** @typedef {import("../types").ConvStepperState} State */

/** @type {import("../types").Preset<State>} */
export const PRESET = {
  settings: ["kernel", "filter"],
  nameOf(model) {
    const weight = model.get("kernel")[model.get("filter")];
    const name = nameAmong(model.get("presets"), weight?.[0]);
    const isInAll = weight?.every((map) => JSON.stringify(map) === JSON.stringify(weight[0]));
    return isInAll ? name : "";
  },
  take(model, name) {
    const preset = model.get("presets")[name];
    if (!preset) return;
    const kernel = model.get("kernel");
    const filter = kernel[model.get("filter")].map(() => preset);
    choose(model, "kernel", kernel.with(model.get("filter"), filter));
  },
};

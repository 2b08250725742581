// Kernels by name.

import { choose } from "../shared/model.js";
import { nameAmong } from "../stepper/presets.js";

/** @typedef {import("../types").TapeStepperState} State */

/** @type {import("../types").Preset<State>} */
export const PRESET = {
  settings: ["kernel"],
  nameOf: (model) => nameAmong(model.get("presets"), model.get("kernel")),
  take(model, name) {
    const preset = model.get("presets")[name];
    if (preset) choose(model, "kernel", preset);
  },
};

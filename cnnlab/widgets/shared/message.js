// The line in which a widget says what is the matter.

import { h } from "./dom.js";
import { listen } from "./model.js";

/**
 * @template {import("../types").Traits} State
 * @param {import("../types").Model<State>} model
 */
export function messageLine(model) {
  const root = h("p", { class: "cl-message", role: "alert" });
  const write = () => {
    root.textContent = model.get("message");
  };
  write();
  return { root, end: listen(model, ["message"], write) };
}

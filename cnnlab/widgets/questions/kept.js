// What becomes of the answers.

import { alive } from "../shared/model.js";

/**
 * That they are kept is said only of those of which Python has said so.
 * @param {import("../types").Model<import("../types").AnsweredState<unknown>>} model
 */
export function keptWords(model) {
  if (!alive(model)) return "This page does not keep your answers.";
  const file = model.get("kept");
  if (!file) return "";
  if (model.get("contact") === "silent") return `What you answer or forget now does not reach ${file}.`;
  if (model.get("contact") === "asked") return `Your answers are on their way to ${file}.`;
  return `Your answers are kept in ${file} and nowhere else.`;
}

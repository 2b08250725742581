// From the settings of a stepper to its walk, and what of the picture follows from which of them.

import { Misfit, misfit, sentenceOf } from "../shared/arithmetic/sentences.js";
import { alive } from "../shared/model.js";
import { largest } from "./cells.js";

/** @typedef {import("../types").SteppingState} State */
/** @typedef {import("../types").Walk} Walk */
/** @typedef {import("../types").Layout} Layout */
/** @typedef {import("../types").Kind<State, Walk, Layout>} Kind */
/** @typedef {import("./controls.js").Settings} Settings */

const MOST = 1e100;
const LEAST = { kernel_size: 1, stride: 1, padding: 0, dilation: 1 }; // of the settings that are whole numbers
const NUMBERS = ["image", "signal", "kernel", "bias", "grad_out"]; // what of the settings a picture only shows

export class Walking {
  /**
   * @param {Kind} kind
   * @param {import("../types").Model<State>} model
   */
  constructor(kind, model) {
    this.kind = kind;
    this.model = model;
    /** The same model, for who knows a setting by nothing but its name. */
    this.named = /** @type {Settings} */ (/** @type {unknown} */ (model));
  }

  /**
   * The walk of the settings as they are, or the sentence that says why there is none. What is no setting at all
   * (Python may set anything) Python puts into words.
   * @returns {{ walk: Walk | null, message: string }}
   */
  now() {
    try {
      const settings = this.settings();
      checkNumbers(/** @type {Record<string, unknown>} */ (/** @type {unknown} */ (settings)));
      return { walk: this.kind.walk(settings), message: "" };
    } catch (error) {
      if (error instanceof Misfit) return { walk: null, message: sentenceOf(error) };
      const said = this.model.get("message");
      if (said || alive(this.model)) return { walk: null, message: said };
      throw error;
    }
  }

  /** What the learner has set. */
  settings() {
    const pairs = [...this.kind.settings, "predict"].map((name) => [name, this.named.get(name)]);
    return /** @type {State} */ (Object.fromEntries(pairs));
  }

  /**
   * All that a picture follows from, but for the numbers in it.
   * @param {Walk} walk
   * @param {Layout} at
   */
  shapes(walk, at) {
    const others = Object.entries(this.settings()).filter(([name]) => !NUMBERS.includes(name));
    return JSON.stringify([at, walk.unread, others]);
  }

  /**
   * What it strides over.
   * @param {Walk} walk
   */
  image(walk) {
    return walk.image ?? this.model.get("image");
  }

  /**
   * The numbers that a picture shows.
   * @param {Walk} walk
   */
  numbers(walk) {
    const image = this.image(walk);
    const signed = image.some((map) => map.some((row) => row.some((value) => value < 0)));
    return { walk, image, limits: { image: Math.max(1, largest(image)), signed, out: largest(walk.out) } };
  }
}

/**
 * Refuse numbers of which a sum of products would be infinity, and what is none: NaN travels as null.
 * @param {Record<string, unknown>} settings
 */
function checkNumbers(settings) {
  for (const [name, least] of Object.entries(LEAST)) {
    if (!(name in settings)) continue;
    const values = /** @type {number[]} */ ([settings[name]].flat(2));
    if (!values.every((value) => Number.isInteger(value) && value >= least)) throw TypeError(`${name} ${values}`);
  }
  for (const name of NUMBERS) {
    const numbers = /** @type {number[]} */ ([settings[name] ?? []].flat(5));
    if (!numbers.every(Number.isFinite)) throw misfit("not finite", { name });
    const value = numbers.find((number) => Math.abs(number) > MOST);
    if (value !== undefined) throw misfit("too large", { name, least: `-${MOST}`, most: String(MOST), value });
  }
}

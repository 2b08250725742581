// The net in the page: from strokes to what it sees of them, and what it makes of that.

import { centredDigit } from "../shared/arithmetic/framing.js";
import { networkNumbers } from "../shared/arithmetic/network.js";
import { shared } from "../shared/arithmetic/sentences.js";
import { drawnStrokes } from "../shared/arithmetic/strokes.js";
import { decode } from "../shared/pixels.js";
import { answerWords } from "./words.js";

/** @typedef {import("../types").DrawPadState} State */
/** @typedef {import("../types").Reading} Reading */

const CANVAS_SIDE = 224; // pixels that strokes are drawn on before they are framed

/**
 * Whether the page can run the net.
 * @param {import("../types").Model<State>} model
 */
export function isRead(model) {
  return model.get("net").layers !== undefined;
}

export class Reader {
  /** @param {import("../types").Model<State>} model */
  constructor(model) {
    this.model = model;
    this.packed = "";
    this.weights = new Float32Array();
  }

  get reads() {
    return isRead(this.model);
  }

  /**
   * What the net sees and answers, and what else there is to say: what Python says of it, or of scores that are none.
   * @param {State["strokes"]} strokes
   * @param {number} width
   * @param {string} told
   * @returns {{ reading: Reading, message: string }}
   */
  read(strokes, width, told) {
    const image = strokes.length ? centredDigit(drawnStrokes(strokes, CANVAS_SIDE, width), CANVAS_SIDE) : null;
    const nothing = { probabilities: [], best: null };
    if (!image) return { reading: { pixels: [], ...nothing, words: shared("nothing drawn") }, message: told };
    const pixels = Array.from(image, (ink) => Math.round(255 * ink));
    const probabilities = this.shares(image);
    const names = this.model.get("classes");
    if (!probabilities.every(Number.isFinite)) {
      const message = told || `${shared("no finite scores", { count: names.length })}.`;
      return { reading: { pixels, ...nothing, words: shared("no answer") }, message };
    }
    const best = probabilities.indexOf(Math.max(...probabilities));
    return { reading: { pixels, probabilities, best, words: answerWords(names, probabilities) }, message: told };
  }

  /** @param {Float32Array} image */
  shares(image) {
    const net = this.model.get("net");
    if (net.layers === undefined) return [];
    if (net.weights !== this.packed) {
      this.packed = net.weights;
      this.weights = decode(net.weights, Float32Array);
    }
    return networkNumbers(net.layers, this.weights, image)[net.layers.length - 1];
  }
}

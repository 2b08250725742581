// What the network makes of the moved digit: a bar for each class.

import { networkNumbers } from "../shared/arithmetic/network.js";
import { h } from "../shared/dom.js";
import { range } from "../shared/numbers.js";
import { decode } from "../shared/pixels.js";
import { answerWords, shareWords } from "./words.js";

/** @typedef {import("../types").Grid} Grid */

/**
 * @param {import("../types").TracedNet} net
 * @param {Grid} image - where it was before any shift
 */
export function scoreBars({ layers, weights: packed }, image) {
  const weights = decode(packed, Float32Array);
  const sharesOf = (/** @type {Grid} */ pixels) =>
    networkNumbers(layers, weights, Float32Array.from(pixels.flat()))[layers.length - 1];
  const before = sharesOf(image);
  const bars = range(layers[layers.length - 1].shape[0]).map((name) => {
    const bar = h("i", { class: "cl-hue", "aria-hidden": "true" });
    const number = h("span");
    return { bar, number, row: h("li", {}, h("span", {}, String(name)), bar, number) };
  });
  const list = h("ul", { class: "cl-bars", role: "list" }, ...bars.map(({ row }) => row));
  return {
    root: h("div", {}, h("div", { class: "cl-heading" }, "Answer"), list),
    /**
     * @param {Grid} moved
     * @returns what there is to say of it
     */
    update(moved) {
      const shares = sharesOf(moved);
      const best = shares.indexOf(Math.max(...shares));
      for (const [k, { bar, number, row }] of bars.entries()) {
        bar.style.setProperty("--part", `${100 * shares[k]}%`);
        number.textContent = shareWords(shares[k]);
        row.classList.toggle("cl-best", k === best);
      }
      return answerWords(shares, before);
    },
  };
}

// The training of a network: its first filters on the image that is watched, its answers, and its errors.

import { h } from "../shared/dom.js";
import { percent } from "../shared/text.js";
import { confusionTable, probabilityBars } from "./answers.js";
import { filterBanks, imageChooser } from "./pictures.js";
import { answerOf } from "./words.js";

/**
 * @param {import("../types").Film} film
 * @param {(digit: number) => void} watch
 * @returns {import("../types").Scene}
 */
export function networkScene(film, watch) {
  const { accuracy, labels, steps } = film;
  const classes = film.confusion[0].length;
  const images = imageChooser(film, watch);
  const banks = filterBanks(film);
  const bars = probabilityBars(classes);
  const confusion = confusionTable(classes);
  const ends = `from ${percent(accuracy[0])} to ${percent(accuracy[accuracy.length - 1])}`;
  return {
    name: "a network while it learns",
    curve: {
      steps,
      heights: accuracy,
      scale: ["0 %", "50 %", "100 %"],
      label: `Right answers among ${film.tested} images at each moment, ${ends}`,
    },
    parts: [images.root, ...banks.parts, h("div", { class: "cl-both" }, bars.root, confusion.root)],
    update(moment, digit) {
      const probabilities = film.probabilities[moment][digit];
      const answer = answerOf(probabilities);
      const label = labels[digit];
      images.update(digit);
      banks.update(moment, digit);
      bars.update(probabilities, label, answer);
      confusion.update(film.confusion[moment]);
      return [
        h("b", {}, percent(accuracy[moment])),
        ` right. This ${label} is called a `,
        answer === label ? h("b", {}, String(answer)) : h("span", { class: "cl-work" }, String(answer)),
        ` with ${probabilities[answer].toFixed(2)}.`,
      ];
    },
  };
}

// A prediction: the reader commits an answer to its question, and the results that wait for it open.

import { h } from "../../cnnlab/widgets/shared/dom.js";

const TAG = "tag_prediction-"; // and a number: the class of a cell that belongs to that prediction

/**
 * Below each question a field for the answer. It goes nowhere: it is there to be committed to. A widget that asks by
 * itself, as a stepper that hides its numbers or a quiz does, says when it was answered.
 */
export function askForPredictions() {
  for (const place of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".prediction")))
    place.append(field(Number(place.dataset.number)));
  document.addEventListener("cl-answered", ({ target }) => {
    const classes = /** @type {Element} */ (target).closest(`[class*="${TAG}"]`)?.classList ?? [];
    for (const name of classes) if (name.startsWith(TAG)) open(Number(name.slice(TAG.length)));
  });
}

/** @param {number} number */
function field(number) {
  const input = h("input", { autocomplete: "off" });
  const said = h("p", { role: "status" });
  return h(
    "form",
    {
      /** @param {SubmitEvent} event */
      onsubmit: (event) => {
        event.preventDefault();
        const answer = input.value.trim();
        said.textContent = answer ? `You predicted: ${answer}` : "Write down what you expect first, if only a guess.";
        (answer ? open(number) : input)?.focus();
      },
    },
    h("label", {}, "Your prediction", input),
    h("button", {}, "Compare with the result"),
    said,
  );
}

/**
 * Open the results of a prediction.
 * @param {number} number
 * @returns {HTMLElement | undefined} what opens and closes the first of them
 */
function open(number) {
  const results = /** @type {NodeListOf<HTMLDetailsElement>} */ (document.querySelectorAll(`.${TAG}${number} details`));
  for (const result of results) result.open = true;
  return results[0]?.querySelector("summary") ?? undefined;
}

// What the page around a widget may want to know: that the learner has answered all it asks. A book opens results then.

/** @param {Element} element - of the widget */
export function tellAnswered(element) {
  element.dispatchEvent(new CustomEvent("cnnlab-answered", { bubbles: true }));
}

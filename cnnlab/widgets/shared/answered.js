// What the page around a widget may want to know: that all it asks was answered. A book then opens what waited for it.

/** @param {Element} root - of the widget, or in it */
export function tellPage(root) {
  root.dispatchEvent(new Event("cl-answered", { bubbles: true }));
}

// A number that is typed into a cell.

import { h } from "../shared/dom.js";
import { isForNotebook } from "../shared/keys.js";
import { zoomOf } from "../shared/room.js";

/** @typedef {import("../types").Nested} Nested */

/**
 * The number at a place of a setting, which may be lists of lists.
 * @param {Nested} whole
 * @param {number[]} place
 * @returns {Nested}
 */
export function valueAt(whole, place) {
  return place.reduce((part, index) => /** @type {Nested[]} */ (part)[index], whole);
}

/**
 * A copy of a setting with another number at a place.
 * @param {Nested} whole
 * @param {number[]} place
 * @param {number} value
 * @returns {Nested}
 */
export function replaced(whole, place, value) {
  if (place.length === 0) return value;
  const [index, ...rest] = place;
  const parts = [.../** @type {Nested[]} */ (whole)];
  parts[index] = replaced(parts[index], rest, value);
  return parts;
}

/**
 * Open a field over a cell. Enter, or to go elsewhere, keeps what was typed; Escape does not.
 * @param {HTMLElement} stage - what the field is placed in
 * @param {Pick<import("../types").Cell, "group" | "box">} cell
 * @param {Nested} value
 * @param {(typed: number) => void} change - called with another number than `value`
 */
export function openEditor(stage, { group, box }, value, change) {
  const corner = new DOMPoint(box.x, box.y).matrixTransform(group.getScreenCTM() ?? undefined);
  const { left, top } = stage.getBoundingClientRect();
  const scale = zoomOf(stage);
  const field = h("input", {
    type: "number",
    step: "any",
    value: String(value),
    "aria-label": "New value",
    style: `left:${(corner.x - left) / scale + stage.scrollLeft - 4}px;top:${(corner.y - top) / scale - 2}px`,
    onblur: () => close(true),
    /** @param {KeyboardEvent} event */
    onkeydown: (event) => {
      if (!isForNotebook(event)) event.stopPropagation();
      if (event.key !== "Enter" && event.key !== "Escape") return;
      close(event.key === "Enter", group);
    },
  });
  let open = true; // to remove a field that has the focus blurs it, which would close it again
  /**
   * @param {boolean} kept
   * @param {SVGElement} [next] - what has the focus then, before all is drawn anew: the drawing gives it back
   */
  const close = (kept, next) => {
    if (!open) return;
    open = false;
    const typed = field.value.trim();
    // In this order, and without a scroll: each would have the page laid out anew.
    next?.focus({ preventScroll: true });
    field.remove();
    if (kept && typed !== "" && Number(typed) !== value) change(Number(typed));
  };
  stage.append(field);
  field.select();
}

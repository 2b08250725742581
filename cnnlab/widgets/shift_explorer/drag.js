// How the digit is moved: a mouse or a finger drags it, arrow keys step it. Where it may not go, it stays.

import { arrows, keep } from "../shared/keys.js";

/** @typedef {import("../types").Pair} Pair */

/**
 * @typedef {object} Mover
 * @property {() => Pair} shift - as it is
 * @property {() => number} pool
 * @property {() => Pair} sizes - rows and columns of the picture
 * @property {(shift: Pair, done: boolean) => void} move - not done while it is dragged
 */

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Mover} mover
 */
export function dragsDigit(canvas, mover) {
  hearDrag(canvas, mover);
  canvas.addEventListener("keydown", (event) => {
    const { key, shiftKey } = event;
    const step = arrows(event);
    if (!step && key !== "Home") return;
    keep(event);
    const [down, right] = mover.shift();
    const by = shiftKey ? mover.pool() : 1;
    mover.move(step ? [down + by * step[0], right + by * step[1]] : [0, 0], true);
  });
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Mover} mover
 */
function hearDrag(canvas, mover) {
  /** @type {{ pointer: number, x: number, y: number, shift: Pair } | null} */
  let grip = null; // where the digit was taken hold of, and where it was then
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || !event.isPrimary || grip) return;
    grip = { pointer: event.pointerId, x: event.clientX, y: event.clientY, shift: mover.shift() };
    try {
      canvas.setPointerCapture(event.pointerId);
    } catch {
      // a pointer that has already gone, or one that a script made up: it drags as long as it is over the canvas
    }
  });
  canvas.addEventListener("pointermove", (event) => {
    if (event.pointerId !== grip?.pointer) return;
    const { width, height } = canvas.getBoundingClientRect();
    const [rows, columns] = mover.sizes();
    const down = Math.round(((event.clientY - grip.y) / height) * rows);
    const right = Math.round(((event.clientX - grip.x) / width) * columns);
    mover.move([grip.shift[0] + down, grip.shift[1] + right], false);
  });
  const drop = (/** @type {PointerEvent} */ event) => {
    if (event.pointerId !== grip?.pointer) return;
    grip = null;
    mover.move(mover.shift(), true);
  };
  for (const name of /** @type {const} */ (["pointerup", "pointercancel", "lostpointercapture"]))
    canvas.addEventListener(name, drop);
}

// Where a playing walk stands: a position is a step, and how much of it has passed. Nothing here touches the page.

const LONGEST_FRAME = 0.25; // seconds: whoever comes back to a hidden tab has missed nothing
const REST = 0.65; // the part of a step for which the window stands still

/**
 * The position after a frame; no step is passed over, however late the frame or wherever the walk was moved meanwhile.
 * @param {number} position
 * @param {number} step - the one on show
 * @param {number} seconds - of the frame; below zero where it began before the click that started the clock
 * @param {number} speed - steps a second
 */
export function advance(position, step, seconds, speed) {
  const next = position + Math.max(0, Math.min(LONGEST_FRAME, seconds)) * speed;
  return Math.floor(next) === step ? next : Math.min(Math.floor(next), step + 1) + (next % 1);
}

/**
 * How far the window has slid to its next place, 0 to 1: gently, in the last third of a step. At the end of a row it
 * does not slide: it jumps to the next one.
 * @param {number} position
 * @param {number} columns - positions in a row
 */
export function slide(position, columns) {
  const step = Math.floor(position);
  if (step % columns === columns - 1) return 0;
  const part = Math.max(0, (position - step - REST) / (1 - REST));
  return part * part * (3 - 2 * part);
}

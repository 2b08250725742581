// The pen, and the strokes that it has drawn. A point is [across, down], each from 0 to 1.

/** @typedef {import("../types").Stroke} Stroke */
/** @typedef {Stroke[number]} Point */

const NEAR = 0.003; // points that are nearer than this to the last one say nothing new
const STEP = 0.04; // of an arrow key
const SMALL_STEP = 0.01; // with Shift

/** @type {Map<string, Point>} */
const DIRECTIONS = new Map([
  ["ArrowUp", [0, -1]],
  ["ArrowDown", [0, 1]],
  ["ArrowLeft", [-1, 0]],
  ["ArrowRight", [1, 0]],
  ["Home", [-1, -1]],
  ["PageUp", [1, -1]],
  ["End", [-1, 1]],
  ["PageDown", [1, 1]],
]);

/** @param {number} part */
function inside(part) {
  return Math.max(0, Math.min(1, part));
}

/**
 * The nearest point of the canvas, with four digits.
 * @param {Point} point
 * @returns {Point}
 */
function onCanvas([across, down]) {
  return [inside(Math.round(across * 1e4) / 1e4), inside(Math.round(down * 1e4) / 1e4)];
}

/**
 * Which way a key leads, and how far; null for any other key. Page Up and its neighbours lead to the corners.
 * @param {Pick<KeyboardEvent, "key" | "shiftKey">} event
 * @returns {Point | null}
 */
export function stepOf({ key, shiftKey }) {
  const direction = DIRECTIONS.get(key);
  if (!direction) return null;
  const size = shiftKey ? SMALL_STEP : STEP;
  return [direction[0] * size, direction[1] * size];
}

export class Pen {
  /**
   * @param {Stroke[]} strokes
   * @param {number} most - points of a drawing
   */
  constructor(strokes, most) {
    this.strokes = strokes;
    this.most = most;
    /** @type {Point} */
    this.place = [0.5, 0.5];
    /** @type {Stroke | null} */
    this.stroke = null; // the one being drawn, which is the last of `strokes`
    /** @type {Stroke[]} */
    this.finished = strokes; // those before it
    /** @type {Stroke[] | null} */
    this.cleared = null; // which Undo brings back
  }

  get down() {
    return this.stroke !== null;
  }

  lower() {
    this.finished = this.strokes;
    this.stroke = [];
  }

  lift() {
    this.stroke = null;
  }

  /**
   * Draw on to a point, while the pen is down.
   * @param {Point} to
   * @returns {[from: Point, to: Point] | null} the line that is new, if there is one; a first point is a line to itself
   */
  draw(to) {
    if (!this.stroke) return null;
    const point = onCanvas(to);
    const last = this.stroke.at(-1) ?? null;
    this.place = point;
    if (last && Math.hypot(point[0] - last[0], point[1] - last[1]) < NEAR) return null;
    if (this.count(this.stroke) >= this.most) return null;
    this.stroke.push(point);
    this.strokes = [...this.finished, this.stroke];
    return [last ?? point, point];
  }

  /**
   * How many points the drawing has with this as its last stroke.
   * @param {Stroke} stroke
   */
  count(stroke) {
    return this.finished.reduce((sum, { length }) => sum + length, stroke.length);
  }

  /**
   * Where the pen is after a step; at an edge it stays.
   * @param {Point} step
   * @returns {Point}
   */
  after([across, down]) {
    return [inside(this.place[0] + across), inside(this.place[1] + down)];
  }

  /**
   * Other strokes take the place of these.
   * @param {Stroke[]} strokes
   */
  replace(strokes) {
    this.stroke = null;
    this.strokes = strokes;
  }

  /** Take the last stroke away, or bring back what was cleared; returns whether there was either. */
  undo() {
    const before = this.strokes.length ? this.strokes.slice(0, -1) : this.cleared;
    this.cleared = null;
    if (before) this.replace(before);
    return before !== null;
  }

  clear() {
    if (this.strokes.length) this.cleared = this.strokes;
    this.replace([]);
  }
}

// The picture of a run: the loss as a curve, or as a map with a cut along each weight, and the ball.

import { h, s } from "../shared/dom.js";
import { drawingRoom, sizeDrawing } from "../shared/room.js";
import { slide } from "../stepper/clock.js";
import { Ball } from "./ball.js";
import { grainOf, inPanel, layout, lossReach, placeAt, rounded, spotOf, towards, viewOf } from "./layout.js";
import { contours } from "./map.js";
import { arrow, frameOf, inside, parabola, stepAcross, tangent, trail } from "./plot.js";
import { lossAt, shapeOf } from "./walk.js";
import { awayWords, ballName } from "./words.js";

/** @typedef {import("../types").Place} Place */
/** @typedef {import("./layout.js").Panel} Panel */
/** @typedef {import("./layout.js").Spot} Spot */

const KEYS = 5; // grains that an arrow key moves the ball by

export class Picture {
  /**
   * @param {number[][]} inputs
   * @param {number[]} targets
   * @param {number[]} start
   * @param {{ put: (weights: number[]) => void, drop: () => void, toggle: () => void }} calls
   */
  constructor(inputs, targets, start, calls) {
    this.inputs = inputs;
    this.targets = targets;
    this.calls = calls;
    this.start = start;
    this.shape = shapeOf(inputs, targets, start);
    this.bends = start.map((_, k) => (2 * inputs.reduce((sum, row) => sum + row[k] ** 2, 0)) / inputs.length);
    this.view = viewOf(start, this.shape.bottom);
    this.id = `cl-${Math.random().toString(36).slice(2)}`;
    /** @type {Place} */
    this.place = { weights: start, ...lossAt(inputs, targets, start) };
    const name = start.length === 1 ? "The loss as a curve over the weight" : "The loss as a map over both weights";
    this.svg = s("svg", { role: "group", "aria-label": name });
    this.root = h("div", { class: "cl-stage" }, this.svg);
    this.ball = new Ball(this.svg, {
      drag: (spot) => this.calls.put(this.weightsAt(spot)),
      drop: calls.drop,
      nudge: (across, up) => this.nudge(across, up),
      toggle: calls.toggle,
    });
    this.still = s("g");
    this.moving = s("g");
    this.svg.append(this.still, this.moving, this.ball.root);
    this.svg.addEventListener("click", (event) => this.tap(event));
    this.at = layout(this.view, this.losses());
  }

  /** The losses that a curve shows. */
  losses() {
    const { curvatures, floor } = this.shape;
    const half = (this.view[0][1] - this.view[0][0]) / 2;
    return lossReach(floor, floor + (curvatures[0] * half ** 2) / 2);
  }

  /** The panel that the ball is in. */
  get panel() {
    return this.at.map ?? this.at.curves[0];
  }

  // ---- for each room

  layOut() {
    const room = drawingRoom(this.root);
    this.at = layout(this.view, this.losses(), room);
    sizeDrawing(this.svg, this.at, room);
    const { map, curves } = this.at;
    if (!map) return this.still.replaceChildren(...frameOf(curves[0], "Loss over the weight", "weight", 0));
    const corners = this.view[0].flatMap((one) => this.view[1].map((other) => [one, other]));
    const highest = Math.max(...corners.map((corner) => lossAt(this.inputs, this.targets, corner).loss));
    const frames = curves.flatMap((panel, k) => frameOf(panel, `Loss along weight ${k + 1}`, `weight ${k + 1}`, 0));
    this.still.replaceChildren(
      inside(map, `${this.id}-map`, ...contours(map, this.shape, highest)),
      ...frameOf(map, "Loss: weight 1 across, weight 2 up", "weight 1", -Infinity),
      ...frames,
    );
  }

  // ---- for each place

  /**
   * @param {Place[]} path
   * @param {number} step
   * @param {boolean} asked - whether the step that is next is not to be seen yet
   */
  paint(path, step, asked) {
    const { map, curves } = this.at;
    const place = path[step];
    const next = asked ? undefined : path[step + 1];
    const been = path.slice(0, step + 1).map((one) => this.spotFor(one));
    const cuts = curves.flatMap((panel, k) => this.cut(panel, place, k));
    const across = (/** @type {Place} */ to) => (map ? [] : stepAcross(curves[0], place, to));
    const ahead = next ? [...across(next), map ? arrow(map, this.spotFor(place), this.spotFor(next)) : null] : [];
    const marks = [...trail(this.panel, been), ...ahead];
    this.moving.replaceChildren(...[...cuts, ...marks].filter((mark) => mark !== null));
    this.show(place);
  }

  /**
   * The curve along one weight, through the place.
   * @param {Panel} panel
   * @param {Place} place
   * @param {number} axis
   */
  cut(panel, place, axis) {
    const d = parabola(panel, place, axis, this.bends[axis]);
    const line = inside(panel, `${this.id}-${axis}`, s("path", { class: "cl-curve-line", d }));
    const dot = this.at.map ? inPanel(panel, spotOf(panel, place.weights[axis], place.loss)) : null;
    const seen = dot ? s("circle", { class: "cl-disc", cx: dot[0], cy: dot[1], r: 5 }) : null;
    return [line, tangent(panel, place, axis), seen];
  }

  /** @param {Place} place */
  spotFor({ weights, loss }) {
    return spotOf(this.panel, weights[0], this.at.map ? weights[1] : loss);
  }

  /** @param {Place} place */
  show(place) {
    this.place = place;
    this.ball.disc.setAttribute("aria-label", ballName(place));
    this.moveBall(place);
  }

  /** @param {Place} place */
  moveBall(place) {
    const spot = this.spotFor(place);
    const seen = this.at.map ? towards(this.panel, spot) : inPanel(this.panel, spot);
    const isAway = Math.hypot(seen[0] - spot[0], seen[1] - spot[1]) > 1;
    const { left, top, width } = this.panel;
    this.ball.moveTo(seen, isAway ? awayWords(place) : "", seen[0] < left + width / 2, top + 14);
  }

  /**
   * The ball on its way to the next place.
   * @param {Place[]} path
   * @param {number} position
   */
  glide(path, position) {
    const step = Math.floor(position);
    const [from, to] = [path[step], path[step + 1]];
    if (!to) return;
    const part = slide(position, Infinity);
    const weights = from.weights.map((weight, k) => weight + part * (to.weights[k] - weight));
    this.moveBall({ weights, ...lossAt(this.inputs, this.targets, weights) });
  }

  // ---- what the learner does

  /** @param {Spot} spot */
  weightsAt(spot) {
    return placeAt(this.panel, spot)
      .slice(0, this.start.length)
      .map((weight, k) => rounded(weight, this.view[k], grainOf(this.view[k])));
  }

  /**
   * @param {number} across
   * @param {number} up
   */
  nudge(across, up) {
    const by = this.start.length === 1 ? [across + up] : [across, up];
    const weights = this.place.weights.map((weight, k) => {
      const grain = grainOf(this.view[k]);
      return by[k] === 0 ? weight : rounded(weight + KEYS * by[k] * grain, this.view[k], grain);
    });
    this.calls.put(weights);
    this.calls.drop();
  }

  /**
   * A click beside the ball brings it there.
   * @param {MouseEvent} event
   */
  tap(event) {
    const spot = this.ball.spotAt(event);
    const near = inPanel(this.panel, spot);
    if (this.ball.disc.contains(/** @type {Node} */ (event.target)) || near[0] !== spot[0] || near[1] !== spot[1])
      return;
    this.calls.put(this.weightsAt(spot));
    this.calls.drop();
  }
}

// The signal is drawn by pointer, and changed sample by sample with the keyboard. Python hears of a stroke at its end.

import { fill } from "../shared/dom.js";
import { choose } from "../shared/model.js";
import { sampleAt } from "./layout.js";
import { rounded, withStroke } from "./samples.js";
import { rowOf } from "./strip.js";

/** @typedef {import("../types").TapeStepperState} State */
/** @typedef {import("./layout.js").TapeLayout} TapeLayout */
/** @typedef {import("../types").Stage<State, import("../types").TapeWalk, TapeLayout>} TapeStage */

/**
 * The signal as it is drawn.
 * @typedef {object} Sketched
 * @property {number[]} signal
 * @property {import("../types").CellGrid<import("../stepper/cells.js").Plate>} samples - with its padding
 * @property {(signal: number[]) => void} show
 * @property {(place: number) => void} point - at a place of the padded signal
 */

/**
 * @param {TapeStage} stage
 * @param {SVGElement} area
 * @param {Sketched} sketched
 */
export function sketchIn(stage, area, sketched) {
  drawByPointer(stage, area, sketched);
  changeByKeys(stage, area, sketched);
  sketched.samples.cells.forEach(({ rect }, place) => {
    fill(rect, { onpointerenter: () => sketched.point(place), onpointerleave: () => stage.pointing.rest() });
  });
}

/**
 * @param {TapeStage} stage
 * @param {SVGElement} area
 * @param {Sketched} sketched
 */
function drawByPointer({ model, svg, at, walk, halt }, area, sketched) {
  /** @type {import("./samples.js").Sample | null} */
  let last = null;
  /** @param {PointerEvent} event */
  const draw = (event) => {
    const { left, top, width } = svg.getBoundingClientRect();
    const unit = at.width / width;
    const next = sampleAt(at, (event.clientX - left) * unit, (event.clientY - top) * unit);
    sketched.show(withStroke(sketched.signal, last ?? next, next, walk.grain));
    last = next;
  };
  const send = () => {
    if (last) choose(model, "signal", sketched.signal);
    last = null;
  };
  fill(area, {
    style: "display:block;touch-action:none", // what is inline, as parts of a drawing are by themselves, may be panned
    /** @param {PointerEvent} event */
    onpointerdown: (event) => {
      halt();
      area.setPointerCapture(event.pointerId);
      draw(event);
    },
    /** @param {PointerEvent} event */
    onpointermove: (event) => {
      if (last) draw(event);
    },
    onpointerup: send,
    onpointercancel: send,
  });
}

/**
 * @param {TapeStage} stage
 * @param {SVGElement} area
 * @param {Sketched} sketched
 */
function changeByKeys({ model, svg, at, walk, cursor }, area, sketched) {
  const cells = sketched.samples.cells.slice(at.left, at.left + at.image.columns); // padding cannot be changed
  cursor.bindKeys(area, [rowOf(cells)], {
    point: (_channel, _row, sample) => sketched.point(at.left + sample),
    nudge: (sample, by) => {
      const value = rounded(sketched.signal[sample] + by * walk.grain, walk.grain);
      const signal = sketched.signal.map((old, k) => (k === sample ? value : old));
      choose(model, "signal", signal);
    },
    over: svg,
  });
}

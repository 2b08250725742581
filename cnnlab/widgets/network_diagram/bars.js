// The parameters of each gap between two layers as bars on one scale: growth is seen.

import { s } from "../shared/dom.js";
import { drawingRoom, isNarrow, sizeDrawing } from "../shared/room.js";
import { count } from "../shared/text.js";

const WIDE_BARS = { pitch: 26, down: 0, left: 190, longest: 330 }; // left: where they begin
const NUMBER = 90; // what a number behind a bar takes

/**
 * The bars beside the words that say what they are, or on a narrow page below them.
 * @param {number} room
 */
function placesIn(room) {
  return isNarrow(room) ? { pitch: 48, down: 20, left: 0, longest: room - NUMBER } : WIDE_BARS;
}

/**
 * @param {SVGSVGElement} svg - in its stage; what is in it is replaced
 * @param {import("./words.js").Network} network
 */
export function drawBars(svg, { layers, gaps }) {
  const all = gaps.map(({ params }) => params);
  const room = drawingRoom(/** @type {Element} */ (svg.parentElement));
  const { pitch, down, left, longest } = placesIn(room);
  const most = Math.max(...all);
  const bars = all.flatMap((params, gap) => {
    const y = 4 + pitch * gap;
    const width = Math.max(1, (longest * params) / most);
    const between = `${count(layers[gap])} to ${count(layers[gap + 1])}`;
    return [
      s("text", { x: 0, y: y + 10, class: "cl-size cl-left" }, between),
      s("rect", { x: left, y: y + down, width, height: 20, fill: "var(--cl-window)" }),
      s("text", { x: left + 8 + width, y: y + down + 10, class: "cl-size cl-left" }, count(params)),
    ];
  });
  sizeDrawing(svg, { width: room, height: pitch * gaps.length + 4 }, room);
  svg.setAttribute("aria-label", `Parameters of each layer: ${all.map(count).join(", ")}`);
  svg.replaceChildren(...bars);
}

// The parameters of each gap between two layers as bars on one scale: growth is seen.

import { s } from "../shared/dom.js";
import { count } from "../shared/text.js";
import { WIDTH } from "./layout.js";

const PITCH_OF_BARS = 26;
const LONGEST = 330;
const LEFT = 190; // where bars begin

/**
 * @param {SVGSVGElement} svg - what is in it is replaced
 * @param {import("./words.js").Network} network
 */
export function drawBars(svg, { layers, gaps }) {
  const all = gaps.map(({ params }) => params);
  const longest = Math.max(...all);
  const bars = all.flatMap((params, gap) => {
    const y = 4 + PITCH_OF_BARS * gap;
    const width = Math.max(1, (LONGEST * params) / longest);
    const between = `${count(layers[gap])} to ${count(layers[gap + 1])}`;
    return [
      s("text", { x: 0, y: y + 10, class: "cl-size cl-left" }, between),
      s("rect", { x: LEFT, y, width, height: 20, fill: "var(--cl-window)" }),
      s("text", { x: LEFT + 8 + width, y: y + 10, class: "cl-size cl-left" }, count(params)),
    ];
  });
  svg.setAttribute("viewBox", `0 0 ${WIDTH} ${PITCH_OF_BARS * gaps.length + 4}`);
  svg.setAttribute("aria-label", `Parameters of each layer: ${all.map(count).join(", ")}`);
  svg.replaceChildren(...bars);
}

// The probabilities as bars; where filters are off, a dashed line at what they were before.

import { fill, s } from "../shared/dom.js";
import { percent } from "../shared/text.js";
import { winner } from "./net.js";

const HEIGHT = 66;
const BASE = 46; // where the bars stand
const TALLEST = 30;
const ROOMY = 40; // the least width for a share in percent

/**
 * @param {SVGElement} svg
 * @param {{shares: number[], before: number[] | null}} answer - before: with every filter on; null if they are
 * @param {number} width - in units
 */
export function drawBars(svg, { shares, before }, width) {
  const step = width / shares.length;
  const best = winner(shares);
  const bars = shares.flatMap((share, digit) => {
    const colour = digit === best ? "window" : "muted";
    return bar({ digit, share, was: before ? before[digit] : null, colour }, step);
  });
  fill(svg, { viewBox: `0 0 ${width} ${HEIGHT}` });
  svg.replaceChildren(...bars, s("path", { d: `M0 ${BASE}H${width}`, class: "cl-ground" }));
}

/**
 * One digit's bar, with its share above it and its name below.
 * @param {{digit: number, share: number, was: number | null, colour: string}} digit
 * @param {number} step
 */
function bar({ digit, share, was, colour }, step) {
  const x = digit * step;
  const middle = x + step / 2;
  const height = Math.max(1, TALLEST * share);
  const mark = was === null ? BASE : BASE - TALLEST * was;
  const top = Math.min(BASE - height, mark) - 8;
  const dashed = s("path", { d: `M${x + step * 0.06} ${mark}H${x + step * 0.94}`, class: "cl-was" });
  return [
    s("rect", { x: x + step * 0.15, y: BASE - height, width: step * 0.7, height, fill: `var(--cl-${colour})` }),
    ...(was === null ? [] : [dashed]),
    s("text", { x: middle, y: top, class: "cl-share-text" }, step > ROOMY ? percent(share) : share.toFixed(2)),
    s("text", { x: middle, y: BASE + 11 }, String(digit)),
  ];
}

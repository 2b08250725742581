// What is drawn over the maps and under them: marks, cones, pixels; and an enlarged map.

import { fill, h, s } from "../shared/dom.js";
import { percent } from "../shared/text.js";
import { range } from "./net.js";

// Runs of neighbours in a sorted list: [1, 2, 3, 7] gives [1, 3] and [7, 7].
export function runs(list) {
  const found = [];
  for (const n of list) {
    if (found.at(-1)?.[1] === n - 1) found.at(-1)[1] = n;
    else found.push([n, n]);
  }
  return found;
}

// Frames around boxes, each over a rim in the background's colour; those of single cells are made large enough to see.
export function frames(boxes, colour, least = 0) {
  const d = boxes
    .map(({ x, y, width, height }) => {
      const [dx, dy] = [width, height].map((side) => Math.max(0, least - side) / 2);
      return `M${x - dx} ${y - dy}h${width + 2 * dx}v${height + 2 * dy}h${-width - 2 * dx}z`;
    })
    .join("");
  return d ? [s("path", { d, class: "cl-rim" }), s("path", { d, class: `cl-mark cl-${colour}` })] : [];
}

// Lines from the boxes of one layer to those of the next: one to one, one to many, or many to one.
export function cones(from, to, colour) {
  if (
    !from.length ||
    !to.length ||
    (from.length !== to.length && from.length > 1 && to.length > 1) ||
    from.length + to.length > 40
  )
    return [];
  const d = range(Math.max(from.length, to.length)).map((i) => {
    const a = from[from.length === 1 ? 0 : i];
    const b = to[to.length === 1 ? 0 : i];
    const foot = a.y + a.height;
    return `M${a.x} ${foot}L${b.x} ${b.y}M${a.x + a.width} ${foot}L${b.x + b.width} ${b.y}`;
  });
  return [s("path", { d: d.join(""), class: `cl-cone cl-${colour}` })];
}

// A pixel of the canvas for each number; `colour(n)` gives its red, green and blue.
export function paintPixels(canvas, colour) {
  const image = new ImageData(canvas.width, canvas.height);
  for (let n = 0; n < canvas.width * canvas.height; n++) image.data.set([...colour(n), 255], 4 * n);
  canvas.getContext("2d").putImageData(image, 0, 0);
}

// Which of n equal parts of a length a place falls into.
const part = (from, length, n) => Math.max(0, Math.min(n - 1, Math.floor((from / length) * n)));

// [row, column] of the pointer on an element that shows so many rows and columns.
export function cellAt(event, element, rows, columns) {
  const box = element.getBoundingClientRect();
  return [part(event.clientY - box.top, box.height, rows), part(event.clientX - box.left, box.width, columns)];
}

// `call` hears of a press and of a drag.
export function onPress(element, call) {
  element.addEventListener("pointerdown", (event) => event.button === 0 && call(event));
  element.addEventListener("pointermove", (event) => event.buttons & 1 && call(event));
}

export const boxOf = ([top, bottom], [left, right], w = 1, tall = 1) => ({
  x: left * w,
  y: top * tall,
  width: (right - left + 1) * w,
  height: (bottom - top + 1) * tall,
});

export class Loupe {
  constructor(pick) {
    this.canvas = h("canvas", { role: "img" });
    this.marks = s("svg", { preserveAspectRatio: "none" });
    this.words = h("figcaption");
    this.root = h("figure", {}, this.words, h("div", { class: "cl-cells" }, this.canvas, this.marks));
    onPress(this.canvas, (event) => pick(...cellAt(event, this.canvas, this.canvas.height, this.canvas.width)));
  }

  paint(explorer, k, c) {
    const [, height, width] = explorer.net.layers[k].shape;
    Object.assign(this.canvas, { width, height });
    explorer.paintMap(this.canvas, k, c);
  }

  mark({ r, q }, colour, words) {
    const { width, height } = this.canvas;
    this.words.textContent = words;
    this.canvas.setAttribute("aria-label", `${words}: ${span(r, "row")}, ${span(q, "column")} marked`);
    this.marks.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.marks.replaceChildren(
      ...frames(
        runs(r).flatMap((rows) => runs(q).map((columns) => boxOf(rows, columns))),
        colour,
      ),
    );
  }
}

export function span(list, word) {
  return list.length < 2 ? `${word} ${list[0] ?? "none"}` : `${word}s ${list[0]} to ${list.at(-1)}`;
}

export const winner = (shares) => shares.indexOf(Math.max(...shares));

// The probabilities as bars; where filters are off, a dashed line at what they were before.
export function drawBars(svg, { shares, before, off }, width) {
  const step = width / shares.length;
  const base = 46;
  const tall = 30;
  const bar = (share, d) => {
    const x = d * step;
    const height = Math.max(1, tall * share);
    const was = off.length ? tall * before[d] : 0;
    return [
      s("rect", {
        x: x + step * 0.15,
        y: base - height,
        width: step * 0.7,
        height,
        fill: `var(--cl-${d === winner(shares) ? "window" : "muted"})`,
      }),
      ...(off.length
        ? [s("path", { d: `M${x + step * 0.06} ${base - was}H${x + step * 0.94}`, class: "cl-was" })]
        : []),
      s(
        "text",
        { x: x + step / 2, y: base - Math.max(height, was) - 8, class: "cl-share-text" },
        step > 40 ? percent(share) : share.toFixed(2),
      ),
      s("text", { x: x + step / 2, y: base + 11 }, String(d)),
    ];
  };
  fill(svg, { viewBox: `0 0 ${width} 66`, width, height: 66 });
  svg.replaceChildren(...shares.flatMap(bar), s("path", { d: `M0 ${base}H${width}`, class: "cl-ground" }));
}

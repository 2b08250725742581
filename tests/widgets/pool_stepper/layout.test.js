import assert from "node:assert/strict";
import test from "node:test";
import { backwardLayout, forwardLayout } from "../../../cnnlab/widgets/pool_stepper/layout.js";
import { assertApart, boxes } from "../stepper/boxes.js";

const grids = (count, rows, columns) => Array.from({ length: count }, () => Array(rows).fill(Array(columns).fill(1)));

/** A square image without padding, its channels, and a window that moves by its own size. */
function walkOf(size, channels, kernel) {
  const out = Math.floor(size / kernel);
  const zero = [0, 0];
  const moves = { padding: [zero, zero], stride: [kernel, kernel], dilation: [1, 1], kernel: [kernel, kernel] };
  return [{ ...moves, out: grids(channels, out, out) }, grids(channels, size, size)];
}

const CASES = {
  "4x4": walkOf(4, 1, 2),
  "a digit": walkOf(28, 1, 2),
  "three channels": walkOf(6, 3, 3),
  "64x64": walkOf(64, 1, 2),
  "a window as large as the image": walkOf(4, 1, 4),
};

for (const [name, arguments_] of Object.entries(CASES)) {
  test(`forward, nothing is cut off and no grids overlap: ${name}`, () => {
    const at = forwardLayout(...arguments_);
    const large = [...boxes(at.inputs, at.padded, at.cell), ...boxes(at.outputs, at.out, at.cell)];
    assertApart([...large, ...boxes(at.windows, at.kernel, at.small)], at.height);
  });
  test(`backward, nothing is cut off and no grids overlap: ${name}`, () => {
    const at = backwardLayout(...arguments_);
    const large = [
      ...boxes([...at.inputs, ...at.gradients], at.padded, at.cell),
      ...boxes(at.outputs, at.out, at.cell),
    ];
    assertApart([...large, ...boxes(at.sent, at.kernel, at.small)], at.height);
  });
}

test("a small image has the largest cells", () => {
  assert.equal(forwardLayout(...CASES["4x4"]).cell, 36);
});

test("each channel has a band, and all in it stands in the middle", () => {
  const at = forwardLayout(...CASES["three channels"]);
  const middles = (corners, height) => corners.map(({ y }) => y + height / 2);
  const [first, second, third] = middles(at.inputs, 6 * at.cell);
  assert.equal(third - second, second - first);
  assert.deepEqual(middles(at.windows, 3 * at.small), [first, second, third]);
  assert.deepEqual(middles(at.outputs, 2 * at.cell), [first, second, third]);
});

test("backward runs from right to left", () => {
  const at = backwardLayout(...CASES["4x4"]);
  const [input, gradient, sent, output] = [at.inputs, at.gradients, at.sent, at.outputs].map(([{ x }]) => x);
  assert.ok(input < gradient && gradient < sent && sent < output);
});

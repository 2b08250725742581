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

const ROOMS = [240, 311, 343, 500]; // of narrow pages, in units

/** Cells that hold numbers are large enough for a finger; many columns are a picture that fits the room. */
function assertTouchable(at, room) {
  const wide = Math.max(at.padded.columns, at.out.columns) > 20;
  assert.ok(wide ? at.cell * at.padded.columns <= room : at.cell >= 26, `cells of ${at.cell}`);
  assert.ok(at.kernel.columns > 20 || at.small >= 26, `cells of ${at.small}`);
}

for (const [name, [walk, image]] of Object.entries(CASES))
  for (const room of ROOMS) {
    test(`on a narrow page of ${room}, nothing is cut off, too small, or lies on another: ${name}`, () => {
      const at = forwardLayout(walk, image, room);
      const large = [...boxes(at.inputs, at.padded, at.cell), ...boxes(at.outputs, at.out, at.cell)];
      assertApart([...large, ...boxes(at.windows, at.kernel, at.small)], at.height, at.width);
      assertTouchable(at, room);
    });
    test(`backward the same, on a narrow page of ${room}: ${name}`, () => {
      const at = backwardLayout({ ...walk, grad_input: image }, image, room);
      const large = [
        ...boxes([...at.inputs, ...at.gradients], at.padded, at.cell),
        ...boxes(at.outputs, at.out, at.cell),
      ];
      assertApart([...large, ...boxes(at.sent, at.kernel, at.small)], at.height, at.width);
      assertTouchable(at, room);
    });
  }

test("narrow channels leave their names their room", () => {
  const at = backwardLayout(...walkOf(2, 3, 2));
  assert.ok(at.gradients[0].x - at.inputs[0].x > 7 * "Input 0".length);
  assert.ok(at.sent[0].x - at.gradients[0].x > 7 * "Input gradient 0".length);
});

import assert from "node:assert/strict";
import test from "node:test";
import { backwardLayout, forwardLayout } from "../../../cnnlab/widgets/conv_stepper/layout.js";
import { assertApart, boxes } from "../stepper/boxes.js";

const WIDTH = 680;
const grid = (rows, columns) => Array.from({ length: rows }, () => Array(columns).fill(1));
const grids = (count, rows, columns) => Array.from({ length: count }, () => grid(rows, columns));

/** A square image without padding, its channels, a square kernel, and the map that they make. */
function walkOf(size, channels, kernel, stride = 1) {
  const out = Math.floor((size - kernel) / stride) + 1;
  const zero = [0, 0];
  const walk = { padding: [zero, zero], stride: [stride, stride], dilation: [1, 1], out: grid(out, out) };
  return [{ ...walk, weight: grids(channels, kernel, kernel) }, grids(channels, size, size)];
}

const CASES = {
  "5x5": walkOf(5, 1, 2),
  "a digit and a 5x5 kernel": walkOf(28, 1, 5),
  "three channels": walkOf(5, 3, 3),
  "64x64": walkOf(64, 1, 3),
  "a kernel as large as the image": walkOf(5, 1, 5),
  "a kernel as large as a large image": walkOf(64, 1, 64),
};

const forwardBoxes = (at) => [
  ...boxes(at.inputs, at.padded, at.cell),
  ...boxes(at.kernels, at.kernel, at.small),
  ...boxes(at.products, at.kernel, at.small),
  ...boxes(at.outputs, at.out, at.cell),
];

const backwardBoxes = (at) => [
  ...boxes([...at.inputs, at.gradient], at.padded, at.cell),
  ...boxes([at.kernelAt, at.toInput, at.windowAt, at.toKernel, at.kernelGradient], at.kernel, at.small),
  ...boxes(at.outputs, at.out, at.cell),
];

for (const [name, [walk, image]] of Object.entries(CASES)) {
  test(`forward, nothing is cut off and no grids overlap: ${name}`, () => {
    const at = forwardLayout(walk, image);
    assertApart(forwardBoxes(at), at.height);
  });
  test(`backward, nothing is cut off and no grids overlap: ${name}`, () => {
    const at = backwardLayout({ ...walk, weight: walk.weight[0] }, image.slice(0, 1));
    assertApart(backwardBoxes(at), at.height);
  });
}

test("a small image has the largest cells, and its kernel stands beside it", () => {
  const at = forwardLayout(...CASES["5x5"]);
  assert.equal(at.cell, 36);
  assert.equal(at.below, false);
  assert.ok(at.kernels[0].x > at.inputs[0].x + 5 * at.cell);
});

test("a digit keeps the width: its kernel and products go below, beside one another", () => {
  const at = forwardLayout(...CASES["a digit and a 5x5 kernel"]);
  assert.equal(at.below, true);
  assert.ok(at.kernels[0].y > at.inputs[0].y + 28 * at.cell);
  assert.equal(at.kernels[0].y, at.products[0].y);
  assert.ok(at.cell * (28 + 24) + 70 <= WIDTH);
});

test("channels stand under one another, in the middle of their kernels, and share one map", () => {
  const at = forwardLayout(...CASES["three channels"]);
  assert.equal(at.inputs.length, 3);
  assert.equal(at.outputs.length, 1);
  assert.deepEqual(
    at.inputs.map(({ y }) => y + (5 * at.cell) / 2),
    at.kernels.map(({ y }) => y + (3 * at.small) / 2),
  );
});

test("backward, the two equations have the same columns", () => {
  const [walk, image] = CASES["5x5"];
  const at = backwardLayout({ ...walk, weight: walk.weight[0] }, image);
  assert.deepEqual([at.kernelAt.x, at.toInput.x, at.gradient.x], [at.windowAt.x, at.toKernel.x, at.kernelGradient.x]);
  assert.deepEqual([at.outputs[0].y, at.inputs[0].y], [at.kernelAt.y, at.windowAt.y]);
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
      assertApart(forwardBoxes(at), at.height, at.width);
      assertTouchable(at, room);
    });
    test(`backward the same, on a narrow page of ${room}: ${name}`, () => {
      const sums = { grad_input: image[0], grad_weight: walk.weight[0] };
      const at = backwardLayout({ ...walk, ...sums, weight: walk.weight[0] }, image.slice(0, 1), room);
      assertApart(backwardBoxes(at), at.height, at.width);
      assertTouchable(at, room);
    });
  }

test("on a narrow page cells grow with their numbers", () => {
  const [walk, image] = CASES["5x5"];
  const long = image.map((rows) => rows.map((row) => row.map((value) => value * -0.123)));
  assert.equal(forwardLayout(walk, image, 343).cell, 36);
  assert.equal(forwardLayout(walk, long, 343).cell, Math.ceil(7.2 * "-0.123".length));
});

test("a narrow input leaves its name its room, on wide pages too", () => {
  const [walk, image] = walkOf(1, 3, 1);
  for (const room of [680, 343]) {
    const at = forwardLayout(walk, image, room);
    if (at.kernels[0].y === at.inputs[0].y) assert.ok(at.kernels[0].x - at.inputs[0].x > 7 * "Input, channel 0".length);
  }
});

import assert from "node:assert/strict";
import test from "node:test";
import { freeWeight, Matrix, pixelAt, STOPS } from "../../../cnnlab/widgets/dense_to_conv/matrix.js";

const KERNEL = [
  [1, -2, 3],
  [4, 0, 6],
  [-7, 8, 9],
];
const free = { seed: 2 ** 32 - 1, most: 9, unit: 0.5 };
const matrix = new Matrix({ side: 5, out: 3, kernel: KERNEL, free });

test("free weights are the numbers that Python's free_weights makes", () => {
  const first = (seed, most) => [0, 1, 2, 451_583].map((n) => freeWeight(seed, most, n));
  assert.deepEqual(first(0, 9), [-9, 8, 1, 2]);
  assert.deepEqual(first(2 ** 32 - 1, 99), [59, -68, -99, -3]);
});

test("each free weight is a whole number as large as asked for, and never 0", () => {
  const found = new Set(Array.from({ length: 5000 }, (_, n) => freeWeight(7, 3, n)));
  assert.deepEqual([...found].sort(), [-1, -2, -3, 1, 2, 3]);
});

test("pixels are numbered row by row", () => {
  assert.deepEqual(
    [0, 4, 5, 24].map((n) => pixelAt(n, 5)),
    [
      [0, 0],
      [0, 4],
      [1, 0],
      [4, 4],
    ],
  );
});

test("the window of an output pixel begins at its own place", () => {
  const row = 5; // output row 1, column 2
  for (let column = 0; column < 25; column++) {
    const [y, x] = pixelAt(column, 5);
    const inside = y >= 1 && y <= 3 && x >= 2;
    assert.deepEqual(matrix.tap(row, column), inside ? [y - 1, x - 2] : null);
    if (inside) assert.equal(matrix.columnOf(row, [y - 1, x - 2]), column);
  }
});

test("tied, each row holds the kernel at its own place", () => {
  assert.equal(matrix.weight(0, 0, "tied"), 1);
  assert.equal(matrix.weight(8, 24, "tied"), 9);
  assert.equal(matrix.weight(4, 12, "tied"), 0); // a weight that is 0, not one that is gone
  assert.equal(matrix.weight(0, 24, "tied"), null);
});

test("masked, the weights of the window stay as they were, and all others are gone", () => {
  for (let column = 0; column < 25; column++) {
    const dense = matrix.weight(4, column, "dense");
    assert.equal(dense, freeWeight(free.seed, 9, 4 * 25 + column) * 0.5);
    assert.equal(matrix.weight(4, column, "masked"), matrix.tap(4, column) ? dense : null);
  }
});

test("mates are the same number of the kernel, once in each row", () => {
  const mates = matrix.mates(4, 13); // the 6, in the middle window
  assert.deepEqual(mates, [7, 8, 9, 12, 13, 14, 17, 18, 19]);
  for (const [row, column] of mates.entries()) assert.equal(matrix.weight(row, column, "tied"), 6);
  assert.deepEqual(matrix.mates(0, 24), []);
});

test("shades have the signs of the weights, the largest is full, and small ones stay visible", () => {
  for (const stop of STOPS) {
    const shades = matrix.shades(stop);
    assert.equal(shades.length, 9 * 25);
    for (const [n, shade] of shades.entries()) {
      const weight = matrix.weight(Math.floor(n / 25), n % 25, stop) ?? 0;
      assert.equal(Math.sign(shade), Math.sign(weight));
      assert.ok(weight === 0 || Math.abs(shade) > 0.15);
    }
  }
  const largest = new Matrix({ side: 5, out: 3, kernel: KERNEL, free: { seed: 0, most: 9, unit: 1 } }).shades("tied");
  assert.equal(largest[12], 1); // the 9, in the first row
  assert.ok(Math.abs(largest[0] - (0.15 + 0.85 / 9)) < 1e-6);
});

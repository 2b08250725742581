import assert from "node:assert/strict";
import test from "node:test";
import { scrolled, sizesOf } from "../../../cnnlab/widgets/dense_to_conv/layout.js";

const sizes = (side, out) => sizesOf({ side, rows: out ** 2, columns: side ** 2 });

test("a matrix whose numbers can be read is shown whole", () => {
  assert.deepEqual(sizes(6, 4), { whole: true, cell: 18, pixel: 36, lens: { rows: 13, columns: 13 } });
});

test("of a larger one each weight is a pixel, and a part is enlarged", () => {
  assert.deepEqual(sizes(7, 5), { whole: false, cell: 1, pixel: 32, lens: { rows: 13, columns: 13 } });
  assert.deepEqual(sizes(28, 24).pixel, 8);
});

test("the enlarged part is never larger than the matrix", () => {
  assert.deepEqual(sizes(7, 2).lens, { rows: 4, columns: 13 });
});

test("it stays while what is picked is well inside", () => {
  for (const picked of [12, 15, 20]) assert.equal(scrolled(10, picked, 13, 100), 10);
});

test("it moves on before its edge is reached, on either side", () => {
  assert.equal(scrolled(10, 21, 13, 100), 11);
  assert.equal(scrolled(10, 11, 13, 100), 9);
});

test("it ends where the matrix ends", () => {
  assert.equal(scrolled(50, 99, 13, 100), 87);
  assert.equal(scrolled(50, 0, 13, 100), 0);
});

test("on a narrow page cells with numbers are as large as a finger needs", () => {
  const matrix = { side: 6, rows: 16, columns: 36 };
  assert.deepEqual(sizesOf(matrix, 343), { whole: false, cell: 1, pixel: 36, lens: { rows: 13, columns: 13 } });
  assert.equal(sizesOf(matrix, 280).lens.columns, 10);
  assert.deepEqual(sizesOf({ side: 3, rows: 4, columns: 9 }, 343).cell, 38);
});

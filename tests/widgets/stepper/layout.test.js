import assert from "node:assert/strict";
import test from "node:test";
import { cellSide, centred, shapesOf, sizeOf, windowSpan } from "../../../cnnlab/widgets/stepper/layout.js";

const grid = (rows, columns) => Array.from({ length: rows }, () => Array(columns).fill(0));

test("rows and columns of a grid", () => {
  assert.deepEqual(sizeOf(grid(2, 3)), { rows: 2, columns: 3 });
});

test("padding may differ on all four sides", () => {
  const padding = [
    [1, 2],
    [3, 4],
  ];
  const at = shapesOf({ padding }, [grid(5, 6), grid(5, 6)], { rows: 2, columns: 2 }, grid(7, 12));
  assert.deepEqual(at, {
    channels: 2,
    image: { rows: 5, columns: 6 },
    padded: { rows: 8, columns: 13 },
    kernel: { rows: 2, columns: 2 },
    out: { rows: 7, columns: 12 },
    top: 1,
    left: 3,
    total: 84,
  });
});

test("a cell is as large as the narrowest room allows, within its bounds", () => {
  assert.equal(cellSide(3, 36, 20.9, 30), 20);
  assert.equal(cellSide(3, 36, 100, 90), 36);
  assert.equal(cellSide(3, 36, 100, 1.5), 3);
});

test("a dilated window spans its gaps", () => {
  const kernel = { rows: 2, columns: 3 };
  assert.deepEqual(windowSpan({ dilation: [1, 1] }, kernel, 10), { width: 30, height: 20 });
  assert.deepEqual(windowSpan({ dilation: [3, 2] }, kernel, 10), { width: 50, height: 40 });
});

test("what is centred has the same room on both sides", () => {
  assert.equal(centred(10, 30, 20), 15);
  assert.equal(centred(10, 20, 30), 5);
});

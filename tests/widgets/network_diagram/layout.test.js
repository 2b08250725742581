import assert from "node:assert/strict";
import test from "node:test";
import { drawnUnits, layout, leftOut } from "../../../cnnlab/widgets/network_diagram/layout.js";
import { WIDE } from "../../../cnnlab/widgets/shared/room.js";

test("a small layer is drawn whole", () => {
  assert.deepEqual(drawnUnits(1), [0]);
  assert.deepEqual(drawnUnits(8), [0, 1, 2, 3, 4, 5, 6, 7]);
});

test("of a large one the first and the last units are drawn, and all others are left out", () => {
  assert.deepEqual(drawnUnits(9), [0, 1, 2, 3, null, 6, 7, 8]);
  assert.deepEqual(drawnUnits(784), [0, 1, 2, 3, null, 781, 782, 783]);
  for (const units of [9, 784]) {
    const drawn = drawnUnits(units).filter((unit) => unit !== null);
    assert.equal(drawn.length + leftOut(units), units);
  }
});

test("layers are columns at equal distances, as far to the left as to the right", () => {
  const { centers, columns } = layout([3, 2, 1, 1]);
  assert.deepEqual(centers, [70, 250, 430, 610]);
  assert.equal(centers[0], WIDE - centers[3]);
  columns.forEach((column, layer) => {
    assert.ok(column.every(({ x }) => x === centers[layer]));
  });
});

test("all columns are centred on one line, between the words above and below", () => {
  const { columns, height } = layout([3, 2, 1]);
  const heights = columns.map((column) => column.map(({ y }) => y));
  assert.deepEqual(heights, [[79, 109, 139], [94, 124], [109]]);
  assert.equal(height, 200);
  assert.equal(layout([784, 3]).height, 350);
});

test("on a narrow page layers are as far apart as their words need, though the drawing is wider then", () => {
  const { centers, width } = layout([784, 64, 32, 10], 343, 120);
  assert.deepEqual(centers, [70, 190, 310, 430]);
  assert.equal(width, 500);
  assert.equal(layout([3, 1], 343, 120).width, 343);
});

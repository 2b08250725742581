import assert from "node:assert/strict";
import test from "node:test";
import {
  clipped,
  grainOf,
  layout,
  lossReach,
  placeAt,
  rounded,
  spotOf,
  ticks,
  towards,
  viewOf,
} from "../../../cnnlab/widgets/valley/layout.js";

const PANEL = { left: 10, top: 20, width: 100, height: 50, across: [0, 10], up: [0, 5] };

test("the bottom is in the middle of what is seen, and the start well within", () => {
  assert.deepEqual(viewOf([3], [1]), [[-2, 4]]);
  assert.deepEqual(viewOf([3, 1], [1, 0]), [
    [-2, 4],
    [-3, 3],
  ]);
  assert.deepEqual(viewOf([0], [0]), [[-1, 1]]);
  assert.deepEqual(viewOf([4], [4]), [[0, 8]]);
  assert.deepEqual(viewOf([1e6], [1e6 + 1e-10]), [[0, 2e6 + 2e-10]]);
});

test("losses have room under the bottom, even where all are alike", () => {
  assert.equal(
    lossReach(1, 11)
      .map((end) => end.toFixed(3))
      .join(),
    "-0.200,11.000",
  );
  const [low, high] = lossReach(2, 2);
  assert.ok(low < 2 && high > 2);
});

test("a spot stands for a place, and a place for a spot", () => {
  assert.deepEqual(spotOf(PANEL, 5, 5), [60, 20]);
  assert.deepEqual(placeAt(PANEL, [60, 20]), [5, 5]);
  assert.deepEqual(placeAt(PANEL, spotOf(PANEL, -3, 7)), [-3, 7]);
});

test("of a line only what is in the panel is drawn", () => {
  const seen = (from, to) => clipped(PANEL, from, to)?.map((spot) => spot.map((value) => Math.round(value)));
  assert.deepEqual(seen([0, 45], [200, 45])?.flat(), [10, 45, 110, 45]);
  assert.deepEqual(seen([20, 30], [30, 40])?.flat(), [20, 30, 30, 40]);
  assert.equal(clipped(PANEL, [0, 0], [200, 0]), null);
  assert.equal(clipped(PANEL, [0, 30], [0, 40]), null);
  assert.equal(clipped(PANEL, [0, 45], [5, 45]), null);
  assert.equal(clipped(PANEL, [0, 100], [40, 200]), null);
  assert.ok(
    seen([60, 45], [1e150, 45 + 1e150])
      ?.flat()
      .every(Number.isFinite),
  );
});

test("a place beyond a map is shown where the way to it leaves the map", () => {
  assert.deepEqual(towards(PANEL, [30, 40]), [30, 40]);
  assert.deepEqual(towards(PANEL, [1060, 45]), [110, 45]);
});

test("numbers along an axis are round, and about as many as asked for", () => {
  assert.deepEqual(ticks([-0.2, 1], 5), [0, 0.5, 1]);
  assert.deepEqual(ticks([0, 45], 5), [0, 10, 20, 30, 40]);
  for (const span of [1e-30, 0.37, 12345, 1e200]) {
    const count = ticks([-span, span], 6).length;
    assert.ok(count >= 2 && count <= 13, `${span}: ${count}`);
  }
});

test("a drag rounds to a hundredth of what is seen, and stays in it", () => {
  assert.equal(grainOf([-2, 4]), 0.01);
  assert.equal(rounded(1.23456, [-2, 4], 0.01), 1.23);
  assert.equal(rounded(99, [-2, 4], 0.01), 4);
});

/** Whether neither of two panels lies over the other. */
function apart(one, other) {
  return one.left + one.width <= other.left || one.top + one.height <= other.top;
}

test("panels lie side by side on a wide page, under one another on a narrow one, and never over one another", () => {
  const views = [[[0, 1]], Array(2).fill([0, 1])];
  for (const [view, room] of [320, 375, 680].flatMap((units) => views.map((one) => [one, units]))) {
    const { map, curves, width, height } = layout(view, [0, 1], room);
    const panels = [...(map ? [map] : []), ...curves];
    assert.equal(panels.length, view.length === 1 ? 1 : 3);
    assert.ok(panels.every((one) => one.left >= 0 && one.left + one.width <= width && one.top + one.height <= height));
    assert.ok(panels.every((one, k) => panels.slice(k + 1).every((other) => apart(one, other))));
    assert.equal(map?.width, map?.height);
  }
});

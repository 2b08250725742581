import assert from "node:assert/strict";
import test from "node:test";
import {
  across,
  CHART,
  chartIn,
  down,
  end,
  labelShift,
  path,
} from "../../../cnnlab/widgets/architecture_builder/curve.js";

/** A curve that ends with a share after some images. */
const curve = (seen, share) => ({
  name: "yours",
  params: 1,
  points: [
    [0, 0.1],
    [seen, share],
  ],
});
const labels = (curves, most) => curves.map((one, index) => down(end(one)[1]) + labelShift(curves, index, most));

test("the chart begins at its left edge and ends at its right, with all right answers on top", () => {
  assert.equal(across(0, 500), CHART.left);
  assert.equal(across(500, 500), CHART.width - CHART.right);
  assert.equal(down(1), CHART.top);
  assert.equal(down(0), CHART.height - CHART.bottom);
});

test("a path begins once and goes on from point to point", () => {
  assert.equal(path(curve(100, 1).points, 100), `M44 ${down(0.1)}L490 10`);
});

test("labels that have room stay where their curves end", () => {
  assert.deepEqual(
    [0, 1].map((k) => labelShift([curve(100, 0.9), curve(100, 0.2)], k, 100)),
    [0, 0],
  );
  assert.deepEqual(
    [0, 1].map((k) => labelShift([curve(100, 0.9), curve(10, 0.9)], k, 100)),
    [0, 0],
  );
});

test("labels that would lie on one another are pushed apart by a label's height, the higher curve's up", () => {
  const [higher, lower] = labels([curve(100, 0.92), curve(100, 0.9)], 100);
  assert.ok(Math.abs(lower - higher - 16) < 1e-9);
  const [first, second] = labels([curve(100, 0.9), curve(100, 0.9)], 100);
  assert.ok(Math.abs(second - first - 16) < 1e-9);
});

test("on a narrow page the chart is as wide as the page, and on a wide one as ever", () => {
  const narrow = chartIn(343);
  assert.equal(across(500, 500, narrow), 343 - narrow.right);
  assert.equal(chartIn(680), CHART);
});

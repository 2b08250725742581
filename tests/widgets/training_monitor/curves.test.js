import assert from "node:assert/strict";
import test from "node:test";
import {
  diamond,
  dotted,
  epochEnds,
  joined,
  roundUp,
  scaleOf,
} from "../../../cnnlab/widgets/training_monitor/curves.js";

test("the top of a chart is the least round number that no value is above", () => {
  assert.deepEqual([0, 1, 1.2, 2.3, 2.31, 7, 9, 45].map(roundUp), [1, 1, 1.5, 2.5, 2.5, 8, 10, 50]);
  assert.equal(roundUp(0.034).toFixed(3), "0.040");
  assert.equal(roundUp(2.001), 2, "a hair above is not seen");
});

test("steps go from the left to the right edge, values from the bottom to the top and no further", () => {
  const { width, right, across, down } = scaleOf(400, 20, 2);
  assert.deepEqual([width, right], [400, 390]);
  assert.deepEqual([0, 10, 20].map(across), [42, 216, 390]);
  assert.deepEqual([0, 1, 2, 99].map(down), [146, 78, 10, 10]);
  assert.equal(scaleOf(100, 1, 1).width, 280);
  assert.equal(scaleOf(0, 1, 1).width, 320);
});

test("values are joined by a line, or are dots; before the first step there are none", () => {
  const scale = scaleOf(400, 20, 2);
  assert.equal(joined(scale, [10, 20], [1, 0.3]), "M216.0 78.0L390.0 125.6");
  assert.equal(dotted(scale, [10, 20], [1, 0.3]), "M216.0 78.0h0M390.0 125.6h0");
  assert.equal(joined(scale, [], []) + dotted(scale, [], []), "");
});

test("a diamond stands around its place", () => {
  assert.equal(diamond(10, 20), "10,14 16,20 10,26 4,20");
});

test("each epoch ends at its last step, unless there are too many for lines", () => {
  const training = { state: "running", run: 1, step: 3, recent: 3, total: 18, epochs: 3, per_epoch: 6 };
  assert.deepEqual(epochEnds(training), [6, 12, 18]);
  assert.equal(epochEnds({ ...training, epochs: 20 }).length, 20);
  assert.deepEqual(epochEnds({ ...training, epochs: 21 }), []);
  assert.deepEqual(epochEnds({ state: "waiting", run: 0, step: 0, recent: 0 }), []);
});

import assert from "node:assert/strict";
import test from "node:test";
import { between, positionAt } from "../../../cnnlab/widgets/dense_to_conv/morph.js";

test("it goes from stop to stop, forward and back, and then stays", () => {
  assert.equal(positionAt(0, 1, 0), 0);
  assert.equal(positionAt(0, 1, 450), 0.5);
  assert.equal(positionAt(0, 1, 900), 1);
  assert.equal(positionAt(0, 1, 5000), 1);
  assert.equal(positionAt(2, 0, 900), 1); // two stops take twice the time
  assert.equal(positionAt(2, 0, 1800), 0);
  assert.equal(positionAt(1, 1, 0), 1);
});

test("it begins and ends slowly", () => {
  assert.ok(positionAt(0, 1, 90) < 0.05);
  assert.ok(positionAt(0, 1, 810) > 0.95);
});

test("every position has a stop before and a stop after it", () => {
  assert.deepEqual(between(0), { before: 0, after: 1, part: 0 });
  assert.deepEqual(between(0.75), { before: 0, after: 1, part: 0.75 });
  assert.deepEqual(between(1.25), { before: 1, after: 2, part: 0.25 });
  assert.deepEqual(between(2), { before: 1, after: 2, part: 1 });
});

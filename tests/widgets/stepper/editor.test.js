import assert from "node:assert/strict";
import test from "node:test";
import { replaced, valueAt } from "../../../cnnlab/widgets/stepper/editor.js";

const WHOLE = [
  [
    [1, 2],
    [3, 4],
  ],
  [[5], [6]],
];

test("a number is found at its place", () => {
  assert.equal(valueAt(WHOLE, [0, 1, 0]), 3);
  assert.equal(valueAt([7, 8], [1]), 8);
});

test("a number is replaced in a copy", () => {
  const before = structuredClone(WHOLE);
  const after = replaced(WHOLE, [0, 1, 0], 9);
  assert.deepEqual(after, [
    [
      [1, 2],
      [9, 4],
    ],
    [[5], [6]],
  ]);
  assert.deepEqual(WHOLE, before);
  assert.deepEqual(replaced([7, 8], [1], 0), [7, 0]);
});

import assert from "node:assert/strict";
import test from "node:test";
import { range, within } from "../../../cnnlab/widgets/shared/numbers.js";

test("a range counts from 0", () => {
  assert.deepEqual(range(3), [0, 1, 2]);
  assert.deepEqual(range(0), []);
});

test("what is within stays, and what is beyond is the end", () => {
  assert.deepEqual(
    [-Infinity, -1, 0, 2, 3, Infinity].map((value) => within(value, 3)),
    [0, 0, 0, 2, 2, 2],
  );
});

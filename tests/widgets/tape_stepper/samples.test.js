import assert from "node:assert/strict";
import test from "node:test";
import { rounded, withStroke } from "../../../cnnlab/widgets/tape_stepper/samples.js";

test("a value is a multiple of the grain, as it is written", () => {
  assert.equal(rounded(0.34, 0.1), 0.3);
  assert.equal(rounded(2.6, 1), 3);
  assert.equal(rounded(-12.4, 5), -10);
});

test("a stroke passes no sample over, in either direction", () => {
  const flat = [9, 9, 9, 9, 9, 9];
  assert.deepEqual(withStroke(flat, [1, 0], [4, 6], 1), [9, 0, 2, 4, 6, 9]);
  assert.deepEqual(withStroke(flat, [4, 6], [1, 0], 1), [9, 0, 2, 4, 6, 9]);
  assert.deepEqual(flat, [9, 9, 9, 9, 9, 9]);
});

test("a stroke that begins is one sample", () => {
  assert.deepEqual(withStroke([9, 9, 9], [1, 4], [1, 4], 1), [9, 4, 9]);
});

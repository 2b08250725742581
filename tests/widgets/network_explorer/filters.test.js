import assert from "node:assert/strict";
import test from "node:test";
import { isOff, offWords, switched } from "../../../cnnlab/widgets/network_explorer/filters.js";

const off = [
  [1, 3],
  [4, 0],
];

test("a filter is off when it is among those that are", () => {
  assert.ok(isOff(off, 4, 0));
  assert.ok(!isOff(off, 4, 3));
  assert.ok(!isOff(off, 1, 0));
});

test("switching one leaves the others as they are", () => {
  assert.deepEqual(switched(off, 4, 1), [...off, [4, 1]]);
  assert.deepEqual(switched(off, 1, 3), [[4, 0]]);
  assert.equal(off.length, 2);
});

test("those that are off are named", () => {
  assert.equal(offWords([]), "Every filter is on. Its number switches it off.");
  assert.equal(offWords(off), "Off: filter 3 of layer 1, filter 0 of layer 4. Dashed: with every filter on.");
});

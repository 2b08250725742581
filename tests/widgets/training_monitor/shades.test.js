import assert from "node:assert/strict";
import test from "node:test";
import { shadeOf, shades } from "../../../cnnlab/widgets/training_monitor/shades.js";

test("paper at zero, more of one colour above it, more of the other below", () => {
  const all = shades([255, 255, 255], [255, 55, 0], [0, 55, 255]);
  assert.equal(all.length, 201);
  assert.deepEqual(shadeOf(all, 0), [255, 255, 255]);
  const rounded = (hundredths) => shadeOf(all, hundredths).map(Math.round);
  assert.deepEqual(rounded(100), [255, 65, 13]);
  assert.deepEqual(rounded(-100), [13, 65, 255]);
  assert.deepEqual(rounded(50), [255, 160, 134]);
});

import assert from "node:assert/strict";
import test from "node:test";
import { inRem, isNarrow, narrowSide } from "../../../cnnlab/widgets/shared/room.js";

test("units are pixels of a page with the usual size of text", () => {
  assert.equal(inRem(343), "21.4375rem");
});

test("a page is narrow where a drawing of 680 units would have words under 10 pixels", () => {
  assert.deepEqual([343, 559, 560, 680].map(isNarrow), [true, true, false, false]);
  assert.ok((12 * 560) / 680 > 9.8);
});

test("a cell has room for a finger and for its number, and is no larger than it must be", () => {
  assert.equal(narrowSide(5, 343, 2), 36);
  assert.equal(narrowSide(12, 343, 2), 28);
  assert.equal(narrowSide(20, 343, 2), 26);
  assert.equal(narrowSide(5, 343, 6), 44);
});

test("many columns are a picture: it fits the room, and its cells hold no numbers", () => {
  assert.equal(narrowSide(28, 343, 5), 12);
  assert.equal(narrowSide(21, 559, 5), 17);
  assert.equal(narrowSide(400, 343, 5), 3);
});

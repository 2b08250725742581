import assert from "node:assert/strict";
import test from "node:test";
import { unpack } from "../../../cnnlab/widgets/time_machine/film.js";

function packed(shape, levels) {
  return { shape, bytes: Buffer.from(Int8Array.from(levels).buffer).toString("base64") };
}

test("pictures are cut from all numbers, one after another", () => {
  const pictures = unpack(packed([2, 1, 2, 3], [1, 2, 3, 4, 5, 6, -1, 0, 127, -127, 9, 8]));
  assert.deepEqual([pictures.rows, pictures.columns, pictures.signed], [2, 3, true]);
  assert.deepEqual([...pictures.levels(0)], [1, 2, 3, 4, 5, 6]);
  assert.deepEqual([...pictures.levels(1)], [-1, 0, 127, -127, 9, 8]);
});

test("without a number below zero, pictures are not signed", () => {
  assert.equal(unpack(packed([1, 1, 2], [0, 127])).signed, false);
});

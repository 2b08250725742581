import assert from "node:assert/strict";
import test from "node:test";
import { heat, isPadding, ownSize, readEnds } from "../../../cnnlab/widgets/shape_explorer/reads.js";

const WALK = {
  padded: 4,
  counts: [
    [9, 9, 9, 9],
    [9, 2, 0, 9],
    [9, 3, 5, 9],
    [9, 9, 9, 9],
  ],
};

test("without its padding, an input has its own size", () => {
  assert.equal(ownSize(WALK, 1), 2);
  assert.equal(ownSize(WALK, 0), 4);
});

test("a cell is padding where it is so along one axis at least", () => {
  const outside = [
    [0, 1],
    [1, 3],
    [3, 3],
  ];
  assert.ok(outside.every((place) => isPadding(WALK, 1, place)));
  assert.ok(![outside[0], [1, 2], [2, 1]].every((place) => isPadding(WALK, 1, place)));
  assert.equal(isPadding(WALK, 0, [0, 3]), false);
});

test("the ends are those of the input's own cells that are read at all", () => {
  assert.deepEqual(readEnds(WALK, 1), { least: 2, most: 5 });
  assert.deepEqual(readEnds(WALK, 0), { least: 2, most: 9 });
});

test("where none is read, nothing is between the ends", () => {
  const { least, most } = readEnds({ padded: 1, counts: [[0]] }, 0);
  assert.ok(most < least && most < 0);
});

test("what is read more often is greener, and what is never read is not green at all", () => {
  const parts = [0, 1, 2, 4].map((count) => Number(heat(count, 4).match(/gradient\) ([\d.]+)%/)[1]));
  assert.deepEqual(parts, [0, 16.5, 27, 48]);
});

import assert from "node:assert/strict";
import test from "node:test";
import { shiftWalk } from "../../../cnnlab/widgets/shift_explorer/walk.js";
import * as words from "../../../cnnlab/widgets/shift_explorer/words.js";

const IMAGE = [
  [0, 0, 0, 0, 0],
  [0, 1, 1, 0, 0],
  [0, 0, 0.5, 0, 0],
  [0, 0, 0, 0, 0],
];

/** The walk of a kernel of one weight, whose map is the image itself. */
function walk(shift, pool, mode = "max") {
  return shiftWalk({ image: IMAGE, kernel: [[1]], shift, pool, mode });
}

test("a shift is said with its directions, and one row is one row", () => {
  assert.equal(words.shiftWords([1, -2]), "1 row down and 2 columns to the left");
  assert.equal(words.shiftWords([-3, 0]), "3 rows up");
  assert.equal(words.shiftWords([0, 0]), "");
  assert.equal(words.movedWords([0, 1]), "The digit moved by 1 column to the right.");
});

test("the map moves along, and the pooled map by whole steps of its windows", () => {
  assert.equal(
    words.alongWords(walk([0, 1], 2), [0, 1], 2),
    "The map, by 1 column as well: 16 of its 20 numbers are the same, only elsewhere. " +
      "Not the pooled map: its windows take steps of 2, and 1 is no multiple of 2, so other numbers meet in a window.",
  );
  assert.equal(
    words.alongWords(walk([0, 2], 2), [0, 2], 2),
    "The map, by 2 columns as well: 12 of its 20 numbers are the same, only elsewhere. " +
      "The pooled map as a whole too, by 1 column, because its windows take steps of 2: " +
      "2 of its 4 numbers are the same, only elsewhere.",
  );
  assert.match(words.alongWords(walk([1, 2], 2), [1, 2], 2), /and 1 is no multiple of 2/);
  assert.equal(words.alongWords(walk([0, 0], 2), [0, 0], 2), "Nothing so far.");
});

test("what stayed and what changed is counted, zeros apart", () => {
  // pooled by 2: [[1, 1], [0, 0.5]] before, [[0, 1], [0, 0.5]] after
  assert.equal(
    words.stayedWords(walk([0, 1], 2)),
    "3 of the 4 cells of the pooled map hold what they held (1 of them 0 before and after).",
  );
  assert.equal(
    words.changedWords(walk([0, 1], 2)),
    "1 cell of the pooled map, and the pooled map as a whole by 40.0 %.",
  );
  assert.match(words.stayedWords(walk([2, 2], 2)), /^1 of the 4 cells .* holds what it held \(0 before and after\)/);
  assert.match(words.stayedWords(walk([0, 2], 2)), /^2 .* hold what they held \(1 of them 0 before and after\)/);
  assert.equal(words.changedWords(walk([0, 0], 2)), "No cell.");
  assert.equal(words.stayedWords(walk([0, 0], 2)), "All 4 cells of the pooled map hold what they held.");
  assert.deepEqual([0, null, 0.5].map(words.changeWords), ["not changed", "all 0 before", "changed by 50.0 %"]);
});

test("a pooled cell says what it reads, what it was and is", () => {
  const settings = { image: IMAGE, kernel: [[1]], shift: [0, 1], pool: 2, mode: "max" };
  assert.equal(
    words.cellWords(walk([0, 1], 2), [0, 0], settings),
    "Pooled row 0, column 0: the largest of 2 x 2 numbers of the map, which read 2 x 2 pixels. It was 1, and is 0 now.",
  );
  const mean = { ...settings, mode: "avg", kernel: [[1, 1]] };
  assert.match(words.cellWords(walk([0, 1], 2), [0, 1], mean), /the mean of .* 2 x 3 pixels\. It is 1, as before\.$/);
});

test("the network's answer is said beside the one before", () => {
  assert.equal(
    words.answerWords([0.25, 0.75], [0.9999, 0.0001]),
    "The network says 1 with 75.0 %. Before the shift it said 0 with over 99.9 %.",
  );
});

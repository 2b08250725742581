import assert from "node:assert/strict";
import test from "node:test";
import { isTie, numbersUnder, sharesOf, sumsOf } from "../../../cnnlab/widgets/pool_stepper/shares.js";

const IMAGE = [
  [
    [1, 5, 2],
    [7, 7, 0],
  ],
];
const AT = {
  top: 0,
  left: 0,
  padded: { rows: 2, columns: 3 },
  kernel: { rows: 2, columns: 2 },
  out: { rows: 1, columns: 2 },
};
const WALK = { stride: [1, 1], dilation: [1, 1], out: [[[4, 10]]] };
const MAX = {
  ...WALK,
  winners: [
    [
      [1, 0],
      [1, 0],
    ],
  ],
};
const MEAN = { ...WALK, winners: [[null, null]] };
const shares = (walk, step) => sharesOf(walk, AT, 0, step).map(({ share }) => share);

test("the numbers under the window, in reading order; padding is null", () => {
  assert.deepEqual(numbersUnder(MAX, IMAGE, AT, 0, 1), [5, 2, 7, 0]);
  const at = { ...AT, top: 1, left: 1, padded: { rows: 4, columns: 5 } };
  assert.deepEqual(numbersUnder(MAX, IMAGE, at, 0, 0), [null, null, null, 1]);
});

test("all goes to the winner, or the same to each", () => {
  assert.deepEqual(shares(MAX, 1), [0, 0, 10, 0]);
  assert.deepEqual(shares(MEAN, 1), [2.5, 2.5, 2.5, 2.5]);
});

test("a share says where it goes", () => {
  const [, , won] = sharesOf(MAX, AT, 0, 1);
  assert.deepEqual(won, { row: 1, column: 1, share: 10 });
});

test("where windows overlap, shares add up: by hand", () => {
  assert.deepEqual(sumsOf(MAX, AT, 0, 0), [0, 0, 0, 0, 0, 0]);
  assert.deepEqual(sumsOf(MAX, AT, 0, 2), [0, 0, 0, 4, 10, 0]);
  assert.deepEqual(sumsOf(MEAN, AT, 0, 2), [1, 3.5, 2.5, 1, 3.5, 2.5]);
});

test("a tie is one of the largest, and padding never wins", () => {
  assert.equal(isTie([1, 5, 7, 7]), true);
  assert.equal(isTie([1, 1, 7, 5]), false);
  assert.equal(isTie([null, null, -3, null]), false);
});

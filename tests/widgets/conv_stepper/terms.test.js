import assert from "node:assert/strict";
import test from "node:test";
import { sumsBack, termsBack, termsOf } from "../../../cnnlab/widgets/conv_stepper/terms.js";

const NO_PADDING = { top: 0, left: 0 };
const IMAGE = [
  [
    [1, 2, 3],
    [4, 5, 6],
  ],
  [
    [10, 20, 30],
    [40, 50, 60],
  ],
];
const AT = {
  ...NO_PADDING,
  padded: { rows: 2, columns: 3 },
  kernel: { rows: 2, columns: 2 },
  out: { rows: 1, columns: 2 },
};
const MOVES = { stride: [1, 1], dilation: [1, 1] };
const KERNEL = [
  [1, -1],
  [2, -2],
];

test("each number meets the weight at its place, channel by channel", () => {
  const walk = { ...MOVES, weight: [KERNEL, KERNEL] };
  const [first, second] = termsOf(walk, IMAGE, AT, 1);
  assert.deepEqual(first, [
    { seen: 2, weight: 1 },
    { seen: 3, weight: -1 },
    { seen: 5, weight: 2 },
    { seen: 6, weight: -2 },
  ]);
  assert.deepEqual(
    second.map(({ seen }) => seen),
    [20, 30, 50, 60],
  );
});

test("padding counts as zero", () => {
  const at = { ...AT, top: 1, left: 1, padded: { rows: 3, columns: 4 } };
  const [terms] = termsOf({ ...MOVES, weight: [KERNEL] }, IMAGE, at, 0);
  assert.deepEqual(
    terms.map(({ seen }) => seen),
    [0, 0, 0, 1],
  );
});

test("backward, a step knows its gradient, and where each weight's number is; padding is null", () => {
  const at = { ...AT, top: 1, left: 1, padded: { rows: 3, columns: 4 } };
  const terms = termsBack({ ...MOVES, weight: KERNEL, out: [[7, 8]] }, IMAGE, at, 1);
  assert.deepEqual(terms.at(-1), { grad: 8, weight: -2, row: 1, column: 2, seen: 2 });
  assert.equal(terms[0].seen, null);
});

test("what the steps add up to: by hand", () => {
  const walk = { ...MOVES, weight: KERNEL, out: [[1, 10]] };
  assert.deepEqual(sumsBack(walk, IMAGE, AT, 0), { input: [0, 0, 0, 0, 0, 0], kernel: [0, 0, 0, 0] });
  assert.deepEqual(sumsBack(walk, IMAGE, AT, 1), { input: [1, -1, 0, 2, -2, 0], kernel: [1, 2, 4, 5] });
  assert.deepEqual(sumsBack(walk, IMAGE, AT, 2), { input: [1, 9, -10, 2, 18, -20], kernel: [21, 32, 54, 65] });
});

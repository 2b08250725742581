import assert from "node:assert/strict";
import test from "node:test";
import {
  paddedAt,
  placeOf,
  placesUnder,
  readersOf,
  readersWords,
  unreadWords,
} from "../../../cnnlab/widgets/stepper/window.js";

const IMAGE = [
  [
    [1, 2],
    [3, 0],
  ],
];

test("steps go row by row", () => {
  assert.deepEqual(
    [0, 3, 4, 11].map((step) => placeOf(step, 4)),
    [
      [0, 0],
      [0, 3],
      [1, 0],
      [2, 3],
    ],
  );
});

test("padding is null on all sides, and a zero of the image is not", () => {
  const at = { top: 1, left: 2 };
  const rows = [0, 1, 2, 3].map((row) => [1, 2, 3, 4].map((column) => paddedAt(IMAGE, at, 0, row, column)));
  assert.deepEqual(rows, [
    [null, null, null, null],
    [null, 1, 2, null],
    [null, 3, 0, null],
    [null, null, null, null],
  ]);
});

test("the places under a window follow its stride and its dilation", () => {
  const walk = { stride: [3, 2], dilation: [2, 1] };
  const at = { kernel: { rows: 2, columns: 2 }, out: { rows: 2, columns: 2 } };
  assert.deepEqual(placesUnder(walk, at, 3), [
    { row: 3, column: 2 },
    { row: 3, column: 3 },
    { row: 5, column: 2 },
    { row: 5, column: 3 },
  ]);
});

test("who reads a place is who has it under the window", () => {
  for (const stride of [1, 2, 3])
    for (const dilation of [1, 2])
      for (const size of [1, 2, 3]) {
        const walk = { stride: [9, stride], dilation: [9, dilation] };
        const at = { kernel: { rows: 1, columns: size }, out: { rows: 1, columns: 4 } };
        for (let place = 0; place < 12; place++) {
          const under = [0, 1, 2, 3].filter((step) =>
            placesUnder(walk, at, step).some(({ column }) => column === place),
          );
          assert.deepEqual(readersOf(walk, 1, place, 4, size), under);
        }
      }
});

test("readers and what nobody reads, in words", () => {
  assert.deepEqual([0, 1, 4].map(readersWords), ["No output reads it.", "1 output reads it.", "4 outputs read it."]);
  assert.equal(unreadWords([0, 0]), "");
  assert.equal(unreadWords([0, 1]), " No window reads the last column.");
  assert.equal(unreadWords([2, 1]), " No window reads the last 2 rows and the last column.");
});

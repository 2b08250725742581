import assert from "node:assert/strict";
import test from "node:test";
import {
  about,
  answerOf,
  errorWords,
  mapsTitle,
  offWords,
  strengths,
  whenWords,
} from "../../../cnnlab/widgets/time_machine/words.js";

test("the answer is the most probable class; of two, the first", () => {
  assert.equal(answerOf([0.1, 0.7, 0.2]), 1);
  assert.equal(answerOf([0.2, 0.4, 0.4]), 1);
});

test("a moment is so many steps after the beginning", () => {
  assert.deepEqual([0, 1, 21].map(whenWords), ["Before training", "After 1 step", "After 21 steps"]);
});

test("the title of the maps says what full colour stands for", () => {
  const size = { rows: 24, columns: 23 };
  const said = "What each makes of this 7: a map of 24 x 23.";
  assert.equal(mapsTitle(7, { ...size, signed: true }, 1.5), `${said} Full colour is 1.50`);
  assert.equal(mapsTitle(7, { ...size, signed: false }, 0), `${said} Black is 0.00`);
});

test("the most common error is one beside the diagonal; of several, the first", () => {
  const counts = [
    [90, 2, 1],
    [0, 80, 3],
    [3, 0, 70],
  ];
  assert.equal(errorWords(counts), "The most common error: 3 times a 1 was called a 2.");
  assert.equal(
    errorWords([
      [5, 0],
      [1, 5],
    ]),
    "The most common error: 1 time a 1 was called a 0.",
  );
  assert.equal(
    errorWords([
      [5, 0],
      [0, 5],
    ]),
    "No errors.",
  );
});

test("a colour is as strong as the root of a count's share in its row", () => {
  assert.deepEqual(strengths([25, 75, 0]), [23, 46 * Math.sqrt(0.75), 0]);
  assert.deepEqual(strengths([0, 0]), [0, 0]);
});

test("what is too small to be written without an exponent is below the least that is", () => {
  assert.deepEqual([0, 0.00009, 0.0001, 0.25, 1 / 3].map(about), ["0", "below 0.0001", "0.0001", "0.25", "≈0.333"]);
});

test("of a kernel's weights the one that is furthest off is named; of several, the first", () => {
  assert.equal(
    offWords(
      [
        [1, 0],
        [0, -2],
      ],
      [
        [1, 1],
        [-1, -2],
      ],
    ),
    " Furthest off: row 0, column 1, by 1.",
  );
  assert.equal(offWords([[3]], [[3]]), " No weight is off.");
});

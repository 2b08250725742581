import assert from "node:assert/strict";
import test from "node:test";
import { Matrix } from "../../../cnnlab/widgets/dense_to_conv/matrix.js";
import { lensWords, outputWords, weightWords } from "../../../cnnlab/widgets/dense_to_conv/words.js";

const free = { seed: 0, most: 9, unit: 1 };
const matrix = (side, kernel) => new Matrix({ side, out: side - kernel.length + 1, kernel, free });
const small = matrix(4, [
  [1, 2],
  [3, -4],
]);

test("a free weight joins two pixels, and is shared with no other", () => {
  const value = small.weight(5, 10, "dense");
  assert.equal(
    weightWords(small, "dense", 5, 10),
    `Row 5, column 10: the weight from input row 2, column 2 to output row 1, column 2 is ${value}; ` +
      "it is free, shared with no other.",
  );
});

test("a tied weight is a number of the kernel", () => {
  const end = "is -4; it is row 1, column 1 of the kernel, shared with 8 others.";
  assert.ok(weightWords(small, "tied", 5, 11).endsWith(end));
});

test("a weight that is gone says what is left", () => {
  const end = "is gone. This output pixel reads only the input's rows 1 to 2, columns 2 to 3.";
  for (const stop of ["masked", "tied"]) assert.ok(weightWords(small, stop, 5, 0).endsWith(end));
  const point = matrix(4, [[5]]);
  assert.ok(weightWords(point, "tied", 6, 0).endsWith("reads only the input's row 1, column 2."));
});

test("a single row shares with none", () => {
  const whole = matrix(2, [
    [1, 2],
    [3, 4],
  ]);
  assert.ok(weightWords(whole, "tied", 0, 3).endsWith("is 4; no other row shares it."));
});

test("an output pixel has a value where there is a map", () => {
  assert.equal(outputWords([1, 0], undefined), "row 1, column 0");
  assert.equal(
    outputWords(
      [1, 0],
      [
        [1, 2],
        [3.25, 4],
      ],
    ),
    "row 1, column 0 is 3.25",
  );
});

test("the enlarged part is named by its first and last rows and columns", () => {
  assert.equal(lensWords({ top: 5, left: 0 }, { rows: 13, columns: 4 }), "rows 5 to 17, columns 0 to 3");
});

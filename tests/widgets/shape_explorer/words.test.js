import assert from "node:assert/strict";
import test from "node:test";
import { formulaLines, inputWords, outputWords, timesRead } from "../../../cnnlab/widgets/shape_explorer/words.js";

/** A walk as Python computes it: what each output reads, who reads each cell, and how often that is. */
function walk({ size, kernel, stride = 1, padding = 0, dilation = 1 }) {
  const padded = size + 2 * padding;
  const out = Math.floor((padded - dilation * (kernel - 1) - 1) / stride) + 1;
  const reads = Array.from({ length: out }, (_, output) =>
    Array.from({ length: kernel }, (_, tap) => output * stride + tap * dilation),
  );
  const outputs = [...reads.keys()];
  const readers = Array.from({ length: padded }, (_, cell) => outputs.filter((output) => reads[output].includes(cell)));
  const counts = readers.map((rows) => readers.map((columns) => rows.length * columns.length));
  return { out, padded, reads, readers, counts };
}

test("how often a cell is read is said in words", () => {
  assert.deepEqual([0, 1, 2].map(timesRead), ["never read", "read once", "read 2 times"]);
});

test("an input cell says who reads it", () => {
  const five = walk({ size: 5, kernel: 3 });
  assert.equal(inputWords(five, 0, 0, 0), "Input row 0, column 0 is read once, by output row 0, column 0.");
  assert.equal(inputWords(five, 0, 0, 1), "Input row 0, column 1 is read 2 times, by 1 row x 2 columns of outputs.");
  assert.equal(inputWords(five, 0, 2, 2), "Input row 2, column 2 is read 9 times, by 3 rows x 3 columns of outputs.");
  assert.equal(inputWords(walk({ size: 6, kernel: 3, stride: 2 }), 0, 5, 2), "Input row 5, column 2 is never read.");
});

test("padding has no row and no column of the input", () => {
  const padded = walk({ size: 5, kernel: 3, padding: 1 });
  assert.equal(inputWords(padded, 1, 0, 0), "This padding cell is read once, by output row 0, column 0.");
  assert.match(inputWords(padded, 1, 1, 1), /^Input row 0, column 0 is read 4 times/);
});

test("an output cell says what it reads", () => {
  const words = (settings, row, column) => outputWords(walk(settings), settings.padding ?? 0, row, column);
  assert.equal(
    words({ size: 6, kernel: 3, stride: 2 }, 1, 0),
    "Output row 1, column 0 reads the input's rows 2 to 4 and columns 0 to 2.",
  );
  assert.match(words({ size: 6, kernel: 3, dilation: 2 }, 0, 1), /rows 0, 2, 4 and columns 1, 3, 5\.$/);
  assert.match(words({ size: 6, kernel: 2 }, 3, 0), /rows 3, 4 and columns 0, 1\.$/);
  assert.match(words({ size: 6, kernel: 1 }, 3, 0), /the input's row 3 and column 0\.$/);
});

test("an output that reads padding says how to tell", () => {
  const words = (row, column) => outputWords(walk({ size: 5, kernel: 3, padding: 1 }), 1, row, column);
  assert.match(words(0, 2), /rows -1 to 1 and columns 1 to 3; numbers below 0 or above 4 are padding\.$/);
  assert.match(words(2, 4), /columns 3 to 5; numbers below 0 or above 4 are padding\.$/);
  assert.match(words(2, 2), /columns 1 to 3\.$/);
});

test("the formula may break before an equals sign", () => {
  const piece = (text) => [text, "", ""];
  const lines = formulaLines(["6", " / ", "2", " = floor(", "3", ")", " = ", "3"].map(piece));
  assert.deepEqual(
    lines.map((line) => line.map(([text]) => text).join("")),
    ["6 / 2", " = floor(3)", " = 3"],
  );
});

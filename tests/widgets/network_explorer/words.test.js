import assert from "node:assert/strict";
import test from "node:test";
import { counted, fixed, reachWords, span } from "../../../cnnlab/widgets/network_explorer/words.js";
import { makeNet, padded, toy } from "./toy.js";

test("numbers of a table have three decimals, and zero never has a sign", () => {
  const numbers = [1, -0.12345, 99.9999, 100, -1234.56, 0, -0, 0.0004, -0.0004, null];
  const texts = ["1.000", "-0.123", "100.000", "100.0", "-1234.6", "0", "0", "0.000", "0.000", "0"];
  assert.deepEqual(numbers.map(fixed), texts);
});

test("one thing, two things", () => {
  assert.deepEqual([counted(1, "product"), counted(25, "product")], ["1 product", "25 products"]);
});

test("a list of rows from its first to its last", () => {
  assert.deepEqual(
    [[], [4], [4, 5, 9]].map((list) => span(list, "row")),
    ["row none", "row 4", "rows 4 to 9"],
  );
});

test("a number says what it sees and what it feeds", () => {
  assert.equal(
    reachWords(toy, [4, 5]),
    "It depends on the pixels in rows 0 to 3 and columns 2 to 5 (4 x 4). It feeds 3 numbers of the next layer (dense).",
  );
  assert.equal(reachWords(toy, [0, 0]), "It feeds 2 numbers of the next layer (conv).");
  assert.ok(reachWords(toy, [6, 1]).endsWith("(6 x 6). It is an answer, and feeds nothing."));
  assert.ok(reachWords(padded, [1, 0]).startsWith("It depends on the pixels in row 1 and column 1 (1 x 1). "));
});

test("a window may see nothing but padding", () => {
  const window = Array(2).fill([1, 3, 2, 1]);
  const layers = [
    { kind: "input", name: "input", shape: [1, 2, 2], window: [] },
    { kind: "conv", name: "conv", shape: [1, 2, 2], window, weight: 0 },
  ];
  assert.ok(reachWords(makeNet(layers, [1]), [1, 0]).startsWith("It sees padding alone. "));
});

import assert from "node:assert/strict";
import test from "node:test";
import { count, factor, percent, place, plural, show } from "../../../cnnlab/widgets/shared/text.js";

test("a number has at most four digits and no trailing zeros", () => {
  assert.deepEqual(
    [0, 2, -1.5, 0.1 + 0.2, 1234.56, 1e-7].map((value) => show(value)),
    ["0", "2", "-1.5", "0.3", "1235", "1e-7"],
  );
  assert.equal(show(1 / 3, 2), "0.33");
  assert.equal(show(-0), "0");
});

test("what is no finite number has a name", () => {
  assert.deepEqual(
    [Infinity, -Infinity, Number.NaN, null].map((value) => show(value)),
    ["inf", "-inf", "?", "?"],
  );
});

test("negative factors stand in brackets", () => {
  assert.deepEqual([factor(3), factor(-2), factor(0)], ["3", "(-2)", "0"]);
});

test("thousands are set apart", () => {
  assert.deepEqual([0, 999, 1000, 61706, 1234567].map(count), ["0", "999", "1,000", "61,706", "1,234,567"]);
});

test("one is singular, none and many are plural", () => {
  assert.deepEqual(
    [0, 1, 2].map((n) => plural(n, "unit")),
    ["units", "unit", "units"],
  );
  assert.deepEqual(
    [1, 2].map((n) => plural(n, "bias", "biases")),
    ["bias", "biases"],
  );
});

test("a part of 1 is a percentage with one decimal", () => {
  assert.deepEqual([0, 0.9876, 1].map(percent), ["0.0 %", "98.8 %", "100.0 %"]);
});

test("a place is its row and its column", () => assert.equal(place(0, 12), "row 0, column 12"));

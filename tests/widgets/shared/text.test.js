import assert from "node:assert/strict";
import test from "node:test";
import {
  count,
  equation,
  exact,
  factor,
  fitted,
  inDigits,
  percent,
  place,
  plural,
  same,
  show,
  withArticle,
} from "../../../cnnlab/widgets/shared/text.js";

test("a fraction has at most four digits and no trailing zeros, and says that it is rounded", () => {
  assert.deepEqual(
    [0, 2, -1.5, 0.1 + 0.2, 1234.56, 1e-7].map((value) => show(value)),
    ["0", "2", "-1.5", "0.3", "≈1235", "1e-7"],
  );
  assert.equal(show(1 / 3, 2), "≈0.33");
  assert.equal(show(-1 / 3), "≈-0.3333");
  assert.equal(show(-0), "0");
});

test("the whole part of a number is whole", () => {
  assert.deepEqual(
    [12345, 12495, -99999, 1234567890, 12345.678].map((value) => show(value)),
    ["12345", "12495", "-99999", "1234567890", "≈12346"],
  );
  assert.equal(show(98765.4, 2), "≈98765");
});

test("very large and very small numbers stay short", () => {
  assert.deepEqual(
    [1e10, -2.5e12, 12345678901, 1e-5, 0.0000123456, 1e308].map((value) => show(value)),
    ["1e10", "-2.5e12", "≈1.235e10", "1e-5", "≈1.235e-5", "1e308"],
  );
});

test("what is shown is the number, or marked", () => {
  for (let k = 0; k < 2000; k++) {
    const value = (Math.random() - 0.5) * 10 ** (30 * Math.random() - 15);
    for (const digits of [1, 2, 3, 4]) {
      const text = show(value, digits);
      const close = same(Number(text.replace("≈", "")), value);
      assert.equal(text.startsWith("≈"), !close, text);
      assert.equal(Number(text.replace("≈", "")), Number(inDigits(value, digits)));
    }
  }
});

test("all of a number is what floating point has not added", () => {
  assert.deepEqual([0.1 + 0.2, 1 / 3, 12345.678, 1e10 + 1].map(exact), [
    "0.3",
    "0.333333333333",
    "12345.678",
    "1.0000000001e10",
  ]);
});

test("a number gets as many digits as there is room for, else none", () => {
  const texts = (value) => [8, 7, 6, 5, 4, 3, 2, 1].map((room) => fitted(value, room));
  assert.deepEqual(texts(-1 / 3), ["≈-0.333", "≈-0.333", "≈-0.33", "≈-0.3", "", "", "", ""]);
  assert.deepEqual(texts(12345), ["12345", "12345", "12345", "12345", "≈1e4", "", "", ""]);
  assert.deepEqual(texts(1e7), ["10000000", "1e7", "1e7", "1e7", "1e7", "1e7", "", ""]);
  assert.deepEqual(texts(0.125), ["0.125", "0.125", "0.125", "0.125", "≈0.1", "", "", ""]);
  assert.deepEqual(texts(Infinity).slice(-2), ["", ""]);
  assert.equal(fitted(1.25, 9, 2), "1.25", "as long as what it would be rounded to");
});

test("an equation says once that it is rounded", () => {
  assert.deepEqual(equation("Output 0", "2·3 + 1", "7"), { parts: ["Output 0 = ", "2·3 + 1", " = "], result: "7" });
  assert.deepEqual(equation("Output 0", "≈0.3333·(≈-0.6667)", "≈-0.2222"), {
    parts: ["Output 0 = ", "0.3333·(-0.6667)", " ≈ "],
    result: "-0.2222",
  });
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

test("an 8, and all that begins with that sound, is not a 8", () => {
  const an = Array.from({ length: 100 }, (_, n) => n).filter((n) => withArticle(n) === `an ${n}`);
  assert.deepEqual(an, [8, 11, 18, 80, 81, 82, 83, 84, 85, 86, 87, 88, 89]);
  assert.equal(withArticle(4), "a 4");
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

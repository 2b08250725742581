import assert from "node:assert/strict";
import test from "node:test";
import { ink, inkText, isBlue, minus, minuses, rgb, signed } from "../../../cnnlab/widgets/shared/colour.js";

const mixed = (colour, part) => `color-mix(in srgb, var(--cl-${colour}) ${part}%, var(--cl-cell))`;

test("a signed number has its side's colour, as much of it as it is large", () => {
  assert.equal(signed(5, 10), mixed("positive", "31"));
  assert.equal(signed(-10, 10), mixed("negative", "62"));
  assert.equal(signed(0, 10), mixed("positive", "0"));
});

test("beyond the limit the colour is full, and without a limit there is none", () => {
  assert.equal(signed(99, 10), mixed("positive", "62"));
  assert.equal(signed(3, 0), mixed("positive", "0"));
});

test("ink goes from paper to black", () => {
  assert.deepEqual(
    [-1, 0, 0.5, 1, 2].map((value) => ink(value, 1)),
    ["rgb(255,255,255)", "rgb(255,255,255)", "rgb(128,128,128)", "rgb(0,0,0)", "rgb(0,0,0)"],
  );
  assert.equal(ink(3, 0), "rgb(255,255,255)");
});

test("text on dark ink is white", () => {
  assert.deepEqual([inkText(0.5, 1), inkText(0.6, 1), inkText(1, 0)], ["#1f2328", "#ffffff", "#1f2328"]);
});

test("a colour is its red, green and blue", () => assert.deepEqual(rgb("#c2410c"), [194, 65, 12]));

test("a number that is seen to be blue has a minus, in the middle of its cell and no longer than it is high", () => {
  assert.deepEqual(
    [-1, -0.05, -0.03, 0, 1].map((value) => isBlue(value, 1)),
    [true, true, false, false, false],
  );
  assert.equal(minus(10, 20, 10), "M13 25h4");
  assert.equal(minus(0, 0, 40, 10), "M18 5h4");
  assert.equal(minuses([1, -1, 0, -1], 2, 1), minus(1, 0) + minus(1, 1));
});

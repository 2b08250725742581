import assert from "node:assert/strict";
import test from "node:test";
import { drawnChannels, extent, foldedOutline, scale } from "../../../cnnlab/widgets/architecture_builder/scale.js";

test("each channel lies a little behind the one before", () => {
  assert.deepEqual(extent([1, 28, 28], 28), [28, 28]);
  assert.deepEqual(extent([11, 10, 20], 28), [24.5, 13]);
});

test("a list is folded into columns as high as the largest map", () => {
  assert.deepEqual(extent([784], 28), [28, 28]);
  assert.deepEqual(extent([64], 28), [3, 28]);
  assert.deepEqual(extent([10], 28), [1, 10]);
});

test("cells are as large as the largest volume allows, and never larger than six pixels", () => {
  assert.deepEqual(scale([[1, 5, 5], [10]]), { high: 5, unit: 6 });
  assert.deepEqual(scale([[1, 250, 250]]), { high: 250, unit: 0.5 });
});

test("the outline of a folded list holds as many cells as numbers", () => {
  assert.equal(foldedOutline(3, 5, 1), "M0 0H1V3H0Z");
  assert.equal(foldedOutline(10, 5, 1), "M0 0H2V5H0Z");
  assert.equal(foldedOutline(12, 5, 2), "M0 0H6V4H4V10H0Z");
});

test("of many channels the first, the last and some between are drawn", () => {
  assert.deepEqual(drawnChannels(1), [0]);
  assert.deepEqual(drawnChannels(3), [0, 1, 2]);
  const drawn = drawnChannels(1024);
  assert.deepEqual([drawn.length, drawn[0], drawn[drawn.length - 1]], [32, 0, 1023]);
});

import assert from "node:assert/strict";
import test from "node:test";
import { marksOf, moved, placesOf } from "../../../cnnlab/widgets/permutation_goggles/shuffle.js";
import { followedWords } from "../../../cnnlab/widgets/permutation_goggles/words.js";

test("an order says which pixel lies at each place; its inverse, where each pixel lies", () => {
  assert.deepEqual([...placesOf([2, 0, 1], 3)], [1, 2, 0]);
  assert.deepEqual([...placesOf(undefined, 3)], [0, 1, 2]);
});

test("a key leads to the next pixel, and at an edge it stays", () => {
  assert.equal(moved(7, [0, 1], 3, 4), 7);
  assert.equal(moved(6, [0, 1], 3, 4), 7);
  assert.equal(moved(4, [0, -1], 3, 4), 4);
  assert.equal(moved(1, [-1, 0], 3, 4), 1);
  assert.equal(moved(1, [1, 0], 3, 4), 5);
  assert.equal(moved(9, [1, 0], 3, 4), 9);
  assert.equal(moved(5, [-Infinity, -Infinity], 3, 4), 0);
  assert.equal(moved(5, [Infinity, Infinity], 3, 4), 11);
});

test("a pixel at home has a frame; one nearby also a ring; one far away also a line between them", () => {
  const names = (own, present) => marksOf(own, present, 28).map(({ name }) => name);
  assert.deepEqual(names(30, 30), ["now"]);
  assert.deepEqual(names(30, 32), ["home", "now"]);
  assert.deepEqual(names(0, 10), ["way", "home", "now"]);
  const [way, home, now] = marksOf(0, 10, 28).map(({ shape }) => shape);
  assert.deepEqual(home, { cx: 0.5, cy: 0.5, r: 1.5 });
  assert.deepEqual([now.x + 1.3, now.y + 1.3], [10.5, 0.5]);
  assert.deepEqual(way, { x1: 2, y1: 0.5, x2: 8.7, y2: 0.5 });
});

test("where a pixel went is said as far as it matters", () => {
  const followed = { source: 29, places: [5, 5], image: 1, columns: 28, straight: false, kept: false };
  assert.equal(
    followedWords(followed),
    "The pixel of row 1, column 1 is now at row 0, column 5: the same place in all 2 images.",
  );
  assert.match(followedWords({ ...followed, places: [5], image: 0 }), /the same place in this image\.$/);
  assert.match(
    followedWords({ ...followed, places: [5, 6] }),
    /column 6 in image 2\. In the 2 images it went to 2 different places\.$/,
  );
  assert.match(
    followedWords({ ...followed, straight: true, kept: true }),
    /belongs, in every image\. It stays marked\.$/,
  );
});

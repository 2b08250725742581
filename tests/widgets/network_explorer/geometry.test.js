import assert from "node:assert/strict";
import test from "node:test";
import { boxOf, conePath, framePath, pixelSize, runs } from "../../../cnnlab/widgets/network_explorer/geometry.js";

const box = (x, y, width, height) => ({ x, y, width, height });

test("neighbours make one run", () => {
  assert.deepEqual(runs([1, 2, 3, 7]), [
    [1, 3],
    [7, 7],
  ]);
  assert.deepEqual(runs([]), []);
});

test("a box holds its first and its last row and column", () => {
  assert.deepEqual(boxOf([2, 4], [1, 1]), box(1, 2, 1, 3));
  assert.deepEqual(boxOf([2, 4], [1, 1], 10, 5), box(10, 10, 10, 15));
});

test("a frame goes around its box, and around a small one at a distance", () => {
  assert.equal(framePath([box(3, 4, 10, 20), box(0, 0, 1, 2)]), "M3 4h10v20h-10zM0 0h1v2h-1z");
  assert.equal(framePath([box(3, 4, 1, 20)], 5), "M1 4h5v20h-5z");
  assert.equal(framePath([]), "");
});

test("lines lead from foot to top, one to one, one to many and many to one", () => {
  const above = [box(0, 0, 2, 2), box(10, 0, 2, 2)];
  const below = [box(0, 9, 2, 2), box(10, 9, 2, 2)];
  const line = (from, to) => `M${from.x} 2L${to.x} 9M${from.x + 2} 2L${to.x + 2} 9`;
  assert.equal(conePath(above, below), line(above[0], below[0]) + line(above[1], below[1]));
  assert.equal(conePath([above[0]], below), line(above[0], below[0]) + line(above[0], below[1]));
  assert.equal(conePath(above, [below[1]]), line(above[0], below[1]) + line(above[1], below[1]));
});

test("no lines where it is not clear from where to where, or where there were too many", () => {
  const boxes = (count) => Array.from({ length: count }, (_, n) => box(n, 0, 1, 1));
  for (const [from, to] of [
    [2, 3],
    [0, 1],
    [1, 0],
    [0, 0],
    [1, 40],
  ])
    assert.equal(conePath(boxes(from), boxes(to)), "");
  assert.notEqual(conePath(boxes(1), boxes(39)), "");
});

test("small maps have larger numbers, in half pixels and as the room allows", () => {
  assert.deepEqual(
    [28, 12, 4].map((columns) => pixelSize(columns, 1000)),
    [2.5, 3.5, 5],
  );
  assert.equal(pixelSize(24, 60), 2); // 54 / 24 = 2.25
  assert.equal(pixelSize(24, 20), 1);
});

test("where units are not square, a small frame has a least height of its own", () => {
  assert.equal(framePath([box(0, 0, 1, 1)], 3, 0), "M-1 0h3v1h-3z");
});

test("on a narrow page a small map is as wide as a finger needs", () => {
  assert.equal(pixelSize(4, 42), 5);
  assert.equal(pixelSize(4, 42, 26), 6.5);
  assert.equal(pixelSize(4, 20, 26), 3.5);
});

import assert from "node:assert/strict";
import test from "node:test";
import {
  cellSide,
  centred,
  charactersOf,
  flow,
  inputSize,
  shapesOf,
  sizeOf,
  windowSpan,
} from "../../../cnnlab/widgets/stepper/layout.js";

const grid = (rows, columns) => Array.from({ length: rows }, () => Array(columns).fill(0));

test("rows and columns of a grid", () => {
  assert.deepEqual(sizeOf(grid(2, 3)), { rows: 2, columns: 3 });
});

test("padding may differ on all four sides", () => {
  const padding = [
    [1, 2],
    [3, 4],
  ];
  const at = shapesOf({ padding }, [grid(5, 6), grid(5, 6)], { rows: 2, columns: 2 }, grid(7, 12));
  assert.deepEqual(at, {
    channels: 2,
    image: { rows: 5, columns: 6 },
    padded: { rows: 8, columns: 13 },
    kernel: { rows: 2, columns: 2 },
    out: { rows: 7, columns: 12 },
    top: 1,
    left: 3,
    total: 84,
  });
});

test("a cell is as large as the narrowest room allows, within its bounds", () => {
  assert.equal(cellSide(3, 36, 20.9, 30), 20);
  assert.equal(cellSide(3, 36, 100, 90), 36);
  assert.equal(cellSide(3, 36, 100, 1.5), 3);
});

test("a dilated window spans its gaps", () => {
  const kernel = { rows: 2, columns: 3 };
  assert.deepEqual(windowSpan({ dilation: [1, 1] }, kernel, 10), { width: 30, height: 20 });
  assert.deepEqual(windowSpan({ dilation: [3, 2] }, kernel, 10), { width: 50, height: 40 });
});

test("what is centred has the same room on both sides", () => {
  assert.equal(centred(10, 30, 20), 15);
  assert.equal(centred(10, 20, 30), 5);
});

const block = (rows, columns, more = {}) => ({ shape: { rows, columns }, cell: 10, ...more });

test("grids follow one another like words: on one line while there is room, in the middle of its height", () => {
  const { corners, width } = flow([[block(4, 5), block(2, 3, { lead: 20 }), block(1, 30)]], 300);
  const [[first, second, third]] = corners;
  assert.deepEqual([first.x, second.x, third.x], [0, 70, 0]);
  assert.equal(first.y + 20, second.y + 10);
  assert.ok(third.y > first.y + 40);
  assert.equal(width, 300);
});

test("each group begins a line, and what is wider than the room makes the drawing wider", () => {
  const { corners, width, height } = flow([[block(1, 1)], [block(2, 40)]], 300);
  assert.equal(corners[1][0].x, 0);
  assert.ok(corners[1][0].y > corners[0][0].y);
  assert.equal(width, 400);
  assert.ok(height >= corners[1][0].y + 20);
});

test("a grid takes the room of its name", () => {
  const { corners } = flow([[block(1, 1, { title: 90 }), block(1, 1)]], 300);
  assert.equal(corners[0][1].x, 90);
});

test("the size of the input tells its padding", () => {
  const image = { rows: 5, columns: 4 };
  assert.equal(inputSize({ image, padded: image }), "5 x 4");
  assert.equal(inputSize({ image, padded: { rows: 5, columns: 6 } }), "5 x 4, padded to 5 x 6");
});

test("the longest number of lists of any depth, in characters", () => {
  assert.equal(charactersOf([1, [[-20.5]], [[[3]]]]), 5);
});

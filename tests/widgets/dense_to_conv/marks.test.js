import assert from "node:assert/strict";
import test from "node:test";
import { hairlines, mateBoxes, mateLines, outline, pickMarks } from "../../../cnnlab/widgets/dense_to_conv/marks.js";

const paths = (marks) => marks.map(({ path }) => path);

test("an outline goes around its cells", () => {
  assert.equal(outline(2, 3), "M3 2h1v1h-1z");
  assert.equal(outline(0, 1, 4, 5), "M1 0h5v4h-5z");
});

test("a picked weight is marked with its row, its column, its mates and itself, in this order", () => {
  const mate = { path: "mate", colour: "highlight" };
  const marks = pickMarks({ rows: 4, columns: 9 }, 1, 5, [mate]);
  assert.deepEqual(paths(marks), ["M0 1h9M0 2h9", "M5 0v4M6 0v4", "mate", "M5 1h1v1h-1z"]);
  assert.deepEqual(
    marks.map(({ colour }) => colour),
    ["output", "input", "highlight", "highlight"],
  );
});

test("where cells are small, one line goes through the middle of each", () => {
  assert.deepEqual(paths(hairlines({ rows: 4, columns: 9 }, 1, 5)), ["M0 1.5h9", "M5.5 0v4"]);
});

test("of the mates those are boxed that are seen", () => {
  const [mark] = mateBoxes([7, 8, 9, 12, 13], { top: 1, left: 9 }, { rows: 3, columns: 4 });
  assert.deepEqual(mark, { path: "M0 1h1v1h-1zM3 2h1v1h-1z", colour: "highlight", fine: true });
  assert.deepEqual(mateBoxes([7, 8], { top: 0, left: 20 }, { rows: 3, columns: 4 }), []);
});

test("or each row of output pixels is a line", () => {
  assert.deepEqual(paths(mateLines([7, 8, 12, 13], 2)), ["M7 0l2 2M12 2l2 2"]);
  assert.deepEqual(mateLines([], 2), []);
});

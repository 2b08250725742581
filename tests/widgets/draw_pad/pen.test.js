import assert from "node:assert/strict";
import test from "node:test";
import { Pen, stepOf } from "../../../cnnlab/widgets/draw_pad/pen.js";

/** A pen that has drawn a stroke through these points. */
function drawn(points, most = 100) {
  const pen = new Pen([], most);
  pen.lower();
  for (const point of points) pen.draw(point);
  pen.lift();
  return pen;
}

test("keys lead up, down, aside and to the corners, with Shift in small steps", () => {
  assert.deepEqual(stepOf({ key: "ArrowUp", shiftKey: false }), [0, -0.04]);
  assert.deepEqual(stepOf({ key: "PageDown", shiftKey: true }), [0.01, 0.01]);
  assert.deepEqual(stepOf({ key: "Home", shiftKey: false }), [-0.04, -0.04]);
  assert.equal(stepOf({ key: "a", shiftKey: false }), null);
});

test("the pen goes no further than the edge", () => {
  const pen = new Pen([], 100);
  assert.deepEqual(pen.after([-0.04, 0.2]), [0.46, 0.7]);
  assert.deepEqual(pen.after([9, -9]), [1, 0]);
  assert.deepEqual(drawn([[0.123456, 7]]).strokes, [[[0.1235, 1]]]);
});

test("only what the pen draws while it is down is a stroke, and every line goes on from the last point", () => {
  const pen = new Pen([], 100);
  assert.equal(pen.draw([0.1, 0.1]), null);
  pen.lower();
  assert.deepEqual(pen.draw([0.1, 0.1]), [
    [0.1, 0.1],
    [0.1, 0.1],
  ]);
  assert.deepEqual(pen.draw([0.2, 0.1]), [
    [0.1, 0.1],
    [0.2, 0.1],
  ]);
  assert.equal(pen.draw([0.2, 0.102]), null, "too near to be new");
  assert.deepEqual(pen.place, [0.2, 0.102]);
  pen.lift();
  assert.deepEqual(pen.strokes, [
    [
      [0.1, 0.1],
      [0.2, 0.1],
    ],
  ]);
});

test("a drawing has no more points than it may have", () => {
  const pen = drawn(
    [
      [0.1, 0.1],
      [0.2, 0.2],
    ],
    3,
  );
  pen.lower();
  assert.ok(pen.draw([0.5, 0.5]));
  assert.equal(pen.draw([0.6, 0.6]), null);
  assert.deepEqual(
    pen.strokes.map(({ length }) => length),
    [2, 1],
  );
});

test("undo takes one stroke away; after clear it brings all of them back, once", () => {
  const pen = drawn([[0.1, 0.1]]);
  const first = pen.strokes;
  pen.clear();
  assert.deepEqual(pen.strokes, []);
  assert.ok(pen.undo());
  assert.equal(pen.strokes, first, "the very same: what was answered to them holds");
  assert.ok(pen.undo());
  assert.deepEqual(pen.strokes, []);
  assert.ok(!pen.undo());
});

test("to clear what is clear forgets nothing, and a new stroke is undone before", () => {
  const pen = drawn([[0.1, 0.1]]);
  pen.clear();
  pen.clear();
  pen.lower();
  pen.draw([0.9, 0.9]);
  pen.lift();
  pen.undo();
  assert.deepEqual(pen.strokes, []);
  assert.ok(!pen.undo());
});

test("strokes from elsewhere end the one being drawn", () => {
  const pen = new Pen([], 100);
  pen.lower();
  pen.draw([0.1, 0.1]);
  pen.replace([[[0.7, 0.7]]]);
  assert.ok(!pen.down);
  assert.equal(pen.draw([0.2, 0.2]), null);
  assert.deepEqual(pen.strokes, [[[0.7, 0.7]]]);
});

import assert from "node:assert/strict";
import test from "node:test";
import { advance, slide } from "../../../cnnlab/widgets/stepper/clock.js";

test("a position moves by time and speed", () => {
  assert.equal(advance(3, 3, 0.125, 4), 3.5);
  assert.equal(advance(3.5, 3, 0.125, 4), 4);
});

test("no step is passed over, however late the frame and however fast the walk", () => {
  const late = advance(3.9, 3, 2, 30);
  assert.equal(Math.floor(late), 4);
  assert.ok(
    Math.abs(late - 4.4) < 1e-9,
    "of a late frame a quarter of a second counts: 7.5 steps, of which .4 is left",
  );
});

test("a walk that was moved meanwhile is met where it is", () => {
  assert.equal(Math.floor(advance(9.2, 3, 0, 2)), 4);
  assert.equal(Math.floor(advance(2.2, 9, 0, 2)), 2);
});

test("a frame that began before the click moves nothing", () => {
  assert.equal(advance(3.25, 3, -1, 30), 3.25);
});

test("the window rests, and slides in the last third of a step", () => {
  assert.deepEqual(
    [5, 5.3, 5.64].map((position) => slide(position, 10)),
    [0, 0, 0],
  );
  assert.ok(Math.abs(slide(5.825, 10) - 0.5) < 1e-9);
  assert.ok(slide(5.999, 10) > 0.999);
});

test("it slides gently: slow at both ends", () => {
  const [begin, middle, end] = [5.66, 5.82, 5.98].map((position) => slide(position + 0.01, 10) - slide(position, 10));
  assert.ok(begin < middle / 3);
  assert.ok(end < middle / 3);
});

test("at the end of a row it does not slide, it jumps", () => {
  assert.equal(slide(3.9, 4), 0);
  assert.ok(slide(4.9, 4) > 0);
  assert.equal(slide(6.9, 1), 0);
});

import assert from "node:assert/strict";
import test from "node:test";
import { EDGE, levelOf, sampleAt, standing, tapeLayout } from "../../../cnnlab/widgets/tape_stepper/layout.js";

const WIDTH = 680;

function layoutOf(samples, weights, { stride = 1, dilation = 1, padding = 0, room = undefined } = {}) {
  const zero = [0, 0];
  const outputs = Math.floor((samples + 2 * padding - dilation * (weights - 1) - 1) / stride) + 1;
  const moves = { stride: [1, stride], dilation: [1, dilation], padding: [zero, [padding, padding]] };
  const reach = [
    [-2, 8],
    [-5, 5],
  ];
  const walk = { ...moves, weight: Array(weights).fill(1), out: [Array(outputs).fill(0)], reach, widest: 4 };
  return tapeLayout(walk, [[Array(samples).fill(0)]], room);
}

test("a short signal has room for its numbers, and a weight lies under the sample that it reads", () => {
  const at = layoutOf(8, 3, { dilation: 2 });
  assert.equal(at.roomy, true);
  assert.equal(at.tape.pitch, 2 * at.cell);
  assert.equal(at.tape.width, at.window.width);
  const { window, tape } = standing(at, 2);
  assert.equal(window, tape);
  assert.equal(window, EDGE + 2 * at.cell);
});

test("a long signal has not: its window is shown enlarged", () => {
  const at = layoutOf(200, 3);
  assert.equal(at.roomy, false);
  assert.ok(at.tape.width > at.window.width);
  assert.equal(at.tape.cell, 56);
});

test("the enlarged tape is centred on its window, but never leaves the drawing", () => {
  const at = layoutOf(200, 3);
  const middle = standing(at, 100);
  assert.ok(Math.abs(middle.tape + at.tape.width / 2 - (middle.window + at.window.width / 2)) < 1e-9);
  assert.equal(standing(at, 0).tape, EDGE);
  assert.equal(standing(at, 197).tape, WIDTH - at.tape.width);
});

test("the largest signal and kernel stay within the drawing", () => {
  const at = layoutOf(256, 32, { padding: 128 });
  assert.ok(EDGE + at.padded.columns * at.cell <= WIDTH + 1e-9);
  assert.ok(EDGE + at.tape.width <= WIDTH);
  assert.equal(at.height, at.output.y + at.panel);
});

test("an output is as wide as its window at most, and stands under the middle of it", () => {
  const wide = layoutOf(30, 3, { stride: 5 });
  assert.equal(wide.output.width, wide.window.width);
  const narrow = layoutOf(30, 9, { stride: 2 });
  assert.equal(narrow.output.width, 2 * narrow.cell);
  assert.equal(narrow.output.x + narrow.output.width / 2, EDGE + narrow.window.width / 2);
});

test("a plot reaches from its top to 120 units below", () => {
  const axis = { top: 50, reach: [-2, 8] };
  assert.deepEqual(
    [8, 3, -2].map((value) => levelOf(axis, value)),
    [50, 110, 170],
  );
});

test("a point stands for a sample and a value; beside the signal, for the nearest", () => {
  const at = layoutOf(8, 3, { padding: 2 });
  const x = EDGE + (2 + 3.5) * at.cell;
  assert.deepEqual(sampleAt(at, x, 60), [3, 3]);
  assert.deepEqual(sampleAt(at, 0, -10), [0, 8]);
  assert.deepEqual(sampleAt(at, WIDTH, 999), [7, -2]);
});

test("a point stands for the value that is drawn at it", () => {
  const at = layoutOf(8, 3);
  for (const value of [-2, 0, 7.5]) assert.equal(sampleAt(at, 200, levelOf(at.signalAxis, value))[1], value);
});

test("on a narrow page, numbers stand where a finger finds them; a long kernel makes the drawing wider", () => {
  const short = layoutOf(6, 3, { room: 343 });
  assert.deepEqual([short.roomy, short.width], [true, 343]);
  assert.ok(short.cell >= 7.2 * 4);
  const long = layoutOf(200, 15, { room: 343 });
  assert.equal(long.roomy, false);
  assert.ok(long.tape.cell >= 26);
  assert.ok(long.width >= EDGE + long.tape.width);
  assert.equal(standing(long, 185).tape, long.width - long.tape.width);
});

import assert from "node:assert/strict";
import test from "node:test";
import { canvasWords, penWords, probability } from "../../../cnnlab/widgets/draw_pad/words.js";

test("no answer is quite sure", () => {
  assert.deepEqual([0, 0.1234, 0.9995, 0.9996].map(probability), ["0.0 %", "12.3 %", "100.0 %", ">99.9 %"]);
});

test("the canvas says how much is drawn, and how to draw with keys", () => {
  assert.match(canvasWords(0), /^Canvas to draw on: no strokes\. Arrow keys move the pen/);
  assert.match(canvasWords(1), /: 1 stroke\. /);
  assert.match(canvasWords(2), /: 2 strokes\. /);
});

test("the pen says where it is", () => {
  assert.equal(penWords(true, [0.51, 0.58]), "Pen down, 51 % across, 58 % down.");
  assert.equal(penWords(false, [0, 1]), "Pen up, 0 % across, 100 % down.");
});

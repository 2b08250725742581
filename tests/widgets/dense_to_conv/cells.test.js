import assert from "node:assert/strict";
import test from "node:test";
import { imageLook, signedCell, weightCell } from "../../../cnnlab/widgets/dense_to_conv/cells.js";

const colours = { positive: "orange", negative: "blue", background: "grey", text: "black" };

test("a weight has the colour of its sign, and as much of it as its shade says", () => {
  assert.deepEqual(weightCell(colours, 0.5, 3.1234, 1), { colour: "orange", part: 0.31, value: 3.1234, fade: 1 });
  assert.deepEqual(weightCell(colours, -1, -2, 0.5), { colour: "blue", part: 0.62, value: -2, fade: 0.5 });
});

test("a weight that is gone has no number", () => {
  assert.equal(weightCell(colours, 0.2, null, 1).value, undefined);
});

test("the largest number of a map has the most colour; a map of zeros has none", () => {
  assert.deepEqual(signedCell(colours, -8, 8), { colour: "blue", part: 0.62, value: -8 });
  assert.equal(signedCell(colours, 0, 0).part, 0);
});

test("an image is ink on paper, and its numbers can be read on both", () => {
  const { look, background } = imageLook(colours, [
    [0, 0.25],
    [0.5, 1],
  ]);
  assert.equal(background, "#ffffff");
  assert.deepEqual(look(0, 1), { colour: "#000000", part: 0.25, value: 0.25, ink: "#1f2328" });
  assert.deepEqual(look(1, 1), { colour: "#000000", part: 1, value: 1, ink: "#ffffff" });
  assert.equal(imageLook(colours, [[0]]).look(0, 0).part, 0);
});

test("an image with negative numbers is coloured as a map is", () => {
  const { look, background } = imageLook(colours, [[-4, 2]]);
  assert.equal(background, "grey");
  assert.deepEqual([look(0, 0), look(0, 1).part], [{ colour: "blue", part: 0.62, value: -4 }, 0.31]);
});

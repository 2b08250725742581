import assert from "node:assert/strict";
import test from "node:test";
import { box, cameAlong, signs } from "../../../cnnlab/widgets/shift_explorer/panel.js";

const GRID = Array.from({ length: 4 }, () => Array(6).fill(0));

test("what was in the frame before a shift is framed where it is now", () => {
  assert.equal(cameAlong(GRID, [0, 2]), box(0, 2, 4, 4));
  assert.equal(cameAlong(GRID, [-1, -2]), box(0, 0, 3, 4));
  assert.equal(cameAlong(GRID, [0, 0]), "");
  assert.equal(cameAlong(GRID, [4, 0]), "");
});

test("each cell that is so has a sign in its middle", () => {
  assert.equal(signs(GRID, "/", (row, column) => row === 1 && column === 2).indexOf("M2.5 1.5"), 0);
  assert.equal(signs(GRID, "=", () => true).split("M").length, 25);
  assert.equal(
    signs(GRID, "=", () => false),
    "",
  );
});

import assert from "node:assert/strict";
import test from "node:test";
import { hatching, layout } from "../../../cnnlab/widgets/shape_explorer/layout.js";
import { WIDE } from "../../../cnnlab/widgets/shared/room.js";

const SIZES = [1, 2, 3, 6, 11, 20, 32, 44];

test("a small input has large cells, and its output stands beside the titles' room", () => {
  const { cell, output, height } = layout({ padded: 6, out: 4 });
  assert.deepEqual([cell, output, height], [40, { left: 310, top: 42 }, 286]);
});

test("a large input has small cells, and its output stands beside it", () => {
  const { cell, output, height } = layout({ padded: 32, out: 30 });
  assert.deepEqual([cell, output, height], [9.5, { left: 364, top: 42 }, 350]);
});

test("both grids fit into the drawing, whatever their sizes", () => {
  for (const padded of SIZES)
    for (const out of SIZES.filter((size) => size <= padded)) {
      const { cell, input, output, height } = layout({ padded, out });
      assert.ok(cell > 0 && cell <= 40);
      assert.ok(output.left >= input.left + padded * cell + 60);
      assert.ok(output.left + out * cell <= WIDE);
      assert.ok(output.top + padded * cell <= height);
    }
});

test("the lines across a cell begin and end on its edges", () => {
  const path = hatching({ left: 100, top: 42 }, 20, 2, 1);
  assert.equal(path, "M120 102l20 -20m-10 20l10 -10m-20 0l10 -10");
});

test("on a narrow page the output stands under its input, and cells are large enough for a finger", () => {
  for (const padded of SIZES) {
    const { cell, input, output, width, height } = layout({ padded, out: padded }, 343);
    assert.ok(output.top >= input.top + padded * cell + 42);
    assert.ok(output.top + padded * cell <= height);
    assert.ok(padded * cell <= width);
    assert.ok(padded > 20 ? width === 343 : cell >= 26);
  }
});

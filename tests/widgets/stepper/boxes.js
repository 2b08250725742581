// Grids as boxes, and whether they have room beside one another.

import assert from "node:assert/strict";
import { WIDE } from "../../../cnnlab/widgets/shared/room.js";

const TITLE = 24; // how far over a grid its title begins

/** The boxes of grids of one shape with their titles, as [left, top, right, bottom]. */
export function boxes(corners, { rows, columns }, side) {
  return corners.map(({ x, y }) => [x, y - TITLE, x + columns * side, y + rows * side]);
}

/** Nothing is cut off, and no box lies on another. */
export function assertApart(all, height, width = WIDE) {
  all.forEach(([left, top, right, bottom], k) => {
    assert.ok(left >= 0 && right <= width && bottom <= height, `grid ${k} is cut off`);
    assert.ok(top >= 0, `the title of grid ${k} is cut off`);
    for (const [otherLeft, otherTop, otherRight, otherBottom] of all.slice(k + 1))
      assert.ok(
        right <= otherLeft || otherRight <= left || bottom <= otherTop || otherBottom <= top,
        `grid ${k} lies on another`,
      );
  });
}

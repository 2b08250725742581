import assert from "node:assert/strict";
import test from "node:test";
import { dragsDigit } from "../../../cnnlab/widgets/shift_explorer/drag.js";

/** A canvas of 280 x 280 pixels for 28 x 28, what it hears, and where the digit is. */
function stage() {
  const heard = {};
  const canvas = {
    addEventListener: (name, call) => {
      heard[name] = call;
    },
    setPointerCapture: () => {
      throw new Error("a pointer that a script made up");
    },
    getBoundingClientRect: () => ({ width: 280, height: 280 }),
  };
  const moves = [];
  let shift = [0, 0];
  dragsDigit(canvas, {
    shift: () => shift,
    pool: () => 4,
    sizes: () => [28, 28],
    move: (to, done) => {
      shift = to;
      moves.push([...to, done]);
    },
  });
  const pointer = (name, x, y, more = {}) =>
    heard[name]({ pointerId: 1, isPrimary: true, button: 0, clientX: x, clientY: y, ...more });
  const key = (name, shiftKey = false) => {
    let kept = false;
    heard.keydown({ key: name, shiftKey, preventDefault: () => {}, stopPropagation: () => (kept = true) });
    return kept;
  };
  return { pointer, key, moves };
}

test("the digit follows the pointer that took hold of it, from where it was", () => {
  const { pointer, moves } = stage();
  pointer("pointermove", 50, 50);
  pointer("pointerdown", 100, 100);
  pointer("pointermove", 114, 96);
  pointer("pointermove", 200, 200, { pointerId: 2 });
  pointer("pointermove", 121, 85);
  pointer("pointerup", 121, 85);
  pointer("lostpointercapture", 121, 85);
  pointer("pointermove", 300, 300);
  pointer("pointerdown", 0, 0);
  pointer("pointermove", 10, 0);
  assert.deepEqual(moves, [
    [0, 1, false],
    [-1, 2, false],
    [-1, 2, true],
    [-1, 3, false],
  ]);
});

test("another button or finger takes no hold", () => {
  const { pointer, moves } = stage();
  pointer("pointerdown", 0, 0, { button: 2 });
  pointer("pointermove", 50, 50);
  pointer("pointerdown", 0, 0, { isPrimary: false });
  pointer("pointermove", 50, 50);
  assert.deepEqual(moves, []);
});

test("arrow keys step it, with Shift by a window; Home puts it back; others are not kept", () => {
  const { key, moves } = stage();
  assert.ok(key("ArrowRight"));
  assert.ok(key("ArrowUp", true));
  assert.ok(!key("x"));
  assert.ok(key("Home"));
  assert.deepEqual(moves, [
    [0, 1, true],
    [-4, 1, true],
    [0, 0, true],
  ]);
});

import assert from "node:assert/strict";
import test from "node:test";
import { arrows, arrowsAndEnds, isForNotebook, keep, modified } from "../../../cnnlab/widgets/shared/keys.js";

const ALL = ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End", "Enter"].map((key) => ({ key }));
const STEPS = [
  [-1, 0],
  [1, 0],
  [0, -1],
  [0, 1],
];

test("an arrow is a step down and across", () => {
  assert.deepEqual(ALL.map(arrows), [...STEPS, null, null, null]);
});

test("Home and End lead as far as there is", () => {
  assert.deepEqual(ALL.map(arrowsAndEnds), [...STEPS, [-Infinity, -Infinity], [Infinity, Infinity], null]);
});

test("a name that every object has is no key", () => {
  assert.equal(arrows({ key: "constructor" }), null);
  assert.equal(arrowsAndEnds({ key: "toString" }), null);
});

test("Ctrl, Alt and the command key make a shortcut, Shift does not", () => {
  const none = { ctrlKey: false, metaKey: false, altKey: false };
  assert.equal(modified({ ...none, shiftKey: true }), false);
  for (const key of Object.keys(none)) assert.equal(modified({ ...none, [key]: true }), true);
});

test("an event that is kept goes no further and does nothing else", () => {
  const event = new Event("keydown", { cancelable: true });
  const target = new EventTarget();
  let heard = false;
  target.addEventListener("keydown", keep);
  target.addEventListener("keydown", () => {
    heard = event.cancelBubble;
  });
  target.dispatchEvent(event);
  assert.equal(event.defaultPrevented, true);
  assert.equal(heard, true);
});

test("the notebook hears of shortcuts, and not of what is typed or edits a field", () => {
  const none = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
  const heard = (key, ...held) =>
    isForNotebook({ ...none, key, ...Object.fromEntries(held.map((one) => [one, true])) });
  for (const key of ["x", "d", "0", "Delete", "Enter", " ", "ArrowUp", "Escape"]) {
    assert.equal(heard(key), false, key);
    if (key !== "Enter") assert.equal(heard(key, "shiftKey"), false, `Shift+${key}`);
  }
  for (const key of ["a", "c", "v", "x", "z", "Backspace", "ArrowDown", "Home"])
    assert.equal(heard(key, "ctrlKey"), false, `Ctrl+${key}`);
  assert.equal(heard("ArrowUp", "ctrlKey", "shiftKey"), false);
  assert.equal(heard("Enter", "shiftKey"), true);
  for (const key of ["s", "Enter", "b"]) assert.equal(heard(key, "ctrlKey"), true, `Ctrl+${key}`);
  assert.equal(heard("s", "metaKey"), true);
  assert.equal(heard("C", "ctrlKey", "shiftKey"), true);
});

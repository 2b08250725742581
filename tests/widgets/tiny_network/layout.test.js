import assert from "node:assert/strict";
import test from "node:test";
import { editablesOf, nextOf } from "../../../cnnlab/widgets/tiny_network/editing.js";
import { tinyLayout } from "../../../cnnlab/widgets/tiny_network/layout.js";

/** @typedef {import("../../../cnnlab/widgets/types").Box} Box */

const PHONE = 343;
const ALL = [2, 3].flatMap((inputs) =>
  [1, 2, 3].flatMap((units) =>
    [2, 3].flatMap((classes) =>
      [false, true].map((biased) => ({
        inputs,
        units,
        classes,
        hiddenBias: biased,
        outputBias: biased,
        target: classes - 1,
      })),
    ),
  ),
);

/**
 * @param {Box} one
 * @param {Box} other
 */
function meet(one, other) {
  const apart = 0.01;
  return (
    one.x + one.width > other.x + apart &&
    other.x + other.width > one.x + apart &&
    one.y + one.height > other.y + apart &&
    other.y + other.height > one.y + apart
  );
}

for (const room of [680, PHONE, 288])
  test(`no box of any network lies on another, or outside the drawing, in ${room} units`, () => {
    for (const sizes of ALL) {
      const { nodes, edges, biases, width, height } = tinyLayout(sizes, room);
      const boxes = [
        ...nodes.flatMap(({ id, box, grad }) => [{ id, box }, ...(grad ? [{ id: `d${id}`, box: grad }] : [])]),
        ...edges.map(({ id, label }) => ({ id, box: label })),
        ...biases.flatMap(({ id, box, grad }) => [
          { id, box },
          { id: `d${id}`, box: grad },
        ]),
      ];
      for (const { id, box } of boxes) {
        const what = `${id} of ${JSON.stringify(sizes)}`;
        assert.ok(box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height, what);
      }
      boxes.forEach((one, k) => {
        for (const other of boxes.slice(k + 1))
          assert.ok(!meet(one.box, other.box), `${one.id} on ${other.id} of ${JSON.stringify(sizes)}`);
      });
    }
  });

test("a finger finds each number on a phone", () => {
  for (const sizes of ALL)
    for (const { box } of editablesOf(tinyLayout(sizes, PHONE))) assert.ok(Math.min(box.width, box.height) >= 24);
});

test("the arrow keys reach every number that may be changed", () => {
  for (const room of [680, PHONE, 288])
    for (const sizes of ALL) {
      const at = tinyLayout(sizes, room);
      const editables = editablesOf(at);
      const reached = new Set([editables[0]]);
      for (const one of reached)
        for (const step of [
          [-1, 0],
          [1, 0],
          [0, -1],
          [0, 1],
        ])
          reached.add(nextOf(editables, one, /** @type {[number, number]} */ (step), at.narrow));
      assert.equal(reached.size, editables.length);
    }
});

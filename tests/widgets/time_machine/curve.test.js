import assert from "node:assert/strict";
import test from "node:test";
import {
  CURVE,
  curveIn,
  momentAt,
  momentX,
  partY,
  stepLabels,
  topOf,
} from "../../../cnnlab/widgets/time_machine/curve.js";

test("moments are at equal distances, from end to end", () => {
  assert.deepEqual(
    [0, 1, 2, 5].map((moment) => momentX(moment, 5)),
    [40, 170, 300, 690],
  );
  assert.equal(momentX(0, 0), 40);
});

test("more right answers are higher", () => {
  assert.deepEqual([0, 0.5, 1].map(partY), [88, 49, 10]);
});

test("a place leads to the moment nearest to it", () => {
  assert.deepEqual(
    [0, 104, 106, 300, 689, 9999].map((x) => momentAt(x, 5)),
    [0, 0, 1, 2, 5, 5],
  );
  assert.equal(momentAt(300, 0), 0);
});

test("where there is room, every step is written under its moment", () => {
  const labels = stepLabels([0, 1, 5, 20]);
  assert.deepEqual(
    labels.map(({ step }) => step),
    [0, 1, 5, 20],
  );
  assert.deepEqual(
    labels.map(({ x }) => Math.round(x)),
    [40, 257, 473, 689],
  );
});

test("of many steps those are written that do not cover another, and the last always is", () => {
  const steps = Array.from({ length: 60 }, (_, moment) => 1000 + moment);
  const labels = stepLabels(steps);
  assert.ok(labels.length > 10);
  assert.ok(labels.length < 60);
  assert.equal(labels.at(-1).step, 1059);
  for (const [n, { x }] of labels.slice(1).entries()) assert.ok(x - labels[n].x >= 8 * 4);
  assert.ok(labels.every(({ x }) => x <= CURVE.width));
});

test("on a narrow page the curve is as wide as the page, and fewer steps are written", () => {
  const curve = curveIn(343);
  assert.equal(momentX(5, 5, curve), 333);
  assert.equal(momentAt(333, 5, curve), 5);
  const steps = Array.from({ length: 20 }, (_, moment) => 1000 + moment);
  const labels = stepLabels(steps, curve);
  assert.ok(labels.length < stepLabels(steps).length);
  assert.ok(labels.every(({ x }) => x < 343));
  assert.equal(curveIn(680), CURVE);
});

test("the top of a scale is a round number that nothing is above", () => {
  assert.deepEqual([0, 0.92, 1, 1.1, 5, 7, 8.5, 30].map(topOf), [1, 1, 1, 2, 6, 8, 10, 40]);
  for (const most of [1e-100, 3.3e-7, 0.3, 99, 1e100]) {
    assert.ok(topOf(most) >= most);
    assert.ok(topOf(most) <= 2.001 * most);
  }
});

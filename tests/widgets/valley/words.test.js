import assert from "node:assert/strict";
import test from "node:test";
import { nearestStop, rateStops } from "../../../cnnlab/widgets/valley/rate.js";
import { nextWeight } from "../../../cnnlab/widgets/valley/walk.js";
import { awayWords, ballName, endWords, paceWords, stepWords } from "../../../cnnlab/widgets/valley/words.js";

const PLACE = { weights: [3], loss: 20, gradient: [-4] };
const pace = (kind, part, axis = 0) => ({ kind, part, axis });

test("what a learning rate does is said with its number", () => {
  const said = (...paces) => paceWords(paces);
  assert.equal(said(pace("creeps", 0.02)), "It creeps: each step makes the rest of the way 2 % shorter.");
  assert.equal(said(pace("lands", 1)), "It lands: one step leads to the bottom.");
  assert.match(said(pace("settles", 1.4)), /other side, 60 % nearer to the bottom\.$/);
  assert.match(said(pace("leaps", 2)), /as far from the bottom as before\.$/);
  assert.match(said(pace("leaves", 2.5)), /1\.5 times as far from the bottom, and so higher than the one before\.$/);
  assert.match(said(), /at the bottom: the slope is 0/);
});

test("of a valley both ways are told, and the worse one first names what happens", () => {
  const both = paceWords([pace("settles", 1.2), pace("creeps", 0.3, 1)]);
  assert.match(both, /^It creeps: across the valley, .* 80 % nearer to the bottom; along it, .* 30 % shorter\.$/);
  assert.match(paceWords([pace("leaves", 2.1), pace("creeps", 0.01, 1)]), /^It leaves: across .* 1\.1 times as far/);
  assert.match(paceWords([pace("creeps", 0.5), pace("creeps", 0.5, 1)]), /^It creeps: each step .* 50 % shorter\.$/);
});

test("a step is said with its numbers, and the slope's minus in brackets", () => {
  const { parts, result, sub } = stepWords(PLACE, 0.1, 0);
  assert.equal(parts.join("") + result, "Next weight = 3 - 0.1·(-4) = 3.4");
  assert.equal(sub, "At the start: weight 3, loss 20, slope -4.");
  const two = stepWords({ weights: [1 / 3, 2], loss: 1, gradient: [1, 2] }, 0.1, 1);
  assert.equal(two.parts.join("") + two.result, "Next weight 1 = 0.3333 - 0.1·1 ≈ 0.2333");
  assert.equal(two.sub, "After 1 step: weights ≈0.3333 and 2, loss 1, slopes 1 and 2.");
  assert.equal(ballName(PLACE), "Ball: weight 3, loss 20");
  assert.equal(awayWords({ ...PLACE, weights: [3, 4e12] }), "weights 3 4e12, loss 20");
  assert.equal(endWords(1), "The run ends after 1 step: the next number would be too large to hold.");
});

test("each slip has its sentence, and numbers as they are written are right, too", () => {
  const { right, wrong } = nextWeight(PLACE, 0.1);
  assert.equal(right, 3.4);
  const hintOf = (answer) => wrong.find(([number, hint]) => hint && Math.abs(number - answer) < 1e-12)?.[1];
  assert.match(hintOf(2.6), /minus before the learning rate/);
  assert.match(hintOf(7), /Multiply it by the learning rate first/);
  assert.match(hintOf(-1), /minus the learning rate first/);
  assert.match(hintOf(0.4), /step alone/);
  assert.match(hintOf(1), /takes the loss/);
  const third = nextWeight({ weights: [1 / 3], loss: 1, gradient: [2 / 3] }, 0.1);
  assert.ok(third.wrong.some(([number, hint]) => hint === "" && Math.abs(number - (0.3333 - 0.06667)) < 1e-12));
});

test("among the rates of the slider are those at which the ball lands and leaps", () => {
  for (const curvature of [28 / 3, 1e-5, 1234]) {
    const stops = rateStops(curvature);
    for (const rate of [1 / curvature, 2 / curvature]) assert.equal(stops[nearestStop(stops, rate)], rate);
    assert.deepEqual(
      stops,
      [...new Set(stops)].sort((one, other) => one - other),
    );
    assert.ok(stops[0] * curvature < 0.003 && stops.at(-1) * curvature > 9);
  }
  assert.equal(nearestStop([0.1, 1, 10], 3), 0 + 1);
});

import assert from "node:assert/strict";
import test from "node:test";
import { verdictOn } from "../../../cnnlab/widgets/stepper/question.js";

const ANSWERS = {
  right: 10,
  wrong: [
    [4, "Turned around."],
    [4, "Never said."],
  ],
  advice: "Add them up.",
};

test("a whole number must be that number", () => {
  assert.equal(verdictOn(10, ANSWERS), "Right.");
  for (const guess of [10.001, 10.04, 9.995, 0]) assert.notEqual(verdictOn(guess, ANSWERS), "Right.", guess);
  assert.notEqual(verdictOn(0.004, { ...ANSWERS, right: 0 }), "Right.");
  assert.equal(verdictOn(3, { ...ANSWERS, right: 3.0000000000000004 }), "Right.");
});

test("the slip that forgets the bias is not right because the sum is large", () => {
  const answers = { right: 201, wrong: [[200, "The bias is added."]], advice: "" };
  assert.equal(verdictOn(200, answers), "Not 200. The bias is added.");
  assert.equal(verdictOn(201, answers), "Right.");
  assert.equal(verdictOn(200, { ...answers, right: 200.4 }), "Not 200. The bias is added.");
});

test("a fraction is right in the digits in which it is shown", () => {
  const thirds = { ...ANSWERS, right: 2 / 3 };
  for (const guess of [0.667, 0.6667, 0.66667, 2 / 3]) assert.equal(verdictOn(guess, thirds), "Right.", guess);
  for (const guess of [0.67, 0.666, 0.7, 0.6665]) assert.match(verdictOn(guess, thirds), /^Not .*\. Add them up\.$/);
  assert.match(verdictOn(0.006, { ...ANSWERS, right: 0.01 }), /^Not 0.006\. Add/);
  assert.notEqual(verdictOn(200, { ...ANSWERS, right: 200.4 }), "Right.");
});

test("of two numbers that a guess may mean, it means the nearer one", () => {
  const answers = { right: 0.33333, wrong: [[0.33326, "A slip."]], advice: "" };
  assert.equal(verdictOn(0.3333, answers), "Right.");
  assert.equal(verdictOn(0.33326, answers), "Not 0.33326. A slip.");
});

test("a known wrong answer is told what it betrays, any other the advice, and neither the number", () => {
  assert.equal(verdictOn(4, ANSWERS), "Not 4. Turned around.");
  assert.equal(verdictOn(77, ANSWERS), "Not 77. Add them up.");
});

test("the right number is right where a wrong way leads to it too", () => {
  assert.equal(verdictOn(10, { ...ANSWERS, wrong: [[10, "Turned around."]] }), "Right.");
});

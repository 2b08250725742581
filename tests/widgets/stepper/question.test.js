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

test("what is shown rounded may be answered rounded", () => {
  assert.equal(verdictOn(10, ANSWERS), "Right.");
  assert.equal(verdictOn(10.04, ANSWERS), "Right.");
  assert.notEqual(verdictOn(10.06, ANSWERS), "Right.");
  assert.equal(verdictOn(0.004, { ...ANSWERS, right: 0 }), "Right.");
});

test("a known wrong answer is told what it betrays, any other the number and the advice", () => {
  assert.equal(verdictOn(4, ANSWERS), "Not 4. Turned around.");
  assert.equal(verdictOn(77, ANSWERS), "Not 77: it is 10. Add them up.");
});

test("the right number is right where a wrong way leads to it too", () => {
  assert.equal(verdictOn(10, { ...ANSWERS, wrong: [[10, "Turned around."]] }), "Right.");
});

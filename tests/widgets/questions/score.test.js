import assert from "node:assert/strict";
import test from "node:test";
import { feedback, score } from "../../../cnnlab/widgets/questions/score.js";

const OPTIONS = [
  { text: "nine", right: false, why: "That is a 3 x 3 kernel. It is larger." },
  { text: "sixteen", right: true, why: "Four across, four down." },
];
const QUESTIONS = [
  { ask: "How many places?", options: OPTIONS },
  { ask: "How many, again?", options: OPTIONS },
];

test("an option has its verdict and its reason", () => {
  assert.deepEqual(OPTIONS.map(feedback), [
    ["Not quite.", " That is a 3 x 3 kernel. It is larger."],
    ["Right.", " Four across, four down."],
  ]);
});

test("until every question is answered, nothing says how many are right", () => {
  assert.deepEqual(score(QUESTIONS, {}), { tried: 0, said: "0 of 2 answered" });
  assert.deepEqual(score(QUESTIONS, { 1: [1] }), { tried: 1, said: "1 of 2 answered" });
});

test("then the first try counts, whatever came after it", () => {
  assert.equal(score(QUESTIONS, { 0: [0, 1], 1: [1] }).said, "1 of 2 right at the first try");
  assert.equal(score(QUESTIONS, { 0: [1, 0], 1: [1] }).said, "2 of 2 right at the first try");
});

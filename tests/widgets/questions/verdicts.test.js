import assert from "node:assert/strict";
import test from "node:test";
import { answered, firstWords, summary, verdictWords } from "../../../cnnlab/widgets/questions/verdicts.js";

const CLAIMS = [
  { claim: "A 28 x 28 image has 784 pixels.", verdict: "true", why: "28 times 28." },
  { claim: "A dense net assumes independent pixels.", verdict: "false", why: "It learns XOR.", lesson: "02" },
];

function progress(answers, open = [], first = null) {
  return { claims: CLAIMS, answers, open, first: first ?? {}, again: first !== null };
}

test("the first answer is told after the second only", () => {
  assert.equal(firstWords("true", undefined), "");
  assert.equal(firstWords(undefined, "true"), "");
  assert.equal(firstWords("true", "true"), "The first time you said the same.");
  assert.equal(firstWords("depends", "true"), "The first time you said it depends.");
});

test("a verdict says how the answer stands to it", () => {
  assert.deepEqual(verdictWords(CLAIMS[0], "true"), ["True.", " You agree. 28 times 28.", ""]);
  assert.deepEqual(verdictWords(CLAIMS[1], "depends"), [
    "False.",
    " You said: it depends. It learns XOR.",
    " More in: 02.",
  ]);
});

test("no idea is an answer, and is told as what it was", () => {
  assert.equal(firstWords("no idea", "true"), "The first time you had no idea.");
  assert.equal(firstWords("no idea", "no idea"), "The first time you had no idea either.");
  assert.equal(firstWords("true", "no idea"), "The first time you said true.");
  assert.deepEqual(verdictWords(CLAIMS[0], "no idea"), ["True.", " You had no idea. 28 times 28.", ""]);
  const both = { 0: "no idea", 1: "false" };
  assert.equal(summary(progress(both, [0, 1])), "You agreed with the verdict on 1 of 2");
});

test("agreement is counted over the verdicts that are shown", () => {
  assert.equal(answered(progress({ 1: "true" })), 1);
  assert.equal(summary(progress({ 1: "true" })), "1 of 2 answered");
  const both = { 0: "true", 1: "true" };
  assert.equal(summary(progress(both, [1])), "2 of 2 answered; you agreed with 0 of the 1 verdicts shown");
  assert.equal(summary(progress(both, [0, 1])), "You agreed with the verdict on 1 of 2");
});

test("the second time, what changed is counted over what was answered both times", () => {
  const both = { 0: "true", 1: "false" };
  assert.equal(summary(progress(both, [], {})), "2 of 2 answered. No answers from the first time are kept here.");
  assert.equal(summary(progress({}, [], both)), "0 of 2 answered. ");
  assert.equal(summary(progress(both, [], { 1: "depends" })), "2 of 2 answered. You changed your mind on 1 of 1.");
  assert.equal(
    summary(progress(both, [0, 1], { 0: "true", 1: "depends" })),
    "2 of 2 answered. You changed your mind on 1 of 2. " +
      "You agree with 2 of the 2 verdicts shown; the first time it was 1.",
  );
  assert.match(summary(progress(both, [1], both)), /1 of the 1 verdict shown; the first time it was 1\.$/);
});

import assert from "node:assert/strict";
import test from "node:test";
import { keptWords } from "../../../cnnlab/widgets/questions/kept.js";

/** What is said under questions whose model has these values. */
function said(values) {
  return keptWords({ get: (name) => ({ kept: "answers.json", contact: "heard", ...values })[name] });
}

test("answers are kept where Python says so, and nothing is on its way", () => {
  assert.equal(said({}), "Your answers are kept in answers.json and nowhere else.");
  assert.equal(said({ contact: "asked" }), "Your answers are on their way to answers.json.");
});

test("where Python does not answer, they are not", () => {
  assert.equal(said({ contact: "silent" }), "What you answer or forget now does not reach answers.json.");
});

test("nothing is said of answers without a name, or that could not be written", () => {
  assert.equal(said({ kept: "" }), "");
  assert.equal(said({ kept: "", contact: "silent" }), "");
});

test("a page without Python keeps none, whatever their name", () => {
  for (const kept of ["", "answers.json"])
    assert.equal(said({ kept, has_python: false }), "This page does not keep your answers.");
});

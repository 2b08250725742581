import assert from "node:assert/strict";
import test from "node:test";
import { inBytes, layerLabel, presetOf, totalWords } from "../../../cnnlab/widgets/architecture_builder/words.js";

const row = { call: "nn.Conv2d(1, 8, 5, rng=rng)", shape: [8, 24, 24], said: "8 maps of 24 x 24" };
const plan = {
  input_shape: [1, 28, 28],
  layers: [{ kind: "Conv2d" }, { kind: "Linear" }],
  rows: [row],
  problem: "",
  totals: { params: 208, macs: 115200, memory: 18432 },
};

test("bytes are written in three to five digits", () => {
  assert.deepEqual([9999, 18432, 9999999, 12345678].map(inBytes), ["9,999 B", "18 kB", "10,000 kB", "12 MB"]);
});

test("a layer is called by its call, and by its kind where the plan does not reach it", () => {
  assert.equal(layerLabel(plan, 0), "0  Conv2d(1, 8, 5)");
  assert.equal(layerLabel(plan, 1), "1  Linear");
});

test("the totals say what comes out, or before which layer the plan ends", () => {
  assert.deepEqual(totalWords(plan), {
    before: "",
    parameters: "208 parameters",
    costs: ", 115,200 multiply-adds and 18 kB of results for one example",
    after: "; it ends in 8 maps of 24 x 24.",
  });
  const { before, after } = totalWords({ ...plan, problem: "it does not fit" });
  assert.deepEqual([before, after], ["Before layer 1: ", "."]);
});

test("a plan is a preset by its layers and its input, not by what they make", () => {
  const presets = { small: { ...plan, rows: [] }, other: { ...plan, input_shape: [3, 5, 5] } };
  assert.equal(presetOf(presets, plan), "small");
  assert.equal(presetOf(presets, { ...plan, layers: [] }), undefined);
});

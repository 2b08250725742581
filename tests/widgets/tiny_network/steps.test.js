import assert from "node:assert/strict";
import test from "node:test";
import { tinySteps } from "../../../cnnlab/widgets/tiny_network/steps.js";
import { stepped, tinyWalk } from "../../../cnnlab/widgets/tiny_network/walk.js";

const PLAIN = {
  ...{ inputs: [2, 3], target: 0, hidden_bias: [], output_bias: [] },
  hidden: [
    [2, -1],
    [-1, 0.5],
  ],
  output: [
    [1, -2],
    [-1, 1],
  ],
};

/** @param {Partial<typeof PLAIN>} [changes] */
function stepsOf(changes = {}) {
  const settings = { ...PLAIN, ...changes };
  return tinySteps(settings, tinyWalk(settings));
}

test("the walk goes forward layer by layer, and back in the other order", () => {
  const order = stepsOf().map(({ writes }) => writes);
  assert.deepEqual(order.slice(0, 11), ["z0", "z1", "h0", "h1", "s0", "s1", "e0", "e1", "p0", "p1", "L"]);
  assert.deepEqual(order.slice(11, 17), ["ds0", "ds1", "dv0,0", "dv0,1", "dv1,0", "dv1,1"]);
  assert.deepEqual(order.slice(17), ["dh0", "dh1", "dz0", "dz1", "dw0,0", "dw0,1", "dw1,0", "dw1,1"]);
  const backward = stepsOf().findIndex(({ back }) => back);
  assert.equal(backward, 11);
});

test("a step reads what was written before it, or what is given", () => {
  const given = /^[xwvbc]/;
  for (const changes of [{}, { hidden_bias: [1, 2], output_bias: [3, 4] }]) {
    const written = new Set();
    for (const { reads, writes } of stepsOf(changes)) {
      for (const id of reads) assert.ok(given.test(id) || written.has(id), `${writes} reads ${id}`);
      written.add(writes);
    }
  }
});

test("biases are part of their sums, and have gradients of their own", () => {
  const steps = stepsOf({ hidden_bias: [1, 2], output_bias: [3, 4] });
  assert.equal(steps[1].work, "2·(-1) + 3·0.5 + 2");
  assert.deepEqual(steps[1].wrong[0].slice(0, 1), [-0.5]);
  assert.match(steps[1].wrong[0][1], /\(M6\)/);
  assert.deepEqual(
    steps.filter(({ writes }) => /^d[bc]/.test(writes)).map(({ writes }) => writes),
    ["dc0", "dc1", "db0", "db1"],
  );
});

test("each gradient of a weight is shown as its two factors", () => {
  const step = stepsOf().find(({ writes }) => writes === "dv1,0");
  assert.equal(step?.work, "≈0.1192·1");
  assert.deepEqual(step?.reads, ["ds1", "h0"]);
});

test("a gate is open above zero alone", () => {
  const works = stepsOf({ inputs: [0, 0] }).filter(({ writes }) => writes.startsWith("dz"));
  assert.ok(works.every(({ work, why }) => work.endsWith("·0") && why.includes("shut")));
});

test("what is said to a wrong answer does not tell the right one", () => {
  for (const { value, wrong, advice } of stepsOf({ hidden_bias: [0.25, 7], output_bias: [3, 4] }))
    for (const words of [advice, ...wrong.map(([, hint]) => hint)]) {
      assert.match(words, /[.)]$/);
      if (!Number.isInteger(value)) assert.ok(!words.includes(value.toPrecision(3)), words);
    }
});

test("a step goes against the gradient, by the learning rate's part of it", () => {
  const walk = tinyWalk(PLAIN);
  const after = stepped(PLAIN, walk, 0.5);
  assert.equal(after.hidden[0][1], -1 - 0.5 * walk.grad_hidden[0][1]);
  assert.deepEqual(after.hidden[1], [-1, 0.5]);
  assert.deepEqual(after.hidden_bias, []);
  assert.ok(tinyWalk({ ...PLAIN, ...after }).loss < walk.loss);
});

test("numbers that are none, and those that are too large, are sentences", () => {
  assert.throws(() => tinyWalk({ ...PLAIN, inputs: [Number.NaN, 1] }), /inputs must hold finite numbers/);
  assert.throws(() => tinyWalk({ ...PLAIN, inputs: [1e101, 1] }), /inputs may hold numbers from -1e\+100 to 1e\+100/);
});

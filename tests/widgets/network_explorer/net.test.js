import assert from "node:assert/strict";
import test from "node:test";
import { winner } from "../../../cnnlab/widgets/network_explorer/net.js";
import { toy } from "./toy.js";

test("each layer has its own numbers, one after another", () => {
  assert.deepEqual(toy.starts, [0, 36, 68, 100, 108, 116, 119, 122]);
  for (const layer of toy.layers.keys()) {
    const own = toy.all(layer);
    assert.equal(own.length, toy.count(layer));
    assert.equal(toy.value(layer, own.length - 1), toy.values[toy.starts[layer + 1] - 1]);
  }
});

test("every number has a place, and the place leads back to it", () => {
  assert.deepEqual(toy.place(1, 16 + 4 + 2), [1, 1, 2]);
  assert.deepEqual(toy.place(4, 7), [7]);
  for (const layer of toy.layers.keys())
    for (let n = 0; n < toy.count(layer); n++) assert.equal(toy.index(layer, toy.place(layer, n)), n);
});

test("places in words", () => {
  assert.equal(toy.where(0, 8), "row 1, column 2");
  assert.equal(toy.where(1, 22), "map 1, row 1, column 2");
  assert.equal(toy.where(4, 7), "number 7");
  assert.equal(toy.where(5, 2), "digit 2");
  assert.equal(toy.where(6, 0), "digit 0");
  assert.equal(toy.source(4, 7), "map 1, row 1, column 1");
  assert.equal(toy.source(3, 7), "map 1, row 1, column 1");
});

test("the numbers of an image take the place of those that there were", () => {
  const before = toy.values;
  const pixels = Float32Array.from({ length: 36 }, (_, n) => (n * n) % 5);
  const everyFilter = [
    [1, 0],
    [1, 1],
  ];
  toy.compute(pixels, everyFilter);
  assert.deepEqual(toy.all(0), pixels);
  assert.deepEqual([...toy.all(1)], Array(32).fill(0)); // all are off
  const total = toy.all(6).reduce((sum, share) => sum + share, 0);
  assert.ok(Math.abs(total - 1) < 1e-6);
  const shares = toy.shares(pixels);
  assert.notDeepEqual(new Float32Array(shares), toy.all(6)); // with every filter on
  toy.values = before;
});

test("the winner is the largest", () => {
  assert.equal(winner([0.2, 0.5, 0.3]), 1);
});

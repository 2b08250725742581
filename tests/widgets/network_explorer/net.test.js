import assert from "node:assert/strict";
import test from "node:test";
import { winner } from "../../../cnnlab/widgets/network_explorer/net.js";
import { packed, toy } from "./toy.js";

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

test("numbers for another image replace those that there were", () => {
  const before = toy.values;
  toy.take(packed(Array(122).fill(0.25)));
  assert.equal(toy.value(6, 2), 0.25);
  toy.values = before;
});

test("the winner is the largest", () => {
  assert.equal(winner([0.2, 0.5, 0.3]), 1);
});

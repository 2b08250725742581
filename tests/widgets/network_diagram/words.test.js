import assert from "node:assert/strict";
import test from "node:test";
import {
  caption,
  colourWords,
  counted,
  layerName,
  totalWords,
  unitName,
  unitWords,
  weightWords,
} from "../../../cnnlab/widgets/network_diagram/words.js";

function network(layers, side = null, colour = false) {
  const gaps = layers.slice(1).map((biases, gap) => ({
    weights: layers[gap] * biases,
    biases,
    params: (layers[gap] + 1) * biases,
  }));
  return { layers, gaps, total: gaps.reduce((sum, { params }) => sum + params, 0), side, colour };
}

test("numbers have their thousands apart, and their word in the right form", () => {
  assert.equal(counted(1, "unit"), "1 unit");
  assert.equal(counted(1234, "bias", "biases"), "1,234 biases");
});

test("layers have names, and of one layer alone there is none", () => {
  assert.deepEqual(
    [0, 1, 2, 3].map((layer) => layerName(layer, 3)),
    ["inputs", "hidden 1", "hidden 2", "outputs"],
  );
});

test("what colour did to the first layer is said of a colour image alone", () => {
  assert.equal(
    colourWords(network([2352, 128, 10], 28, true)),
    "In colour the first layer has 301,184 parameters instead of 100,480, 2.99745 times as many: " +
      "its weights triple, its 128 biases do not.",
  );
  assert.match(colourWords(network([2352, 1], 28, true)), /its bias does not\.$/);
  assert.equal(colourWords(network([784, 10], 28)), "");
  assert.equal(colourWords(network([784, 10])), "");
});

test("under an image stand its pixels", () => {
  assert.equal(caption(network([784, 10], 28), 0), "28 x 28 pixels");
  assert.equal(caption(network([2352, 10], 28, true), 0), "28 x 28 x 3 pixels");
  assert.equal(caption(network([2352, 10], 28, true), 1), "outputs");
  assert.equal(caption(network([784, 10]), 0), "inputs");
});

test("the total is written as a sum where there are several gaps", () => {
  assert.deepEqual(totalWords(network([784, 8, 10])), ["6,370 parameters", " = 6,280 + 90"]);
  assert.deepEqual(totalWords(network([784, 10])), ["7,850 parameters", ""]);
});

test("an input is a pixel where there is an image", () => {
  assert.equal(unitName(network([16, 2]), 0, 7), "input 8");
  assert.equal(unitName(network([16, 2], 4), 0, 7), "the pixel in row 1, column 3");
  assert.equal(unitName(network([48, 2], 4, true), 0, 46), "the pixel in row 3, column 2, blue");
  assert.equal(unitName(network([48, 2], 4, true), 0, 15), "the pixel in row 3, column 3, red");
  assert.equal(unitName(network([48, 2], 4, true), 1, 1), "unit 2 of layer 2");
});

test("a unit says what it has and whom it feeds", () => {
  const net = network([3, 2, 1]);
  const inputs = "Input 1: an input has no parameters of its own. It feeds 2 units, through one weight each.";
  assert.equal(unitWords(net, 0, 0), inputs);
  assert.equal(
    unitWords(net, 1, 1),
    "Unit 2 of layer 2: 3 weights and 1 bias, 4 parameters. It feeds 1 unit, through one weight each.",
  );
  assert.equal(unitWords(net, 2, 0), "Unit 1 of layer 3: 2 weights and 1 bias, 3 parameters.");
  assert.match(unitWords(network([1, 1]), 1, 0), /1 weight and 1 bias, 2 parameters\.$/);
});

test("a weight says where it comes from and where it leads", () => {
  assert.equal(
    weightWords(network([48, 2], 4, true), 0, 0, 1),
    "One weight: from the pixel in row 0, column 0, red to unit 2 of layer 2. There are 96 between these two layers.",
  );
});

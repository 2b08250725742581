import assert from "node:assert/strict";
import test from "node:test";
import { convTerms, denseTerms, patchOf, softmaxTerms } from "../../../cnnlab/widgets/network_explorer/terms.js";
import { padded, toy } from "./toy.js";

test("a patch is a window of the map below, and empty in the padding", () => {
  const pixel = (row, column) => padded.value(0, 25 + 5 * row + column);
  assert.deepEqual(patchOf(padded, 1, [1, 0, 1]), [
    [null, null],
    [pixel(1, 1), pixel(1, 3)],
  ]);
});

test("a convolution's number is the sum over its window and its bias", () => {
  const { parts, sum, bias } = convTerms(toy, [1, 16 + 4 * 2 + 3]); // map 1, row 2, column 3
  let expected = 0;
  for (let row = 0; row < 3; row++)
    for (let column = 0; column < 3; column++) {
      const weight = toy.weights[9 + 3 * row + column];
      const value = toy.value(0, 6 * (2 + row) + 3 + column);
      assert.equal(parts[0].kernel[row][column], weight);
      assert.equal(parts[0].products[row][column], weight * value);
      expected += weight * value;
    }
  assert.ok(Math.abs(sum - expected) < 1e-9);
  assert.equal(bias, toy.weights[19]);
});

test("each map adds its part; padding adds nothing, and there may be no bias", () => {
  const { parts, sum, bias } = convTerms(padded, [1, 0]);
  assert.equal(bias, null);
  assert.equal(parts.length, 2);
  for (const [map, part] of parts.entries()) {
    assert.equal(part.sum, padded.weights[4 * map + 3] * padded.value(0, 25 * map + 6));
    assert.deepEqual(part.kernel.flat(), [...padded.weights.slice(4 * map, 4 * map + 4)]);
  }
  assert.equal(sum, parts[0].sum + parts[1].sum);
});

test("a dense layer's products come with the largest first", () => {
  const { products, sum, bias } = denseTerms(toy, [5, 2]);
  const expected = Array.from({ length: 8 }, (_, input) => toy.value(4, input) * toy.weights[20 + 16 + input]);
  assert.equal(bias, toy.weights[46]);
  assert.ok(Math.abs(sum - expected.reduce((one, other) => one + other)) < 1e-9);
  for (const { input, value, weight, product } of products) {
    assert.equal(product, expected[input]);
    assert.equal(product, value * weight);
  }
  const sizes = products.map(({ product }) => Math.abs(product));
  assert.deepEqual(
    sizes,
    [...sizes].sort((one, other) => other - one),
  );
});

test("shares are powers of e among all powers", () => {
  const { scores, powers, sum } = softmaxTerms(toy, 6);
  assert.deepEqual(scores, [...toy.all(5)]);
  assert.deepEqual(powers, scores.map(Math.exp));
  assert.ok(Math.abs(sum - (powers[0] + powers[1] + powers[2])) < 1e-12);
});

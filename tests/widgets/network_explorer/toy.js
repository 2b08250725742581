// A small net for the tests: two filters on 6 x 6 pixels, ReLU, max-pooling, and a dense layer of three scores.

import { Net } from "../../../cnnlab/widgets/network_explorer/net.js";

const sliding = (kernel, stride, before = 0, dilation = 1) => Array(2).fill([kernel, stride, before, dilation]);
const layer = (kind, shape, window = [], more = {}) => ({ kind, name: kind, words: "", shape, window, ...more });

/** Numbers as Python packs them. */
const packed = (numbers) => Buffer.from(new Float32Array(numbers).buffer).toString("base64");

/** Numbers of both signs that are all different. */
const numbers = (count, start) => Array.from({ length: count }, (_, n) => ((n * 7 + start) % 97) / 32 - 1.5);

export function makeNet(layers, weights) {
  const net = new Net(layers, packed(weights));
  net.values = new Float32Array(numbers(net.starts.at(-1), 5)); // any will do: their places are what is tested
  return net;
}

export const toy = makeNet(
  [
    layer("input", [1, 6, 6]),
    layer("conv", [2, 4, 4], sliding(3, 1), { weight: 0, bias: 18 }),
    layer("relu", [2, 4, 4]),
    layer("max", [2, 2, 2], sliding(2, 2)),
    layer("flatten", [8]),
    layer("dense", [3], [], { weight: 20, bias: 44 }),
    layer("softmax", [3]),
  ],
  numbers(47, 0),
);

/** Two maps under a filter with padding, stride and dilation, and without a bias; then all in a row. */
export const padded = makeNet(
  [
    layer("input", [2, 5, 5]),
    layer("conv", [1, 3, 3], sliding(2, 2, 1, 2), { weight: 0 }),
    layer("mean", [1, 2, 2], sliding(2, 1), { counted: true }),
    layer("flatten", [4]),
  ],
  numbers(8, 0),
);

import assert from "node:assert/strict";
import test from "node:test";
import {
  chainOf,
  middleOf,
  pixelsOf,
  readBy,
  readersOf,
  regionOf,
  sizeOf,
  taps,
} from "../../../cnnlab/widgets/network_explorer/regions.js";
import { padded, toy } from "./toy.js";

const all = (count) => Array.from({ length: count }, (_, n) => n);

test("taps lie a dilation apart, and may lie in the padding", () => {
  const conv = padded.layers[1];
  assert.deepEqual(
    [0, 1, 2].map((output) => taps(conv, 0, output)),
    [
      [-1, 1],
      [1, 3],
      [3, 5],
    ],
  );
});

test("a number of a convolution reads its window on all maps, as far as there are pixels", () => {
  assert.deepEqual(readBy(padded, 1, regionOf(padded, [1, 1])), { maps: [0, 1], rows: [1], columns: [1, 3] });
});

test("pooling and ReLU read their own map alone", () => {
  assert.deepEqual(readBy(toy, 3, regionOf(toy, [3, 6])), { maps: [1], rows: [2, 3], columns: [0, 1] });
  const region = regionOf(toy, [2, 21]);
  assert.deepEqual(readBy(toy, 2, region), region);
});

test("a flattened number reads one, and a score reads all", () => {
  assert.deepEqual(readBy(toy, 4, { units: [1, 6] }), { maps: [0, 1], rows: [0, 1], columns: [0, 1] });
  assert.deepEqual(readBy(toy, 5, { units: [2] }), { units: all(8) });
  assert.deepEqual(readBy(toy, 6, { units: [2] }), { units: all(3) });
});

test("what reads a number is what finds it in its window", () => {
  for (const net of [toy, padded])
    for (let layer = 1; layer <= net.last; layer++)
      for (let n = 0; n < net.count(layer - 1); n++) {
        const readers = readersOf(net, layer - 1, regionOf(net, [layer - 1, n]));
        const found = [...numbersOf(net, layer, readers)].sort((one, other) => one - other);
        const expected = all(net.count(layer)).filter((reader) =>
          numbersOf(net, layer - 1, readBy(net, layer, regionOf(net, [layer, reader]))).includes(n),
        );
        assert.deepEqual(found, expected);
        assert.equal(sizeOf(readers), expected.length);
      }
});

function numbersOf(net, layer, region) {
  if (region.units) return region.units;
  const places = region.maps.flatMap((map) =>
    region.rows.flatMap((row) => region.columns.map((column) => [map, row, column])),
  );
  return places.map((place) => net.index(layer, place));
}

test("nothing reads an answer", () => {
  assert.equal(readersOf(toy, 6, { units: [0] }), null);
});

test("a chain leads from a number down to its pixels", () => {
  const chain = chainOf(toy, [4, 5]); // map 1, row 0, column 1
  assert.equal(chain.length, 5);
  assert.deepEqual(chain[1], { maps: [1], rows: [0, 1], columns: [2, 3] });
  assert.deepEqual(chain[0], { maps: [0], rows: [0, 1, 2, 3], columns: [2, 3, 4, 5] });
  assert.deepEqual(pixelsOf(toy, [6, 0]), { maps: [0], rows: all(6), columns: all(6) });
});

test("the middle of a region, in the same map where it has that", () => {
  const region = { maps: [0, 1], rows: [0, 1, 2], columns: [1, 2] };
  assert.deepEqual(toy.place(1, middleOf(toy, 1, region, 1)), [1, 1, 2]);
  assert.deepEqual(toy.place(1, middleOf(toy, 1, region, 5)), [0, 1, 2]);
  assert.equal(middleOf(toy, 5, { units: [0, 1, 2] }, 0), 1);
  assert.equal(middleOf(toy, 1, { maps: [0], rows: [], columns: [1] }, 0), 0);
});

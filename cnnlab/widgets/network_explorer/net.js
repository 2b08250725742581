// A traced net: its numbers as Python sent them, which numbers read which, and the terms of every sum.

import { plural } from "../shared/text.js";

export const decode = (text) => new Float32Array(Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer);
export const range = (count) => [...Array(count).keys()];
const unique = (list) => [...new Set(list)].sort((a, b) => a - b);
export const counted = (count, word) => `${count} ${plural(count, word)}`;

export class Net {
  constructor(layers, weights) {
    this.layers = layers;
    this.weights = decode(weights);
    this.starts = [0];
    for (const { shape } of layers) this.starts.push(this.starts.at(-1) + shape.reduce((a, b) => a * b));
  }

  count(k) {
    return this.starts[k + 1] - this.starts[k];
  }

  isMaps(k) {
    return this.layers[k].shape.length === 3;
  }

  all(k) {
    return this.values.subarray(this.starts[k], this.starts[k + 1]);
  }

  value(k, n) {
    return this.values[this.starts[k] + n];
  }

  // [channel, row, column] of number n of layer k, or [n]; and the way back.
  place(k, n) {
    const [, rows, columns] = this.layers[k].shape;
    const plane = rows * columns;
    return rows ? [Math.floor(n / plane), Math.floor((n % plane) / columns), n % columns] : [n];
  }

  index(k, place) {
    const [, rows, columns] = this.layers[k].shape;
    return rows ? (place[0] * rows + place[1]) * columns + place[2] : place[0];
  }

  where(k, n) {
    const place = this.place(k, n);
    const last = this.layers.length - 1;
    if (place.length === 1) return k >= last - 1 ? `digit ${n}` : `number ${n}`;
    return `${k ? `map ${place[0]}, ` : ""}row ${place[1]}, column ${place[2]}`;
  }

  // The same for a term of a sum, where a flattened number is better known by where it came from.
  source(k, n) {
    return this.layers[k].kind === "flatten" ? this.where(k - 1, n) : this.where(k, n);
  }

  // ---- windows: what reads what

  // The positions along one axis that output o looks at; some may lie in the padding.
  taps(k, axis, o) {
    const [kernel, stride, before, dilation] = this.layers[k].window[axis];
    return range(kernel).map((t) => o * stride - before + t * dilation);
  }

  inside(k, axis, places) {
    const size = this.layers[k].shape[axis + 1];
    return unique(places.filter((p) => p >= 0 && p < size));
  }

  // A region is {c, r, q}: every crossing of these maps, rows and columns; or {n}: these units.
  region(k, n) {
    const [c, r, q] = this.place(k, n);
    return r === undefined ? { n: [n] } : { c: [c], r: [r], q: [q] };
  }

  whole(k) {
    const [c, r, q] = this.layers[k].shape;
    return r === undefined ? { n: range(c) } : { c: range(c), r: range(r), q: range(q) };
  }

  // What a region of layer k reads in the layer before.
  back(k, region) {
    const { kind, window } = this.layers[k];
    const reads = (axis, list) =>
      this.inside(
        k - 1,
        axis,
        list.flatMap((o) => this.taps(k, axis, o)),
      );
    if (window.length)
      return {
        c: kind === "conv" ? range(this.layers[k - 1].shape[0]) : region.c,
        r: reads(0, region.r),
        q: reads(1, region.q),
      };
    if (kind === "relu") return region;
    if (kind !== "flatten") return this.whole(k - 1);
    const [c, r, q] = [0, 1, 2].map((part) => unique(region.n.map((n) => this.place(k - 1, n)[part])));
    return { c, r, q };
  }

  // What reads a region of layer k in the layer after; null after the last.
  ahead(k, region) {
    const next = this.layers[k + 1];
    if (!next) return null;
    const readers = (axis, list) =>
      range(next.shape[axis + 1]).filter((o) => this.taps(k + 1, axis, o).some((p) => list.includes(p)));
    if (next.window.length)
      return {
        c: next.kind === "conv" ? range(next.shape[0]) : region.c,
        r: readers(0, region.r),
        q: readers(1, region.q),
      };
    if (next.kind === "relu") return region;
    if (next.kind !== "flatten") return this.whole(k + 1);
    return { n: region.c.flatMap((c) => region.r.flatMap((r) => region.q.map((q) => this.index(k, [c, r, q])))) };
  }

  size({ n, c, r, q }) {
    return n ? n.length : c.length * r.length * q.length;
  }

  // The regions that number n depends on, one for each layer from the pixels up to layer k.
  chain(k, n) {
    const regions = [this.region(k, n)];
    for (let layer = k; layer > 0; layer--) regions.unshift(this.back(layer, regions[0]));
    return regions;
  }

  // ---- sums

  // One window of a layer: for each cell its value, or null in the padding, row by row.
  patch(k, c, r, q) {
    const [, rows, columns] = this.layers[k - 1].shape;
    return this.taps(k, 0, r).map((y) =>
      this.taps(k, 1, q).map((x) =>
        y < 0 || x < 0 || y >= rows || x >= columns ? null : this.value(k - 1, this.index(k - 1, [c, y, x])),
      ),
    );
  }

  // A convolution's number: for each input channel its patch, its kernel, the products and their sum.
  conv(k, n) {
    const { weight, bias, window } = this.layers[k];
    const [out, r, q] = this.place(k, n);
    const channels = this.layers[k - 1].shape[0];
    const [height, width] = window.map(([kernel]) => kernel);
    const parts = range(channels).map((c) => {
      const patch = this.patch(k, c, r, q);
      const start = weight + (out * channels + c) * height * width;
      const kernel = patch.map((row, i) => row.map((_, j) => this.weights[start + i * width + j]));
      const products = patch.map((row, i) => row.map((value, j) => (value ?? 0) * kernel[i][j]));
      return { patch, kernel, products, sum: products.flat().reduce((a, b) => a + b, 0) };
    });
    return {
      parts,
      sum: parts.reduce((a, { sum }) => a + sum, 0),
      bias: bias === undefined ? null : this.weights[bias + out],
    };
  }

  // A dense layer's number: its terms, the largest first, and the bias.
  dense(k, n) {
    const { weight, bias } = this.layers[k];
    const inputs = this.count(k - 1);
    const products = range(inputs).map((i) => {
      const value = this.value(k - 1, i);
      const w = this.weights[weight + n * inputs + i];
      return { i, value, weight: w, product: value * w };
    });
    const sum = products.reduce((a, { product }) => a + product, 0);
    products.sort((a, b) => Math.abs(b.product) - Math.abs(a.product));
    return { products, sum, bias: bias === undefined ? null : this.weights[bias + n] };
  }

  softmax(k, n) {
    const scores = [...this.all(k - 1)];
    const powers = scores.map(Math.exp);
    return { scores, powers, sum: powers.reduce((a, b) => a + b), power: powers[n] };
  }
}

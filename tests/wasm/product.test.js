import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { beside, built } from "../../cnnlab/wasm/build.js";

const shipped = readFileSync(beside("product.so"));
const memory = new WebAssembly.Memory({ initial: 16 });
const numbers = new Float32Array(memory.buffer);
const { products } = new WebAssembly.Instance(new WebAssembly.Module(shipped), { env: { memory } }).exports;

/** Whole numbers from -4 to 4, so that every sum is exact. */
function fill(start, count, seed) {
  for (let n = 0; n < count; n++) numbers[start + n] = ((n * 7 + seed * 5 + ((n * n) % 11)) % 9) - 4;
}

function number(row, column, start, [down, along]) {
  return numbers[start + row * down + column * along];
}

/** What stands in place of c after `count` products of a (m, k) and b (k, n), against plain sums. */
function check(count, [m, k, n], turned) {
  const [a, b, c] = [0, count * m * k, count * (m * k + k * n)];
  const steps = turned ? [1, m] : [k, 1]; // of a, in numbers
  fill(a, count * m * k, 1);
  fill(b, count * k * n, 2);
  numbers.fill(99, c, c + count * m * n + 4);
  const nexts = [m * k, k * n, m * n].map((step) => 4 * step);
  const starts = [a, b, c].map((start) => 4 * start);
  products(count, ...nexts, ...starts, m, k, n, 4 * steps[0], 4 * steps[1], 4 * n, 4 * n);
  for (let each = 0; each < count; each++)
    for (let row = 0; row < m; row++)
      for (let column = 0; column < n; column++) {
        let sum = 0;
        for (let p = 0; p < k; p++)
          sum += number(row, p, a + each * m * k, steps) * number(p, column, b + each * k * n, [n, 1]);
        assert.equal(numbers[c + (each * m + row) * n + column], sum, `${[count, m, k, n, turned, each, row, column]}`);
      }
  assert.deepEqual([...numbers.subarray(c + count * m * n, c + count * m * n + 4)], [99, 99, 99, 99]);
}

test("the library is what its source says", async () => {
  assert.deepEqual([...shipped], [...(await built())]);
});

test("products of every shape are sums of products, and nothing beside them is touched", () => {
  for (const m of [1, 3, 4, 5, 8, 9])
    for (const k of [0, 1, 2, 25])
      for (const n of [1, 7, 8, 9, 16, 19]) for (const turned of [false, true]) check(2, [m, k, n], turned);
});

test("no products are no work", () => {
  check(0, [4, 4, 8], false);
});

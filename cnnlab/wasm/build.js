// `node cnnlab/wasm/build.js` makes product.so of product.wat: WebAssembly, with the mark of a library that Pyodide can
// load.

import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import wabt from "wabt";

const HEADER = 8; // bytes of every WebAssembly module, before its sections
const MARK = new TextEncoder().encode("\x08dylink.0"); // a section's name, its length before it
const NEEDS = [1, 4, 0, 0, 0, 0]; // in it: no memory and no table of its own

/** @param {string} name */
export function beside(name) {
  return fileURLToPath(new URL(name, import.meta.url));
}

/** The library, as bytes. */
export async function built() {
  const { parseWat } = await wabt();
  const module = parseWat("product.wat", readFileSync(beside("product.wat"), "utf8"), { simd: true });
  module.validate();
  const bytes = module.toBinary({}).buffer;
  const section = [0, MARK.length + NEEDS.length, ...MARK, ...NEEDS];
  return Buffer.concat([bytes.subarray(0, HEADER), Buffer.from(section), bytes.subarray(HEADER)]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(beside("product.so"), await built());

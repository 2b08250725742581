// What JavaScript makes of classes, for a test in Python: one line of JSON for each.

import { createInterface } from "node:readline";
import { collected } from "../../../tools/collect/collected.js";
import { csvText } from "../../../tools/collect/table.js";

for await (const line of createInterface({ input: process.stdin })) {
  const { key, files, names } = JSON.parse(line);
  const contents = files.map(([name, word, base64]) => [name, word ?? new Uint8Array(Buffer.from(base64, "base64"))]);
  const result = collected(key, contents, names);
  process.stdout.write(`${JSON.stringify([result, csvText(key, result)])}\n`);
}

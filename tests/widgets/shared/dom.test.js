import assert from "node:assert/strict";
import test from "node:test";
import { groupName } from "../../../cnnlab/widgets/shared/dom.js";

test("each view has a name of its own for its radio buttons", () => {
  const names = Array.from({ length: 20 }, groupName);
  assert.equal(new Set(names).size, 20);
  for (const name of names) assert.match(name, /^[a-z0-9]+$/);
});

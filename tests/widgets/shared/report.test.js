import assert from "node:assert/strict";
import test from "node:test";
import { Report } from "../../../cnnlab/widgets/shared/report.js";

test("what is said in passing waits for some seconds of silence", (context) => {
  let now = 1000;
  context.mock.method(performance, "now", () => now);
  const live = { textContent: "" };
  const report = new Report(live);
  assert.equal(report.isDue, true);
  report.say("one");
  assert.equal(live.textContent, "one");
  now += 4900;
  assert.equal(report.isDue, false);
  now += 200;
  assert.equal(report.isDue, true);
});

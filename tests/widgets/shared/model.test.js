import assert from "node:assert/strict";
import test from "node:test";
import { Model } from "../../../cnnlab/widgets/page/host.js";
import { alive, choose, listen, together } from "../../../cnnlab/widgets/shared/model.js";

test("a listener hears of its traits until it ends", () => {
  const model = new Model({ step: 0, walk: {}, width: 1 });
  let heard = 0;
  const end = listen(model, ["step", "walk"], () => heard++);
  model.set("step", 1);
  model.set("walk", { out: [] });
  model.set("width", 2);
  assert.equal(heard, 2);
  end();
  model.set("step", 2);
  assert.equal(heard, 2);
});

test("one that ends leaves the others", () => {
  const model = new Model({ step: 0 });
  const heard = [];
  const end = listen(model, ["step"], () => heard.push("first"));
  listen(model, ["step"], () => heard.push("second"));
  end();
  model.set("step", 1);
  assert.deepEqual(heard, ["second"]);
});

test("what is chosen is set and sent", () => {
  const done = [];
  const model = { set: (...pair) => done.push(pair), save_changes: () => done.push("sent") };
  choose(model, "step", 3);
  assert.deepEqual(done, [["step", 3], "sent"]);
});

test("only a page that says so has no Python", () => {
  assert.equal(alive(new Model({})), true);
  assert.equal(alive(new Model({ has_python: true })), true);
  assert.equal(alive(new Model({ has_python: false })), false);
});

test("all ends are called, in their order", () => {
  const ended = [];
  together(
    () => ended.push(1),
    () => ended.push(2),
  )();
  assert.deepEqual(ended, [1, 2]);
});

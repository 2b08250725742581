import assert from "node:assert/strict";
import test from "node:test";
import { StopRequest } from "../../../cnnlab/widgets/training_monitor/stop.js";

/** A request with a stopped clock, what it sent, and how often it had something else to say. */
function begun(t, channel) {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const sent = [];
  const changed = t.mock.fn();
  const request = new StopRequest({ send: (message) => sent.push(message), get: () => channel }, changed);
  request.begin(3);
  return { request, sent, changed };
}

test("Python is asked at once, and again until it has answered", (t) => {
  const { request, sent } = begun(t);
  request.ask();
  assert.deepEqual(sent, [{ stop: 3 }, { stop: 3 }]);
  request.hear({ heard: 3 });
  request.ask();
  assert.equal(sent.length, 2);
  t.mock.timers.tick(3000);
  assert.equal(request.message, "");
  assert.ok(request.pending, "the run still has its step to end");
});

test("messages do not pile up, and a second press sends none", (t) => {
  const { request, sent } = begun(t);
  request.begin(3);
  assert.equal(sent.length, 1);
  for (let update = 0; update < 20; update++) request.ask();
  assert.equal(sent.length, 8);
});

test("an answer to another run is none", (t) => {
  const { request } = begun(t);
  request.hear({ heard: 2 });
  request.hear({});
  assert.ok(!request.heard);
});

test("after two seconds without an answer it points to Jupyter's own Stop, and may be asked again", (t) => {
  const { request, sent, changed } = begun(t);
  t.mock.timers.tick(1999);
  assert.equal(request.message, "");
  t.mock.timers.tick(1);
  assert.match(request.message, /Jupyter's own Stop/);
  assert.ok(!request.pending);
  assert.equal(changed.mock.callCount(), 2);
  request.begin(3);
  assert.equal(sent.length, 2);
});

test("where Python runs in the browser and cannot hear, there is no other Stop to point to", (t) => {
  const { request } = begun(t, "cnnlab-7");
  t.mock.timers.tick(2000);
  assert.match(request.message, /goes on to its end/);
});

test("with the run the request ends", (t) => {
  const { request, sent } = begun(t);
  request.end();
  request.ask();
  t.mock.timers.tick(3000);
  assert.deepEqual([request.pending, request.message, sent.length], [false, "", 1]);
});

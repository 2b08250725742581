import assert from "node:assert/strict";
import test from "node:test";
import { Post } from "../../../cnnlab/widgets/draw_pad/post.js";

/** A pen of one stroke, what was sent, and a clock that goes on by `pass(milliseconds)` only. */
function posted(t, has_python = true) {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  let now = 1000;
  t.mock.method(performance, "now", () => now);
  const pass = (milliseconds) => {
    now += milliseconds;
    t.mock.timers.tick(milliseconds);
  };
  const values = { turn: 0, strokes: [], answer: { turn: 0 }, has_python };
  const sent = [];
  const model = {
    get: (name) => values[name],
    set: (name, value) => {
      values[name] = value;
    },
    save_changes: () => sent.push(values.strokes),
  };
  const pen = { strokes: [[[0.5, 0.5]]] };
  const alone = t.mock.fn();
  return { post: new Post(model, pen, { alone, asks: () => true }), pen, sent, values, alone, pass };
}

test("while the pen is down, a message leaves 70 ms after the last, with all that is drawn by then", (t) => {
  const { post, pen, sent, pass } = posted(t);
  post.pause();
  post.soon();
  pass(40);
  pen.strokes[0].push([0.6, 0.6]);
  post.soon();
  assert.equal(sent.length, 0);
  pass(30);
  assert.deepEqual(sent, [
    [
      [
        [0.5, 0.5],
        [0.6, 0.6],
      ],
    ],
  ]);
});

test("what was sent does not grow with the stroke", (t) => {
  const { post, pen, sent } = posted(t);
  post.now();
  pen.strokes[0].push([0.6, 0.6]);
  assert.deepEqual(sent, [[[[0.5, 0.5]]]]);
  assert.equal(post.sent, sent[0]);
});

test("before an answer nothing follows but what is sent at once", (t) => {
  const { post, sent, values, pass } = posted(t);
  post.now();
  assert.ok(post.waiting);
  post.soon();
  pass(500);
  assert.equal(sent.length, 1);
  post.now();
  assert.equal(sent.length, 2);
  post.soon();
  values.answer = { turn: 2 };
  assert.ok(!post.waiting);
  pass(70);
  assert.equal(sent.length, 3);
});

test("without Python nothing is waited for", (t) => {
  const { post, alone } = posted(t, false);
  post.now();
  assert.ok(!post.waiting);
  assert.equal(alone.mock.callCount(), 1);
});

test("a view that has ended sends nothing more", (t) => {
  const { post, sent, pass } = posted(t);
  post.pause();
  post.soon();
  post.stop();
  pass(1000);
  assert.equal(sent.length, 0);
});

test("what the page reads by itself asks for no answer", (t) => {
  const { post, pen, sent, values } = posted(t);
  post.asks = () => false;
  post.now();
  assert.deepEqual(sent, [pen.strokes]);
  assert.equal(values.turn, 0);
  post.now(true); // asked again
  assert.equal(values.turn, 1);
});

import assert from "node:assert/strict";
import test from "node:test";
import { cellAt, decode, onPress } from "../../../cnnlab/widgets/shared/pixels.js";

const packed = (numbers) => Buffer.from(numbers.buffer).toString("base64");

test("numbers come out as they were packed", () => {
  for (const numbers of [
    new Float32Array([1, -0.5, 3e-8]),
    new Int8Array([-127, 0, 127]),
    new Uint8Array([0, 200, 255]),
  ])
    assert.deepEqual(decode(packed(numbers), numbers.constructor), numbers);
});

const element = { getBoundingClientRect: () => ({ left: 10, top: 20, width: 100, height: 50 }) };
const at = (clientX, clientY) => cellAt({ clientX, clientY }, element, 5, 4);

test("a cell is found under the pointer", () => {
  assert.deepEqual(at(10, 20), [0, 0]);
  assert.deepEqual(at(34.9, 29.9), [0, 0]);
  assert.deepEqual(at(35, 30), [1, 1]);
  assert.deepEqual(at(109, 69), [4, 3]);
});

test("beside the element it is the nearest cell", () => {
  assert.deepEqual(at(0, 0), [0, 0]);
  assert.deepEqual(at(500, 45), [2, 3]);
});

test("a press of the first button and a drag are heard of, and no other pointer", () => {
  const target = new EventTarget();
  const heard = [];
  onPress(target, (event) => heard.push(event.name));
  const send = (type, name, values) => target.dispatchEvent(Object.assign(new Event(type), { name, ...values }));
  send("pointerdown", "press", { button: 0, buttons: 1 });
  send("pointerdown", "second button", { button: 2, buttons: 2 });
  send("pointermove", "drag", { buttons: 1 });
  send("pointermove", "passing by", { buttons: 0 });
  assert.deepEqual(heard, ["press", "drag"]);
});

import assert from "node:assert/strict";
import test from "node:test";
import {
  details,
  duration,
  headline,
  layerWords,
  news,
  some,
  sureness,
} from "../../../cnnlab/widgets/training_monitor/words.js";

const waiting = { state: "waiting", run: 0, step: 0, recent: 0 };
const running = {
  state: "running",
  run: 1,
  step: 1200,
  recent: 50,
  total: 9000,
  epochs: 9,
  per_epoch: 1000,
  rate: 4321,
  left: 61.5,
};

test("numbers have their word, seconds their minutes, and no answer is quite sure", () => {
  assert.deepEqual([some(1, "step"), some(1234, "step")], ["1 step", "1,234 steps"]);
  assert.deepEqual([0.2, 59, 61.5, 600].map(duration), ["1 s", "59 s", "1 min 2 s", "10 min 0 s"]);
  assert.deepEqual([59.5, 119.7, 3599.9].map(duration), ["1 min 0 s", "2 min 0 s", "60 min 0 s"]);
  assert.deepEqual([0.254, 0.99, 0.991, 1].map(sureness), ["25 %", "99 %", ">99 %", ">99 %"]);
});

test("the headline says how far the training is, and how it ended", () => {
  assert.match(headline(waiting, false), /^No training yet/);
  assert.equal(headline(running, false), "Step 1,200 of 9,000.");
  assert.equal(headline(running, true), "Stopping after step 1,200.");
  assert.equal(headline({ ...running, state: "finished" }, false), "Finished: 9,000 steps, 9 epochs.");
  assert.match(
    headline({ ...running, state: "stopped" }, false),
    /^Stopped after step 1,200 of 9,000: the network keeps/,
  );
  assert.match(
    headline({ ...running, state: "failed" }, false),
    /^The training ended early, after step 1,200 of 9,000:/,
  );
});

test("below are the epoch, the speed, and the time left; or what there is instead", () => {
  assert.equal(details(running, true), "Epoch 2 of 9, 4,321 images a second, about 1 min 2 s left");
  assert.equal(details({ ...running, step: 0, rate: null, left: null }, true), "Epoch 1 of 9");
  assert.equal(details({ ...running, state: "stopped" }, true), "Epoch 2 of 9, 4,321 images a second");
  assert.match(details(waiting, true), /^Below, the network as it is/);
  assert.match(details(running, false), /^This page shows one training/);
});

test("the end of an epoch is news, with the accuracies that there are; else the headline is", () => {
  const epochs = { steps: [1000, 2000], train: [0.5, 0.75], valid: [0.4, 0.625] };
  assert.equal(news(running, epochs, "now"), "Epoch 2 has ended: training 75.0 %, validation 62.5 % right.");
  assert.equal(news(running, { ...epochs, valid: [] }, "now"), "Epoch 2 has ended: training 75.0 % right.");
  assert.equal(news(running, { steps: [], train: [], valid: [] }, "now"), "now");
  assert.equal(news({ ...running, state: "stopped" }, epochs, "now"), "now");
});

test("of the first layer it says how many pictures there are, and how many of them are shown", () => {
  const words = (total, shown) => layerWords({ kind: "kernel", total, shape: [shown, 5, 3] });
  assert.equal(words(24, 16), "First layer: 16 of 24 kernels of 5 x 3 weights");
  assert.equal(words(6, 6), "First layer: 6 kernels of 5 x 3 weights");
  assert.equal(words(1, 1), "First layer: 1 kernel of 5 x 3 weights");
});

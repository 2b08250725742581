// The widgets' arithmetic for a test in Python: each line asks for something by its name; its answer is a line, too.

import { createInterface } from "node:readline";
import { planOf } from "../../cnnlab/widgets/architecture_builder/plan.js";
import * as conv from "../../cnnlab/widgets/conv_stepper/walk.js";
import * as pool from "../../cnnlab/widgets/pool_stepper/walk.js";
import { fileName, fileText, problemOf } from "../../cnnlab/widgets/hand_in/file.js";
import { convolve, convolveBack } from "../../cnnlab/widgets/shared/arithmetic/convolution.js";
import { centredDigit } from "../../cnnlab/widgets/shared/arithmetic/framing.js";
import { networkNumbers } from "../../cnnlab/widgets/shared/arithmetic/network.js";
import { maxPool, maxPoolBack, meanPool, meanPoolBack } from "../../cnnlab/widgets/shared/arithmetic/pooling.js";
import { Misfit } from "../../cnnlab/widgets/shared/arithmetic/sentences.js";
import { drawnStrokes } from "../../cnnlab/widgets/shared/arithmetic/strokes.js";
import { poolWindowOver, sizesOf, windowOver } from "../../cnnlab/widgets/shared/arithmetic/windows.js";
import { decode } from "../../cnnlab/widgets/shared/pixels.js";
import { findings } from "../../cnnlab/widgets/shape_explorer/findings.js";
import { formulaPieces, samePadding, shapeWalk } from "../../cnnlab/widgets/shape_explorer/walk.js";
import { shiftWalk } from "../../cnnlab/widgets/shift_explorer/walk.js";
import { tapeWalk } from "../../cnnlab/widgets/tape_stepper/walk.js";
import { tinySteps } from "../../cnnlab/widgets/tiny_network/steps.js";
import { stepped, tinyWalk } from "../../cnnlab/widgets/tiny_network/walk.js";
import { nextWeight, paces, shapeOf, valleyWalk } from "../../cnnlab/widgets/valley/walk.js";
import { paceWords } from "../../cnnlab/widgets/valley/words.js";

const SIDE = 224; // of a canvas

const ANSWERS = {
  convolution({ image, weights, biases, grads, ...settings }) {
    const window = windowOver(sizesOf(image[0]), sizesOf(weights[0][0]), settings);
    return { out: convolve(image, weights, biases, window), ...convolveBack(grads, image, weights, window) };
  },
  pooling({ image, grads, mode, ...settings }) {
    const window = poolWindowOver(sizesOf(image[0]), settings);
    const [forward, back] = mode === "max" ? [maxPool, maxPoolBack] : [meanPool, meanPoolBack];
    const image_grad = image.map((map, channel) => back(grads[channel], map, window));
    return { out: image.map((map) => forward(map, window)), image: image_grad };
  },
  mean_without_padding({ image, ...settings }) {
    const window = poolWindowOver(sizesOf(image[0]), settings);
    return image.map((map) => meanPool(map, window, false));
  },
  conv_forward: conv.forwardWalk,
  conv_backward: conv.backwardWalk,
  pool_forward: pool.forwardWalk,
  pool_backward: pool.backwardWalk,
  tape: tapeWalk,
  tiny({ learning_rate, ...settings }) {
    const walk = tinyWalk(settings);
    return { ...walk, stepped: stepped(settings, walk, learning_rate), steps: tinySteps(settings, walk) };
  },
  shape: shapeWalk,
  shift: shiftWalk,
  findings: (settings) => findings(shapeWalk(settings), settings),
  formula: formulaPieces,
  same: ({ most, ...settings }) => samePadding(settings, most),
  plan: ({ input_shape, layers, limits }) => planOf(input_shape, layers, limits),
  network: ({ layers, weights, image, off }) => networkNumbers(layers, decode(weights, Float32Array), image, off),
  valley: (settings) => ({ path: valleyWalk(settings), ...paced(settings) }),
  next_weight: ({ place, learning_rate }) => nextWeight(place, learning_rate),
  strokes: ({ strokes, width }) => [...drawnStrokes(strokes, SIDE, width)],
  hand_in: ({ who, record, version, now }) => ({
    problem: problemOf(who),
    name: fileName(who),
    text: fileText(record, who, version, new Date(now)),
  }),
  framed: ({ canvas, columns }) => centredDigit(canvas, columns),
};

/** The shape of a loss, and what a learning rate does at the start of a run. */
function paced({ inputs, targets, weights, learning_rate }) {
  const shape = shapeOf(inputs, targets, weights);
  const found = paces(shape, weights, learning_rate);
  return { shape, paces: found, words: paceWords(found) };
}

/** @param {string} line */
function answer(line) {
  const { name, settings } = JSON.parse(line);
  try {
    return { answer: ANSWERS[name](settings) };
  } catch (error) {
    if (error instanceof Misfit) return { misfit: error.message };
    return { failed: error.stack };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const numbers = (_, value) => (value instanceof Float32Array ? [...value] : value);
  process.stdout.write(`${JSON.stringify(answer(line), numbers)}\n`);
}

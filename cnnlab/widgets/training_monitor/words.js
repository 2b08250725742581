// What the monitor says.

import { count, percent, plural } from "../shared/text.js";

/** @typedef {import("../types").Progress} Progress */
/** @typedef {import("../types").TrainingMonitorState["epochs"]} Epochs */
/** @typedef {import("../types").ShownKernels} ShownKernels */

/**
 * @param {number} n
 * @param {string} word
 */
export function some(n, word) {
  return `${count(n)} ${plural(n, word)}`;
}

/** @param {number} seconds */
export function duration(seconds) {
  const whole = Math.ceil(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/**
 * How sure an answer is, from 0 to 1; rounded, it never says that nothing is left to doubt.
 * @param {number} share
 */
export function sureness(share) {
  return share > 0.99 ? ">99 %" : `${Math.round(100 * share)} %`;
}

/**
 * How far the training is.
 * @param {Progress} progress
 * @param {boolean} stopping - Stop was pressed, and the training has not ended yet
 */
export function headline(progress, stopping) {
  if (progress.state === "waiting") return "No training yet: it starts with fit(..., callbacks=[monitor]).";
  const step = count(progress.step);
  const total = count(progress.total);
  if (stopping) return `Stopping after step ${step}.`;
  if (progress.state === "running") return `Step ${step} of ${total}.`;
  if (progress.state === "finished")
    return `Finished: ${some(progress.total, "step")}, ${some(progress.epochs, "epoch")}.`;
  if (progress.state === "stopped")
    return `Stopped after step ${step} of ${total}: the network keeps what it has learned.`;
  return `The training ended early, after step ${step} of ${total}: see below its cell.`;
}

/**
 * The line below.
 * @param {Progress} progress
 * @param {boolean} withPython
 */
export function details(progress, withPython) {
  if (!withPython) return "This page shows one training. Open the notebook to train, and to stop.";
  if (progress.state === "waiting")
    return "Below, the network as it is: its first layer, and what it says to the images.";
  const { state, step, per_epoch, epochs, rate, left } = progress;
  const parts = [`Epoch ${Math.max(1, Math.ceil(step / per_epoch))} of ${epochs}`];
  if (rate) parts.push(`${count(rate)} images a second`);
  if (state === "running" && left != null) parts.push(`about ${duration(left)} left`);
  return parts.join(", ");
}

/**
 * What is read out once something has happened: an epoch has ended, or the training has.
 * @param {Progress} progress
 * @param {Epochs} epochs
 * @param {string} said - by the headline
 */
export function news(progress, { steps, train, valid }, said) {
  const ended = steps.length;
  if (progress.state !== "running" || !ended) return said;
  const validation = valid.length === ended ? `, validation ${percent(valid[ended - 1])}` : "";
  return `Epoch ${ended} has ended: training ${percent(train[ended - 1])}${validation} right.`;
}

/**
 * What is shown of the first layer.
 * @param {ShownKernels} kernels
 */
export function layerWords({ kind, total, shape }) {
  const [shown, rows, columns] = shape;
  const number = shown < total ? `${shown} of ${total}` : total;
  return `First layer: ${number} ${plural(total, kind)} of ${rows} x ${columns} weights`;
}

// What ShapeExplorer shows, from its settings alone: who reads what, the filled formula, and what "same" padding is.
// All settings are whole numbers, and hold for rows and columns alike.

import { misfit } from "../shared/arithmetic/sentences.js";
import { outputSize } from "../shared/arithmetic/windows.js";
import { range } from "../shared/numbers.js";

/** @typedef {import("../types").ShapeSettings} Settings */
/** @typedef {import("../types").FormulaPiece} FormulaPiece */

/**
 * What every output reads and who reads every cell, along one axis; how often, for every cell of the picture.
 * A Misfit where the kernel does not fit.
 * @param {Settings} settings
 */
export function shapeWalk({ size, kernel_size: kernel, stride, padding, dilation }) {
  const out = outputSize(size, kernel, stride, [padding, padding], dilation);
  const padded = size + 2 * padding;
  const reads = range(out).map((output) => range(kernel).map((tap) => output * stride + tap * dilation));
  const readers = range(padded).map((cell) => range(out).filter((output) => reads[output].includes(cell)));
  const counts = readers.map((rows) => readers.map((columns) => rows.length * columns.length));
  return { out, padded, counts, reads, readers };
}

/**
 * The size formula as pieces [text, colour, name]; joined, the texts are the formula with its numbers.
 * @param {Settings} settings
 * @returns {FormulaPiece[]}
 */
export function formulaPieces({ size, kernel_size: kernel, stride, padding, dilation }) {
  const room = size + 2 * padding - dilation * (kernel - 1) - 1;
  return [
    ["floor((", "", ""],
    [String(size), "input", "size"],
    [" + 2*", "", ""],
    [String(padding), "input", "padding"],
    [" - ", "", ""],
    [String(dilation), "window", "dilation"],
    ["*(", "", ""],
    [String(kernel), "window", "kernel"],
    [" - 1) - 1) / ", "", ""],
    [String(stride), "window", "stride"],
    [") + 1", "", ""],
    [" = floor(", "", ""],
    [String(Number((room / stride).toPrecision(4))), "", "steps"],
    [") + 1", "", ""],
    [" = ", "", ""],
    [String(Math.floor(room / stride) + 1), "output", "output"],
  ];
}

/**
 * The padding that keeps the size; a Misfit where there is none up to `most`: "same" is not one thing (M13).
 * @param {Settings} settings
 * @param {number} most
 */
export function samePadding({ kernel_size: kernel, stride, dilation }, most) {
  const total = dilation * (kernel - 1);
  const half = Math.floor(total / 2);
  if (stride !== 1) throw misfit("same stride", { stride });
  if (total % 2) throw misfit("same odd", { total, before: half, after: total - half });
  if (half > most) throw misfit("same most", { half, most });
  return half;
}

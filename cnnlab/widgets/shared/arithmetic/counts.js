// What layers cost, and what their units see: whole numbers alone, as `arithmetic` in Python.

/** @typedef {[kernel: number, stride: number, before: number, dilation: number]} Axis */
/** @typedef {{ size: number[] | null, jump: number[] | null, start: number[] | null }} Field */

/**
 * Weights and biases of a convolution.
 * @param {number} channels
 * @param {number} filters
 * @param {number} cells - of a kernel
 */
export function convParams(channels, filters, cells) {
  return filters * (channels * cells + 1);
}

/**
 * Multiply-adds of a convolution for one example: every weight works once at every position.
 * @param {number} channels
 * @param {number} filters
 * @param {number} cells
 * @param {number} positions
 */
export function convMacs(channels, filters, cells, positions) {
  return filters * channels * cells * positions;
}

/**
 * Weights and biases of a dense layer.
 * @param {number} inputs
 * @param {number} outputs
 */
export function denseParams(inputs, outputs) {
  return inputs * outputs + outputs;
}

/**
 * The receptive field after each layer, from the windows of the layers alone: its size, the step to a neighbour's, its
 * first cell. A layer's window is its axes, an empty list where it looks at single cells, null where it sees all.
 * @param {(Axis[] | null)[]} windows
 * @returns {Field[]}
 */
export function fields(windows) {
  /** @type {Field} */
  let field = { size: [1, 1], jump: [1, 1], start: [0, 0] };
  return windows.map((window) => {
    if (window === null) field = { size: null, jump: null, start: null };
    else if (window.length && field.size) field = widened(window, field);
    return field;
  });
}

/**
 * @param {Axis[]} window
 * @param {Field} field
 * @returns {Field}
 */
function widened(window, field) {
  const { size, jump, start } = /** @type {Record<keyof Field, number[]>} */ (field);
  return {
    size: window.map(([kernel, , , dilation], axis) => size[axis] + (kernel - 1) * dilation * jump[axis]),
    jump: window.map(([, stride], axis) => jump[axis] * stride),
    start: window.map(([, , before], axis) => start[axis] - before * jump[axis]),
  };
}

// Layers without a window: dense, ReLU, softmax; and the numbers of a whole net, layer by layer.

/**
 * A dense layer: for each output a row of weights.
 * @param {ArrayLike<number>} x
 * @param {ArrayLike<number>} weights - row by row
 * @param {ArrayLike<number> | null} biases
 * @param {number} outputs
 */
export function dense(x, weights, biases, outputs) {
  return Array.from({ length: outputs }, (_, output) => {
    let sum = 0;
    for (let n = 0; n < x.length; n++) sum += x[n] * weights[output * x.length + n];
    return sum + (biases ? biases[output] : 0);
  });
}

/**
 * Negative numbers become zero.
 * @param {number} value
 */
export function relu(value) {
  return Math.max(0, value);
}

/**
 * Scores to probabilities; large scores do not overflow.
 * @param {number[]} scores
 */
export function softmax(scores) {
  const most = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - most));
  let sum = 0;
  for (const power of powers) sum += power;
  return powers.map((power) => power / sum);
}

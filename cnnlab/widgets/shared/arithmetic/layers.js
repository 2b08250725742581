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

/**
 * What a dense layer sends back to its inputs, through the weights that read them.
 * @param {ArrayLike<number>} grads - of its outputs
 * @param {number[][]} weights - for each output a row
 */
export function denseBack(grads, weights) {
  return weights[0].map((_, n) => {
    let sum = 0;
    for (let output = 0; output < weights.length; output++) sum += grads[output] * weights[output][n];
    return sum;
  });
}

/**
 * The gradients of a dense layer's weights: for each output a row, its gradient times what each weight read.
 * @param {number[]} grads - of its outputs
 * @param {number[]} x
 */
export function weightsBack(grads, x) {
  return grads.map((grad) => x.map((value) => grad * value));
}

/**
 * The gradient passes where the number was above zero, and stops elsewhere.
 * @param {number} grad
 * @param {number} value
 */
export function reluBack(grad, value) {
  return value > 0 ? grad : 0;
}

/**
 * Minus the logarithm of the right class's probability, also where that is too small to be a number.
 * @param {number[]} scores
 * @param {number} target
 */
export function crossEntropy(scores, target) {
  const most = Math.max(...scores);
  let sum = 0;
  for (const score of scores) sum += Math.exp(score - most);
  return Math.log(sum) - (scores[target] - most);
}

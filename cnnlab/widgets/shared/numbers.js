// Whole numbers from 0: places in a list, in a row, in a column.

/**
 * 0 to count - 1.
 * @param {number} count
 */
export function range(count) {
  return [...Array(count).keys()];
}

/**
 * The nearest of 0 to count - 1.
 * @param {number} value
 * @param {number} count
 */
export function within(value, count) {
  return Math.max(0, Math.min(count - 1, value));
}

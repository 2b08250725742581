// Numbers and words as a learner reads them.

/**
 * A number as a learner would write it: at most four digits, no trailing zeros, a true minus left to the font.
 * @param {number | null} value
 * @param {number} [digits]
 */
export function show(value, digits = 4) {
  if (value === Infinity) return "inf";
  if (value === -Infinity) return "-inf";
  if (value === null || !Number.isFinite(value)) return "?";
  return String(Number(value.toPrecision(digits)));
}

/**
 * A factor; negative ones stand in brackets, as in 3·(-2).
 * @param {number} value
 */
export function factor(value) {
  return value < 0 ? `(${show(value)})` : show(value);
}

/**
 * A whole number with its thousands apart, as 61,706.
 * @param {number} n
 */
export function count(n) {
  return n.toLocaleString("en-US");
}

/**
 * The word for `n` of a thing, without the number: some are written with thousands apart, some as a word.
 * @param {number} n
 * @param {string} word
 * @param {string} [many]
 */
export function plural(n, word, many = `${word}s`) {
  return n === 1 ? word : many;
}

/**
 * A part of 1 in percent.
 * @param {number} part
 */
export function percent(part) {
  return `${(100 * part).toFixed(1)} %`;
}

/**
 * Where a cell is; rows and columns count from 0.
 * @param {number} row
 * @param {number} column
 */
export function place(row, column) {
  return `row ${row}, column ${column}`;
}

// Numbers and words as a learner reads them.

const ABOUT = "≈"; // before what is rounded, or in place of an equals sign
const NOISE = 1e-9; // of a number: what floating point may add to it
const SMALL = 1e-4; // below, and from LARGE on, numbers have an exponent
const LARGE = 1e10;

/**
 * Whether two numbers are the same, but for what floating point adds.
 * @param {number} one
 * @param {number} other
 */
export function same(one, other) {
  return Math.abs(one - other) <= NOISE * Math.max(Math.abs(one), Math.abs(other));
}

/**
 * A number as a learner would write it: no trailing zeros, a true minus left to the font. It has so many digits, and
 * all of its whole part: 12345 is not 12350. That it is rounded is not said, as it need not be where all numbers are
 * measured or learned ones; `show` says it.
 * @param {number | null} value
 * @param {number} [digits]
 */
export function inDigits(value, digits = 4) {
  if (value === Infinity) return "inf";
  if (value === -Infinity) return "-inf";
  if (value == null || !Number.isFinite(value)) return "?";
  const size = Math.abs(value);
  if (size !== 0 && (size < SMALL || size >= LARGE)) return withExponent(value, digits);
  if (Number.isInteger(value)) return String(value);
  const whole = String(Math.trunc(size)).length;
  return String(Number(value.toPrecision(Math.max(digits, whole))));
}

/**
 * As 1.5e10.
 * @param {number} value
 * @param {number} digits
 */
function withExponent(value, digits) {
  const [front, power] = value.toExponential(digits - 1).split("e");
  return `${Number(front)}e${Number(power)}`;
}

/**
 * All of a number that is not floating point's own.
 * @param {number} value
 */
export function exact(value) {
  return inDigits(value, 12);
}

/**
 * The number, or what it is about: ≈0.3333.
 * @param {number | null} value
 * @param {number} [digits]
 */
export function show(value, digits) {
  return marked(inDigits(value, digits), value);
}

/**
 * @param {string} text
 * @param {number | null} value
 */
function marked(text, value) {
  const whole = value == null || !Number.isFinite(value) || same(Number(text), value);
  return whole ? text : ABOUT + text;
}

/**
 * A number where there is room for so many characters: as `show` writes it, else in fewer digits, else nothing.
 * @param {number} value
 * @param {number} room
 * @param {number} [digits] - of a fraction, where there is room
 */
export function fitted(value, room, digits = 3) {
  const all = exact(value);
  const shown = show(value, digits);
  const texts = [all.length <= shown.length ? all : shown];
  for (let fewer = digits - 1; fewer > 0; fewer--) texts.push(show(value, fewer));
  if (Number.isFinite(value))
    for (let few = digits; few > 0; few--) texts.push(marked(withExponent(value, few), value));
  return texts.find(({ length }) => length <= room) ?? "";
}

/**
 * An equation in words. Where any of its numbers is rounded, the sign before the result says so, once for all.
 * @param {string} left
 * @param {string} work
 * @param {string} result
 */
export function equation(left, work, result) {
  const sign = (work + result).includes(ABOUT) ? ABOUT : "=";
  const bare = (/** @type {string} */ text) => text.replaceAll(ABOUT, "");
  return { parts: [`${left} = `, bare(work), ` ${sign} `], result: bare(result) };
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
 * A whole number up to 99 as it is spoken of: a 4, but an 8.
 * @param {number} whole
 */
export function withArticle(whole) {
  return `${String(whole).startsWith("8") || whole === 11 || whole === 18 ? "an" : "a"} ${whole}`;
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

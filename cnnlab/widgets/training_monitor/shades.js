// The colours of weights that Python sends in hundredths of the largest.

/** @typedef {number[]} Rgb - red, green and blue, 0 to 255 */

/**
 * A colour for each of -100 to 100: paper at zero, nearly full at both ends.
 * @param {Rgb} paper
 * @param {Rgb} above - of weights above zero
 * @param {Rgb} below
 * @returns {Rgb[]}
 */
export function shades(paper, above, below) {
  return Array.from({ length: 201 }, (_, k) => {
    const full = k < 100 ? below : above;
    const part = Math.abs(k - 100) * 0.0095;
    return paper.map((from, colour) => from + part * (full[colour] - from));
  });
}

/**
 * The shade of a weight.
 * @param {Rgb[]} all
 * @param {number} hundredths
 */
export function shadeOf(all, hundredths) {
  return all[hundredths + 100];
}

// Where a pixel went, in words.

import { place } from "../shared/text.js";

/**
 * The row and the column of a pixel that is the n-th in reading order, in words.
 * @param {number} n
 * @param {number} columns
 */
function where(n, columns) {
  return place(Math.floor(n / columns), n % columns);
}

/**
 * @typedef {object} Followed
 * @property {number} source - the pixel, by its own place
 * @property {number[]} places - where it lies in each image
 * @property {number} image - the image that is pointed into
 * @property {number} columns
 * @property {boolean} straight - whether every pixel is where it belongs
 * @property {boolean} kept - whether it stays marked
 */

/** @param {Followed} followed */
export function followedWords({ source, places, image, columns, straight, kept }) {
  const different = new Set(places).size;
  const here = where(places[image], columns);
  const all = places.length === 1 ? "this image" : `all ${places.length} images`;
  let words =
    `is now at ${here} in image ${image + 1}. ` +
    `In the ${places.length} images it went to ${different} different places.`;
  if (straight) words = "is where it belongs, in every image.";
  else if (different === 1) words = `is now at ${here}: the same place in ${all}.`;
  return `The pixel of ${where(source, columns)} ${words}${kept ? " It stays marked." : ""}`;
}

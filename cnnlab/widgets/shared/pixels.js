// Pictures of which each pixel is a number: unpacked, painted, and pointed at.

import { within } from "./numbers.js";

/** @type {ImageData | undefined} */
let spare; // the last one painted with: a net has a hundred maps, most of them as large as the one before

/**
 * Numbers that Python packed as base64 text.
 * @template Numbers
 * @param {string} text
 * @param {new (bytes: ArrayBuffer) => Numbers} Kind - Float32Array for what was packed as such, and so on
 * @returns {Numbers}
 */
export function decode(text, Kind) {
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length); // filled in a loop, for there are hundreds of thousands
  for (let k = 0; k < bytes.length; k++) bytes[k] = letters.charCodeAt(k);
  return new Kind(bytes.buffer);
}

/**
 * Pixels from 0 to 1, of which Python packed each into a byte where that loses nothing.
 * @param {import("../types").PackedPixels} packed
 */
export function unpackedPixels({ bits, data }) {
  if (bits !== 8) return decode(data, Float32Array);
  const pixels = new Float32Array(decode(data, Uint8Array));
  for (let n = 0; n < pixels.length; n++) pixels[n] /= 255;
  return pixels;
}

/**
 * Paint a pixel of the canvas for each number. What `colour` gives is read at once: it may be the same array each time.
 * @param {HTMLCanvasElement} canvas
 * @param {number} rows
 * @param {number} columns
 * @param {(n: number) => ArrayLike<number>} colour - red, green and blue of the n-th pixel, and how much of it there is
 */
export function paintPixels(canvas, rows, columns, colour) {
  if (canvas.width !== columns) canvas.width = columns;
  if (canvas.height !== rows) canvas.height = rows;
  if (spare?.width !== columns || spare.height !== rows) spare = new ImageData(columns, rows);
  const { data } = spare; // once, for to ask for it costs more than to write a pixel
  for (let n = 0; n < rows * columns; n++) {
    const pixel = colour(n);
    for (let part = 0; part < 4; part++) data[4 * n + part] = pixel[part] ?? 255;
  }
  canvas.getContext("2d")?.putImageData(spare, 0, 0);
}

/**
 * Which cell of an element the pointer is on, [row, column]; the nearest one where it is beside it.
 * @param {Pick<MouseEvent, "clientX" | "clientY">} event
 * @param {Pick<Element, "getBoundingClientRect">} element
 * @param {number} rows
 * @param {number} columns
 * @returns {[row: number, column: number]}
 */
export function cellAt(event, element, rows, columns) {
  const { left, top, width, height } = element.getBoundingClientRect();
  const row = Math.floor(((event.clientY - top) / height) * rows);
  const column = Math.floor(((event.clientX - left) / width) * columns);
  return [within(row, rows), within(column, columns)];
}

/**
 * Hear of the pointer where it is pressed, and while it is dragged.
 * @param {HTMLElement} element
 * @param {(event: PointerEvent) => void} call
 */
export function onPress(element, call) {
  element.addEventListener("pointerdown", (event) => {
    if (event.button === 0) call(event);
  });
  element.addEventListener("pointermove", (event) => {
    if (event.buttons & 1) call(event);
  });
}

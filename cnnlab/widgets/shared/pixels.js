// Pictures of which each pixel is a number: unpacked, painted, and pointed at.

import { within } from "./numbers.js";

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
  return bits === 8 ? Float32Array.from(decode(data, Uint8Array), (shade) => shade / 255) : decode(data, Float32Array);
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
  const image = new ImageData(columns, rows);
  for (let n = 0; n < rows * columns; n++) {
    const pixel = colour(n);
    for (let part = 0; part < 4; part++) image.data[4 * n + part] = pixel[part] ?? 255;
  }
  canvas.getContext("2d")?.putImageData(image, 0, 0);
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

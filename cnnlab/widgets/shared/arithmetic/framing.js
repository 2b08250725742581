// The framing of MNIST's digits, as `center_digit` in Python: the ink is cropped, its longer side scaled to 20 pixels,
// and its centre of mass put at the centre.

const FRAME_SIDE = 28;
const INK_SIDE = 20;
const TRACE = 0.05; // of the strongest ink: less is background

/** @typedef {{ rows: number, columns: number, pixels: Float32Array }} Raster - row by row */

/**
 * A drawing of light on dark or dark on light as 28 x 28 pixels from 0 to 1; null where nothing is drawn.
 * @param {ArrayLike<number>} canvas - row by row
 * @param {number} columns
 */
export function centredDigit(canvas, columns) {
  const ink = inkOf(canvas, columns);
  if (!ink) return null;
  const cropped = crop(ink, columns);
  const scale = INK_SIDE / Math.max(cropped.rows, cropped.columns);
  /** @param {number} side */
  const scaled = (side) => Math.max(1, roundHalfEven(side * scale));
  const small = resized(cropped, scaled(cropped.rows), scaled(cropped.columns));
  return framed(small);
}

/**
 * How far each pixel is from the background, from 0 to 1; the background is the median of the outermost pixels.
 * @param {ArrayLike<number>} canvas
 * @param {number} columns
 */
function inkOf(canvas, columns) {
  const paper = median(borderOf(canvas, columns));
  const ink = new Float64Array(canvas.length);
  let most = 0;
  for (let n = 0; n < ink.length; n++) {
    ink[n] = Math.abs(canvas[n] - paper);
    if (ink[n] > most) most = ink[n];
  }
  return most > 0 ? ink.map((value) => value / most) : null;
}

/**
 * The outermost pixels, each once.
 * @param {ArrayLike<number>} canvas
 * @param {number} columns
 */
function borderOf(canvas, columns) {
  const last = canvas.length - columns; // where the lowest row begins
  const border = [];
  for (let n = 0; n < columns; n++) border.push(canvas[n]);
  for (let row = columns; row < last; row += columns) {
    border.push(canvas[row]);
    if (columns > 1) border.push(canvas[row + columns - 1]);
  }
  if (last > 0) for (let n = last; n < canvas.length; n++) border.push(canvas[n]);
  return border;
}

/** @param {number[]} values */
function median(values) {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length / 2;
  return (sorted[Math.ceil(middle) - 1] + sorted[Math.floor(middle)]) / 2;
}

/**
 * The smallest rectangle with all ink.
 * @param {Float64Array} ink
 * @param {number} columns
 * @returns {Raster}
 */
function crop(ink, columns) {
  let [top, left, bottom, right] = [Infinity, Infinity, 0, 0];
  for (let n = 0; n < ink.length; n++) {
    if (ink[n] < TRACE) continue;
    const row = Math.floor(n / columns);
    const column = n - row * columns;
    top = Math.min(top, row);
    bottom = row;
    left = Math.min(left, column);
    right = Math.max(right, column);
  }
  const [rows, width] = [bottom - top + 1, right - left + 1];
  const pixels = new Float32Array(rows * width);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < width; column++) {
      const value = ink[(top + row) * columns + left + column];
      if (value >= TRACE) pixels[row * width + column] = value;
    }
  return { rows, columns: width, pixels };
}

/**
 * Scaled by triangles, as wide as what becomes one pixel: first along the rows, then along the columns.
 * @param {Raster} raster
 * @param {number} rows
 * @param {number} columns
 * @returns {Raster}
 */
function resized(raster, rows, columns) {
  const wide = raster.columns === columns ? raster : transposed(scaledDown(transposed(raster), columns));
  return wide.rows === rows ? wide : scaledDown(wide, rows);
}

/**
 * @param {Raster} raster
 * @returns {Raster}
 */
function transposed({ rows, columns, pixels }) {
  const turned = pixels.map((_, n) => pixels[(n % rows) * columns + Math.floor(n / rows)]);
  return { rows: columns, columns: rows, pixels: turned };
}

/**
 * Another number of rows.
 * @param {Raster} raster
 * @param {number} rows
 * @returns {Raster}
 */
function scaledDown(raster, rows) {
  const { columns, pixels } = raster;
  const mixed = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    const { first, weights } = triangle(row, raster.rows, rows);
    for (let column = 0; column < columns; column++) {
      let sum = 0;
      for (let k = 0; k < weights.length; k++) sum += weights[k] * pixels[(first + k) * columns + column];
      mixed[row * columns + column] = sum;
    }
  }
  return { rows, columns, pixels: mixed };
}

/**
 * Which cells of a line become one, and how much each counts.
 * @param {number} place
 * @param {number} size
 * @param {number} made
 */
function triangle(place, size, made) {
  const scale = size / made;
  const support = Math.max(1, scale);
  const centre = (place + 0.5) * scale;
  const first = Math.max(0, Math.floor(centre - support + 0.5));
  const end = Math.min(size, Math.floor(centre + support + 0.5));
  const weights = Array.from({ length: end - first }, (_, k) =>
    Math.max(0, 1 - Math.abs((first + k - centre + 0.5) / support)),
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return { first, weights: weights.map((weight) => weight / total) };
}

/**
 * Put where its centre of mass is the centre, its strongest ink at 1.
 * @param {Raster} small
 */
function framed({ rows, columns, pixels }) {
  const inRows = new Float64Array(rows);
  const inColumns = new Float64Array(columns);
  const most = pixels.reduce((largest, value) => Math.max(largest, value), 0);
  pixels.forEach((value, n) => {
    inRows[Math.floor(n / columns)] += Math.max(0, value);
    inColumns[n % columns] += Math.max(0, value);
  });
  const [top, left] = [start(inRows), start(inColumns)];
  const frame = new Float32Array(FRAME_SIDE * FRAME_SIDE);
  pixels.forEach((value, n) => {
    const [row, column] = [Math.floor(n / columns), n % columns];
    frame[(top + row) * FRAME_SIDE + left + column] = Math.max(0, value) / most;
  });
  return frame;
}

/**
 * Where a strip begins for its centre of mass to fall in the cell right of the middle: so it is in all of MNIST. Where
 * it lies on the edge of a cell, as of a drawing that is its own mirror image, rounding must not decide.
 * @param {Float64Array} mass
 */
function start(mass) {
  let [weighted, total] = [0, 0];
  mass.forEach((value, n) => {
    weighted += value * (n + 0.5);
    total += value;
  });
  const first = Math.ceil(Number((FRAME_SIDE / 2 - weighted / total).toFixed(6)));
  return Math.min(FRAME_SIDE - mass.length, Math.max(0, first));
}

/**
 * To the nearest whole number, halves to the even one.
 * @param {number} value
 */
function roundHalfEven(value) {
  const low = Math.floor(value);
  if (value - low !== 0.5) return Math.round(value);
  return low % 2 ? low + 1 : low;
}

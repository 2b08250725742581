// Strokes of a pen as pixels, as `draw_strokes` makes them in Python: ink is what a round pen touches on its way.

/** @typedef {[x: number, y: number]} Spot */

/**
 * A canvas of side x side pixels, row by row, from 0 (paper) to 1 (ink).
 * @param {Spot[][]} strokes - from 0 to 1
 * @param {number} side
 * @param {number} width - of the pen, in sides of the canvas
 */
export function drawnStrokes(strokes, side, width) {
  const radius = (width * side) / 2;
  const reach = Math.ceil(radius) + 1;
  const nearest = new Float32Array(side * side).fill(Infinity); // of each pixel, the square of its distance to the pen
  for (const stroke of strokes)
    for (const [x, y] of spotsAlong(stroke, side, Math.max(0.25, radius / 4))) touch(nearest, side, x, y, reach);
  return nearest.map((away) => Math.min(1, Math.max(0, radius + 0.5 - Math.sqrt(away))));
}

/**
 * The pen at one place reaches the pixels of a square around it.
 * @param {Float32Array} nearest
 * @param {number} side
 * @param {number} x
 * @param {number} y
 * @param {number} reach
 */
function touch(nearest, side, x, y, reach) {
  const [top, left] = [Math.floor(y) - reach, Math.floor(x) - reach];
  for (let row = Math.max(0, top); row <= Math.min(side - 1, top + 2 * reach); row++)
    for (let column = Math.max(0, left); column <= Math.min(side - 1, left + 2 * reach); column++) {
      const away = (row + 0.5 - y) ** 2 + (column + 0.5 - x) ** 2;
      if (away < nearest[row * side + column]) nearest[row * side + column] = away;
    }
}

/**
 * Places along a stroke, `spacing` apart or less, its own points among them.
 * @param {Spot[]} stroke
 * @param {number} side
 * @param {number} spacing
 * @returns {Spot[]}
 */
function spotsAlong(stroke, side, spacing) {
  const points = stroke.map(([x, y]) => /** @type {Spot} */ ([x * side, y * side]));
  const along = [0]; // how far each point is from the first, on the way
  for (let n = 1; n < points.length; n++)
    along.push(along[n - 1] + Math.hypot(points[n][0] - points[n - 1][0], points[n][1] - points[n - 1][1]));
  const length = along[along.length - 1];
  const steps = Math.ceil(length / spacing);
  const spots = [...points];
  let segment = 0;
  for (let step = 0; step <= steps; step++) {
    const place = steps ? (length * step) / steps : 0;
    while (segment < points.length - 2 && along[segment + 1] < place) segment++;
    spots.push(between(points, along, segment, place));
  }
  return spots;
}

/**
 * @param {Spot[]} points
 * @param {number[]} along
 * @param {number} segment
 * @param {number} place - how far on the way
 * @returns {Spot}
 */
function between(points, along, segment, place) {
  const [from, to] = [points[segment], points[segment + 1] ?? points[segment]];
  const span = along[segment + 1] - along[segment];
  const part = span > 0 ? (place - along[segment]) / span : 0;
  return [from[0] + part * (to[0] - from[0]), from[1] + part * (to[1] - from[1])];
}

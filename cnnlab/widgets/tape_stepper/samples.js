// A signal that is changed by hand. Nothing here touches the page.

/** @typedef {[sample: number, value: number]} Sample */

/**
 * The multiple of `grain` next to a value, without the digits that floating point adds.
 * @param {number} value
 * @param {number} grain
 */
export function rounded(value, grain) {
  return Number((Math.round(value / grain) * grain).toPrecision(6));
}

/**
 * A signal with a straight stroke through it: a pointer that moves fast passes samples over.
 * @param {number[]} signal
 * @param {Sample} from
 * @param {Sample} to
 * @param {number} grain
 */
export function withStroke(signal, [start, startValue], [end, endValue], grain) {
  const drawn = [...signal];
  for (let sample = Math.min(start, end); sample <= Math.max(start, end); sample++) {
    const between = startValue + ((endValue - startValue) * (sample - start)) / (end - start);
    drawn[sample] = rounded(sample === end ? endValue : between, grain);
  }
  return drawn;
}

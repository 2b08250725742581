// What a prediction is asked for, where there are several channels.

/**
 * @param {number} channels
 */
export function inFirst(channels) {
  return channels > 1 ? " in channel 0" : "";
}

// Sentences that Python says as well, above all of settings that do not fit one another: written once, in
// sentences.json.

import SENTENCES from "../../../sentences.json" with { type: "json" };

/** @typedef {number | string | number[] | unknown[]} Told */

/** What is thrown where settings do not fit one another; its message is for the learner. */
export class Misfit extends Error {}

/**
 * One of the sentences with these values in it.
 * @param {keyof typeof SENTENCES} name
 * @param {Record<string, Told>} [values]
 */
export function shared(name, values = {}) {
  return SENTENCES[name].replace(/\{(\w+)\}/g, (_, key) => told(values[key]));
}

/**
 * The error with one of the sentences.
 * @param {keyof typeof SENTENCES} name
 * @param {Record<string, Told>} values
 */
export function misfit(name, values) {
  return new Misfit(shared(name, values));
}

/**
 * A value as Python writes it: lists in brackets, with a space after each comma.
 * @param {unknown} value
 * @returns {string}
 */
function told(value) {
  return Array.isArray(value) ? `[${value.map((part) => told(part)).join(", ")}]` : String(value);
}

/**
 * The error as a sentence.
 * @param {Misfit} error
 */
export function sentenceOf({ message }) {
  return `${message[0].toUpperCase()}${message.slice(1)}.`;
}

/**
 * What a computation gives, or null and the sentence that says why it gives nothing.
 * @template Found
 * @param {() => Found} compute - it may throw a Misfit
 * @returns {{ found: Found, message: "" } | { found: null, message: string }}
 */
export function foundOrSaid(compute) {
  try {
    return { found: compute(), message: "" };
  } catch (error) {
    if (!(error instanceof Misfit)) throw error;
    return { found: null, message: sentenceOf(error) };
  }
}

// What a file is: JSON that nobody trusts. The same as judge.py makes of it.

const DEEPEST = 12;
const LONGEST_NAME = 60;
const TIME = /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[+]00:00$/;
const CONTROL = /[\p{Cc}\u2028\u2029\ud800-\udfff]/gu;
const UNSEEN = /[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
const SPACE = /[ \u00a0]+/g;
const ENDS = /^ | $/g;

/** A file that is not taken; its word is one of sentences.json. */
export class Refused extends Error {}

/**
 * Who, when made ("" where it is not said) and the answers of a file; throws Refused.
 * @param {Uint8Array | string} content - or the word for why it was not read
 */
export function handIn(content) {
  if (typeof content === "string") throw new Refused(content);
  const value = parsed(content);
  if (!isObject(value) || own(value, "format") !== "cnnlab hand-in") throw new Refused("foreign");
  if (own(value, "version") !== 1) throw new Refused("newer");
  const made = own(value, "made");
  const dated = typeof made === "string" && TIME.test(made);
  return { who: nameOf(own(value, "who")), made: dated ? made : "", answers: own(value, "answers") };
}

/** @param {Uint8Array} content */
function parsed(content) {
  let value;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(content));
  } catch {
    throw new Refused("damaged");
  }
  let level = [value];
  for (let depth = 0; depth < DEEPEST; depth++)
    level = level
      .filter((outer) => typeof outer === "object" && outer !== null)
      .flatMap((outer) => Object.values(outer));
  if (level.length) throw new Refused("damaged");
  return value;
}

/** @param {unknown} who */
function nameOf(who) {
  if (typeof who !== "string") throw new Refused("nameless");
  if ([...who].length > LONGEST_NAME) throw new Refused("long_name");
  if (who !== who.replace(CONTROL, "")) throw new Refused("odd_name");
  const name = trimmed(who);
  if (!name) throw new Refused("nameless");
  return name;
}

/** @param {string} text */
function trimmed(text) {
  return text.replace(UNSEEN, "").replace(SPACE, " ").replace(ENDS, "");
}

/**
 * The same for every way in which somebody writes a name.
 * @param {string} who
 */
export function personOf(who) {
  return trimmed(who.normalize("NFKC")).toLowerCase();
}

/**
 * A text without what would steer the page or a terminal.
 * @param {string} text
 */
export function withoutControl(text) {
  return text.replace(CONTROL, "\ufffd").replace(UNSEEN, "\ufffd");
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
export function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * What stands in the file by this name, and not what every object has.
 * @param {Record<string, unknown>} object
 * @param {string} name
 */
export function own(object, name) {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

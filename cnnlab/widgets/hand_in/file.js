// The file that is handed in, as `record.hand_in` writes it in Python: nothing here touches the page.

import { shared } from "../shared/arithmetic/sentences.js";

/** @typedef {import("../types").HandInState} State */

const LONGEST = 60; // characters of a name
const LONGEST_IN_FILE = 40; // of it in the name of the file
const STRANGE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u; // control characters, halves of letters, ends of lines

/**
 * What keeps a name or a code from being one, as a sentence; nothing where it is one.
 * @param {string} who
 */
export function problemOf(who) {
  const name = who.trim();
  const { length } = [...name];
  if (!length) return `${shared("who empty")}.`;
  if (STRANGE.test(name)) return `${shared("who strange")}.`;
  return length > LONGEST ? `${shared("who long", { most: LONGEST, count: length })}.` : "";
}

/**
 * The file's name: of the learner's its letters and digits.
 * @param {string} who
 */
export function fileName(who) {
  const words = who.normalize("NFC").split(/[^\p{L}\p{N}-]+/u);
  const safe = [...words.filter((word) => word).join("_")].slice(0, LONGEST_IN_FILE).join("");
  return `cnnlab_hand_in_${safe || "nameless"}.json`;
}

/**
 * What the file says.
 * @param {State["record"]} answers
 * @param {string} who
 * @param {string} version - of cnnlab
 * @param {Date} now
 */
export function fileText(answers, who, version, now) {
  const made = `${now.toISOString().slice(0, 19)}+00:00`;
  const file = { format: "cnnlab hand-in", version: 1, who: who.trim(), made, cnnlab: version, answers };
  return `${JSON.stringify(file, null, 1)}\n`;
}

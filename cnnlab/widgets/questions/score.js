// What a quiz says: of the option that was chosen, and of all answers.

/** @typedef {import("../types").Question} Question */

/**
 * How many questions are answered; once all are, how many were right at the first try.
 * @param {Question[]} questions
 * @param {Record<string, number[]>} answers
 */
export function score(questions, answers) {
  const tries = questions.map((_, index) => answers[index] ?? []);
  const tried = tries.filter((options) => options.length > 0).length;
  if (tried < questions.length) return { tried, said: `${tried} of ${questions.length} answered` };
  const right = questions.filter(({ options }, index) => options[tries[index][0]].right).length;
  return { tried, said: `${right} of ${questions.length} right at the first try` };
}

/**
 * The verdict on an option, and what the option betrays.
 * @param {Question["options"][number]} option
 * @returns {[verdict: string, why: string]}
 */
export function feedback({ right, why }) {
  return [right ? "Right." : "Not quite.", ` ${why}`];
}

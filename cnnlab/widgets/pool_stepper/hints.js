// What a wrong prediction betrays: the sentence that the learner reads. M-numbers are those of the curriculum.

export const HINTS = {
  padded: "That is the largest with zeros in the padding. Max-pooling pads with -inf, which never wins. (M10)",
  size: "That is the number furthest from 0. The largest is the furthest to the right on a number line: -1, not -2.",
  mean: "That is the mean of the window. Max-pooling keeps the largest number and drops the others.",
  sum: "That is the sum. A mean is the sum divided by how many numbers the window has, padding counted.",
  largest: "That is the largest number. This window takes the mean.",
  unstrided: "That is the window one column or row on. The window moves by the stride at each step. (M7)",
};

export const HINTS_BACK = {
  everybody: "That is the whole gradient. Only the cell that won gets it: the others did not change the output.",
  equal: "That is an equal share. It is so for a mean; here all of it goes to the cell that won.",
  whole: "That is the whole gradient. In a mean each cell counted for its share only: divide.",
};

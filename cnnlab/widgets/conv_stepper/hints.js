// What a wrong prediction betrays: the sentence that the learner reads. M-numbers are those of the curriculum.

import { SLIPS } from "../stepper/slips.js";

export const HINTS = {
  ...SLIPS,
  "one channel": "That is channel 0 alone. The window reaches through all channels, and the sum takes in each.",
  "channel mean": "That is the mean of the channels' sums. A convolution adds them up. (M4)",
  "channel product": "That is the channels' sums multiplied. A convolution adds them up. (M4)",
  unstrided: "That is the sum one column or row on. The window moves by the stride at each step. (M7)",
};

export const HINTS_BACK = {
  "last weight":
    "That is the gradient times the last weight. A cell gets back what it was multiplied by: the first cell of the " +
    "window met the first weight. (M8)",
  "to the kernel": "That goes to the kernel. The input gets the gradient times the weight.",
  gradient: "That is the gradient alone. The cell counted as much as its weight: multiply by it.",
};

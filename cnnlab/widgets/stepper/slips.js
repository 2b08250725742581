// What a wrong sum of products betrays: the sentence that the learner reads. M-numbers are those of the curriculum.

export const SLIPS = {
  flipped: "That is the sum with the kernel turned around. Here first meets first, and last meets last. (M8)",
  unbiased: "That is the sum of the products alone. The bias is added to every sum. (M6)",
  mean: "That is the mean of the products. A convolution adds them up. (M4)",
};

"""What a learner hands to a checker, right and without end; and how a test reads the verdict."""

import numpy as np


def convolve(image, kernel):
    rows, columns = image.shape[0] - kernel.shape[0] + 1, image.shape[1] - kernel.shape[1] + 1
    out = np.zeros((rows, columns))
    for row in range(rows):
        for column in range(columns):
            for i in range(kernel.shape[0]):
                for j in range(kernel.shape[1]):
                    out[row, column] += image[row + i, column + j] * kernel[i, j]
    return out


def slide(signal, kernel, stride):
    out = np.zeros((len(signal) - len(kernel)) // stride + 1)
    for place in range(len(out)):
        for j in range(len(kernel)):
            out[place] += signal[place * stride + j] * kernel[j]
    return out


def forever(*args, **options):
    while True:
        pass


def stubborn(*args, **options):
    while True:
        try:  # noqa: SIM105
            int("x")
        except:  # noqa: E722 (a learner may write this)
            pass


def assert_betrays(result, tag, fragment):
    """The checker says no, and its hint is the one for this misconception, with these words in it."""
    assert result.ok is False
    assert result.misconception == tag, (result.misconception, result.message, result.hint)
    assert result.hint
    assert fragment in result.hint, (result.message, result.hint)

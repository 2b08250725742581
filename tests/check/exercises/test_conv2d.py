"""The checker `conv2d`: it accepts what is right, and knows what a wrong answer betrays."""

import numpy as np
import pytest
from learner import assert_betrays, convolve

from cnnlab import check


def over_the_input(image, kernel):
    out = np.zeros(image.shape)
    padded = np.pad(image, ((0, kernel.shape[0]), (0, kernel.shape[1])))
    for row in range(image.shape[0]):
        for column in range(image.shape[1]):
            out[row, column] = (padded[row : row + kernel.shape[0], column : column + kernel.shape[1]] * kernel).sum()
    return out


def write_unsummed(image, kernel):
    out = np.zeros((image.shape[0] - kernel.shape[0] + 1, image.shape[1] - kernel.shape[1] + 1))
    for row, column in np.ndindex(out.shape):
        out[row, column] = image[row : row + kernel.shape[0], column : column + kernel.shape[1]] * kernel
    return out


def always_two_by_two(image, kernel):
    out = np.zeros((image.shape[0] - 1, image.shape[1] - 1))
    for row, column in np.ndindex(out.shape):
        out[row, column] = (image[row : row + 2, column : column + 2] * kernel).sum()
    return out


WRONG = {
    "flipped": (lambda x, k: convolve(x, k[::-1, ::-1]), "M8", ""),
    "over the input": (over_the_input, "M7", ""),
    "mean": (lambda x, k: convolve(x, k) / k.size, "M4", ""),
    "transposed": (lambda x, k: convolve(x, k).T, None, "swapped"),
    "not summed": (write_unsummed, None, ".sum()"),
    "whole image": (lambda x, k: x * k, None, "one window at a time"),
    "always two by two": (always_two_by_two, None, "2 x 2"),
}


def test_the_right_answer_written_another_way_passes():
    result = check.conv2d(convolve)
    assert result.ok is True, result.message


@pytest.mark.parametrize(("fn", "tag", "fragment"), WRONG.values(), ids=WRONG)
def test_a_wrong_answer_fails_with_the_hint_for_what_it_betrays(fn, tag, fragment):
    assert_betrays(check.conv2d(fn), tag, fragment)

"""The checker `occlude`: it accepts what is right, and knows what a wrong answer betrays."""

import numpy as np
import pytest
from learner import assert_betrays

from cnnlab import check


def spared(image, top, left, size):
    rows, columns = np.indices(image.shape)
    inside = (rows >= top) & (rows < top + size) & (columns >= left) & (columns < left + size)
    return np.where(inside, 0, image)


def two_brackets(image, top, left, size):
    covered = image.copy()
    covered[top : top + size][left : left + size] = 0
    return covered


def whole_rows(image, top, left, size):
    covered = image.copy()
    covered[top : top + size] = 0
    return covered


WRONG = {
    "two brackets": (two_brackets, None, "comma"),
    "whole rows": (whole_rows, None, "Whole rows"),
    "one cell": (lambda x, t, l, n: spared(x, t, l, 1), None, "one cell"),
    "square too large": (lambda x, t, l, n: spared(x, t, l, n + 1), None, "too large"),
    "swapped": (lambda x, t, l, n: spared(x, l, t, n), None, "swapped"),
    "the rest": (lambda x, t, l, n: x - spared(x, t, l, n), None, "the rest"),
    "middle": (lambda x, t, l, n: spared(x, t - n // 2, l - n // 2, n), None, "corner"),
}


def test_the_right_answer_written_another_way_passes():
    result = check.occlude(spared)
    assert result.ok is True, result.message


@pytest.mark.parametrize(("fn", "tag", "fragment"), WRONG.values(), ids=WRONG)
def test_a_wrong_answer_fails_with_the_hint_for_what_it_betrays(fn, tag, fragment):
    assert_betrays(check.occlude(fn), tag, fragment)

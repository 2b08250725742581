"""The checker `conv_output_size`: it accepts what is right, and knows what a wrong answer betrays."""

import pytest
from learner import assert_betrays

from cnnlab import check


def size(size, kernel_size, stride=1, padding=0, dilation=1):
    return (size + 2 * padding - dilation * (kernel_size - 1) - 1) // stride + 1


WRONG = {
    "bracket": (
        lambda n, k, stride=1, padding=0, dilation=1: (n + 2 * padding - dilation * (k - 1) - 1 + 1) // stride,
        "M1",
        "",
    ),
    "bare difference": (
        lambda n, k, stride=1, padding=0, dilation=1: (n + 2 * padding - dilation * (k - 1) - 1) // stride,
        "M1",
        "",
    ),
    "first formula": (
        lambda n, k, stride=1, padding=0, dilation=1: (n - k) // stride + 1,
        None,
        "without padding and dilation",
    ),
    "reach too short": (
        lambda n, k, stride=1, padding=0, dilation=1: (n + 2 * padding - dilation * (k - 1)) // stride + 1,
        "M1",
        "too short",
    ),
    "both axes": (
        lambda n, k, stride=1, padding=0, dilation=1: size(n, k, stride, padding, dilation) ** 2,
        "M2",
        "One axis",
    ),
}


def test_the_right_answer_written_another_way_passes():
    result = check.conv_output_size(size)
    assert result.ok is True, result.message


@pytest.mark.parametrize(("fn", "tag", "fragment"), WRONG.values(), ids=WRONG)
def test_a_wrong_answer_fails_with_the_hint_for_what_it_betrays(fn, tag, fragment):
    assert_betrays(check.conv_output_size(fn), tag, fragment)

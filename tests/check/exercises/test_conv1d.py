"""The checker `conv1d`: it accepts what is right, and knows what a wrong answer betrays."""

import numpy as np
import pytest
from learner import assert_betrays, slide

from cnnlab import check


def over_the_samples(signal, kernel, stride):
    longer = np.append(signal, np.zeros(len(kernel)))
    return np.array([(longer[start : start + len(kernel)] * kernel).sum() for start in range(len(signal))])


def one_inside_the_bracket(signal, kernel, stride):
    return slide(signal, kernel, stride)[: (len(signal) - len(kernel) + 1) // stride]


def numbered_by_starts(signal, kernel, stride):
    out = np.zeros((len(signal) - len(kernel)) // stride + 1)
    for i in range(0, len(signal) - len(kernel) + 1, stride):
        out[i] = signal[i : i + len(kernel)] @ kernel
    return out


WRONG = {
    "kernel of np.convolve": (lambda x, k, s: np.convolve(x, k, "valid")[::s], "M8", "np.correlate"),
    "start not multiplied": (lambda x, k, s: slide(x, k, 1)[: len(slide(x, k, s))], "M7", "i * stride"),
    "stride not used": (lambda x, k, s: slide(x, k, 1), "M7", "one sample at a time"),
    "jump by the kernel": (lambda x, k, s: slide(x, k, len(k)), "M7", "length of the kernel"),
    "over the samples": (over_the_samples, "M7", "every sample"),
    "last place missing": (lambda x, k, s: slide(x, k, s)[:-1], "M1", "missing"),
    "one inside": (one_inside_the_bracket, "M1", "inside the bracket"),
    "one too many": (lambda x, k, s: slide(np.append(x, [0.0] * s), k, s), "M1", "too many"),
    "mean of products": (lambda x, k, s: slide(x, k, s) / len(k), "M4", "mean"),
    "no weights": (lambda x, k, s: slide(x, k * 0 + 1, s), None, "without its weights"),
    "running sum": (lambda x, k, s: slide(x, k, s).cumsum(), None, "back to 0"),
    "whole numbers": (lambda x, k, s: slide(x, k, s).astype(int), None, "np.zeros(length)"),
    "range too short": (
        lambda x, k, s: np.array([x[i : i + len(k)] @ k for i in range(0, len(x) - len(k), s)]),
        "M1",
        "range(0, L - k + 1",
    ),
    "true division": (lambda x, k, s: np.zeros((len(x) - len(k)) / s + 1), "M1", "//"),
    "numbered by starts": (numbered_by_starts, "M7", "count the outputs"),
}


def test_the_right_answer_written_another_way_passes():
    result = check.conv1d(slide)
    assert result.ok is True, result.message


@pytest.mark.parametrize(("fn", "tag", "fragment"), WRONG.values(), ids=WRONG)
def test_a_wrong_answer_fails_with_the_hint_for_what_it_betrays(fn, tag, fragment):
    assert_betrays(check.conv1d(fn), tag, fragment)

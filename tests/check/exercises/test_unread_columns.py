"""The checker `unread_columns`: it accepts what is right, and knows what a wrong answer betrays."""

import numpy as np
import pytest
from learner import assert_betrays

from cnnlab import check
from cnnlab.check.exercises.unread_columns import right


def marked(size, kernel_size, stride=1, padding=0):
    """Marks on a padded row, as one makes them on paper."""
    row = np.zeros(size + 2 * padding)
    for start in range(0, len(row) - kernel_size + 1, stride):
        row[start : start + kernel_size] = 1
    return int((row[padding : padding + size] == 0).sum())


def by_formula(size, kernel_size, stride=1, padding=0):
    """Gaps between windows and the rest at the end, both without what lies in the padding."""
    steps = (size + 2 * padding - kernel_size) // stride
    gaps = [-padding + step * stride + kernel_size for step in range(steps)]
    between = sum(0 <= column < size for gap in gaps for column in range(gap, gap + stride - kernel_size))
    return between + max(0, size - max(0, -padding + steps * stride + kernel_size))


def room_left(size, kernel_size, stride=1, padding=0):
    outputs = (size + 2 * padding - kernel_size) // stride + 1
    return size + 2 * padding - ((outputs - 1) * stride + kernel_size)


def as_fraction(size, kernel_size, stride=1, padding=0):
    outputs = (size + 2 * padding - kernel_size) / stride + 1
    return size + 2 * padding - ((outputs - 1) * stride + kernel_size)


def beyond(size, kernel_size, stride=1, padding=0):
    seen = set()
    for start in range(0, size, stride):
        seen.update(range(start, start + kernel_size))
    return len(set(range(size)) - seen)


WRONG = {
    "floor forgotten": (as_fraction, "M1", "rounded down"),
    "padding counted": (room_left, None, "columns of the padding"),
    "end alone": (
        lambda n, k, stride=1, padding=0: max(room_left(n, k, stride, padding) - padding, 0),
        None,
        "between",
    ),
    "places": (lambda n, k, stride=1, padding=0: n - ((n + 2 * padding - k) // stride + 1), "M7", "not one"),
    "sticking out": (beyond, "M7", "stick out"),
    "no padding": (lambda n, k, stride=1, padding=0: marked(n, k, stride), None, "ignores the padding"),
    "both axes": (lambda n, k, stride=1, padding=0: marked(n, k, stride, padding) ** 2, "M2", "One axis"),
    "what is read": (lambda n, k, stride=1, padding=0: n - marked(n, k, stride, padding), None, "are read"),
}


@pytest.mark.parametrize("fn", [marked, by_formula])
def test_the_right_answer_written_another_way_passes(fn):
    result = check.unread_columns(fn)
    assert result.ok is True, result.message


@pytest.mark.parametrize(("settings", "unread"), [((6, 3, 2), 1), ((8, 2, 3), 2), ((6, 3, 2, 1), 0), ((6, 3, 4), 3)])
def test_left_over_and_between_windows_count_and_padding_does_not(settings, unread):
    assert right(*settings) == unread


@pytest.mark.parametrize(("fn", "tag", "fragment"), WRONG.values(), ids=WRONG)
def test_a_wrong_answer_fails_with_the_hint_for_what_it_betrays(fn, tag, fragment):
    assert_betrays(check.unread_columns(fn), tag, fragment)

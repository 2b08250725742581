"""The checker `confusion`: it accepts what is right, and knows what a wrong answer betrays."""

import numpy as np
import pytest
from learner import assert_betrays

from cnnlab import check


def counted(labels, answers, classes):
    return np.array([[sum((labels == i) & (answers == j)) for j in range(classes)] for i in range(classes)])


def every_pair(labels, answers, classes):
    table = np.zeros((classes, classes), int)
    for label in labels:
        for answer in answers:
            table[label, answer] += 1
    return table


WRONG = {
    "a table in the loop": (lambda y, a, n: counted(y[-1:], a[-1:], n), None, "last example"),
    "back too early": (lambda y, a, n: counted(y[:1], a[:1], n), None, "return"),
    "two convolve": (every_pair, None, "zip"),
    "always ten": (lambda y, a, n: counted(y, a, 10), None, "not always ten"),
    "columns for rows": (lambda y, a, n: counted(y, a, n).T, None, "swapped"),
    "added once": (lambda y, a, n: np.minimum(1, counted(y, a, n)), None, "np.add.at"),
    "errors alone": (lambda y, a, n: np.where(np.eye(n), 0, counted(y, a, n)), None, "diagonal"),
    "shares": (lambda y, a, n: counted(y, a, n) / len(y), None, "Count"),
    "those that occur": (lambda y, a, n: counted(y, a, 1 + max(*y, *a, 0)), None, "never come"),
}


def test_the_right_answer_written_another_way_passes():
    result = check.confusion(counted)
    assert result.ok is True, result.message


@pytest.mark.parametrize(("fn", "tag", "fragment"), WRONG.values(), ids=WRONG)
def test_a_wrong_answer_fails_with_the_hint_for_what_it_betrays(fn, tag, fragment):
    assert_betrays(check.confusion(fn), tag, fragment)

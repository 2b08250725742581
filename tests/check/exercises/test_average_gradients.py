"""The checker `average_gradients`: it accepts what is right, and knows what a wrong answer betrays."""

import numpy as np
import pytest
from learner import assert_betrays

from cnnlab import check

WRONG = {
    "plain mean": (lambda a, n, b, m: np.mean([a, b], axis=0), None, "48 examples"),
    "sum": (lambda a, n, b, m: np.add(a, b), None, "already a mean"),
    "weights exchanged": (lambda a, n, b, m: a * m / (n + m) + b * n / (n + m), None, "other"),
    "never divided": (lambda a, n, b, m: a * n + b * m, None, "never divide"),
    "divided by two": (lambda a, n, b, m: a * n / 2 + b * m / 2, None, "examples together"),
    "not multiplied": (lambda a, n, b, m: np.add(a, b) / (m + n), None, "multiply"),
    "one part": (lambda a, n, b, m: 1 * b, None, "one part"),
    "bracket forgotten": (lambda a, n, b, m: n * a + m * b / (n + m), None, "bracket"),
    "floor": (lambda a, n, b, m: (n * a + m * b) // (n + m), None, "decimal point"),
    "mean of all": (lambda a, n, b, m: np.mean([a, b]), None, "keep"),
    "another": (lambda a, n, b, m: a * b, None, "Turn each mean back"),
}


def test_the_right_answer_written_another_way_passes():
    result = check.average_gradients(lambda a, n, b, m: a * (n / (n + m)) + b * (m / (n + m)))
    assert result.ok is True, result.message


@pytest.mark.parametrize(("fn", "tag", "fragment"), WRONG.values(), ids=WRONG)
def test_a_wrong_answer_fails_with_the_hint_for_what_it_betrays(fn, tag, fragment):
    assert_betrays(check.average_gradients(fn), tag, fragment)

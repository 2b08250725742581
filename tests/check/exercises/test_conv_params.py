"""The checker `conv_params`: it accepts what is right, and knows what a wrong answer betrays."""

import pytest
from learner import assert_betrays

from cnnlab import check

WRONG = {
    "all or nothing": (lambda i, o, k, bias=True: o * (i * k * k + 1) if bias else 0, None, "Python reads"),
    "channels ignored": (lambda i, o, k, bias=True: o * (k * k + bias), "M5", "ignores the input channels"),
    "no bias": (lambda i, o, k, bias=True: o * i * k * k, "M6", "weights alone"),
    "both sides added": (lambda i, o, k, bias=True: o * (i * (k + k) + bias), None, "3 rows and 3 columns"),
}
RIGHT = {
    "for one number": lambda i, o, k, bias=True: o * (i * k * k + bias),
    "for pairs, too": lambda i, o, k, bias=True: o * (i * (k * k if isinstance(k, int) else k[0] * k[1]) + bias),
}


@pytest.mark.parametrize("fn", RIGHT.values(), ids=RIGHT)
def test_the_right_answer_written_another_way_passes(fn):
    result = check.conv_params(fn)
    assert result.ok is True, result.message


@pytest.mark.parametrize(("fn", "tag", "fragment"), WRONG.values(), ids=WRONG)
def test_a_wrong_answer_fails_with_the_hint_for_what_it_betrays(fn, tag, fragment):
    assert_betrays(check.conv_params(fn), tag, fragment)

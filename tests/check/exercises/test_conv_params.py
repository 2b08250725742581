"""The checker `conv_params`: it accepts what is right, and knows what a wrong answer betrays."""

import numpy as np
import pytest
from learner import assert_betrays

from cnnlab import check

WRONG = {
    "all or nothing": (
        lambda i, o, k, bias=True: o * (i * int(np.prod(np.broadcast_to(k, 2))) + 1) if bias else 0,
        None,
        "Python reads",
    ),
    "no bias, numbers alone": (lambda i, o, k, bias=True: o * i * k**2, "M6", "weights alone"),
    "channels ignored, numbers alone": (
        lambda i, o, k, bias=True: o * (k**2 + bias),
        "M5",
        "ignores the input channels",
    ),
    "channels ignored": (
        lambda i, o, k, bias=True: o * ((k * k if isinstance(k, int) else k[0] * k[1]) + bias),
        "M5",
        "input channels",
    ),
    "no bias": (lambda i, o, k, bias=True: o * i * (k * k if isinstance(k, int) else k[0] * k[1]), "M6", "bias"),
}


def test_the_right_answer_written_another_way_passes():
    result = check.conv_params(
        lambda i, o, k, bias=True: o * (i * (k * k if isinstance(k, int) else k[0] * k[1]) + bias)
    )
    assert result.ok is True, result.message


@pytest.mark.parametrize(("fn", "tag", "fragment"), WRONG.values(), ids=WRONG)
def test_a_wrong_answer_fails_with_the_hint_for_what_it_betrays(fn, tag, fragment):
    assert_betrays(check.conv_params(fn), tag, fragment)

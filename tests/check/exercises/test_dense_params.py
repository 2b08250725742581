"""The checker `dense_params`: it accepts what is right, and knows what a wrong answer betrays."""

import pytest
from learner import assert_betrays

from cnnlab import check

WRONG = {
    "bias forgotten": (lambda n_in, n_out, bias=True: n_in * n_out, "M6", "bias"),
    "one bias": (lambda n_in, n_out, bias=True: n_in * n_out + 1, "M6", "each output has its own"),
    "bias ignored": (lambda n_in, n_out, bias=True: n_in * n_out + n_out, "M6", "bias=False"),
    "inputs only": (lambda n_in, n_out, bias=True: n_in, None, "784"),
    "added": (lambda n_in, n_out, bias=True: n_in + n_out, None, "pairs"),
    "both biases": (lambda n_in, n_out, bias=True: n_in * n_out + n_in + n_out, "M6", "each input"),
    "else nothing": (lambda n_in, n_out, bias=True: n_in * n_out + n_out if bias else 0, None, "still there"),
    "bias upside down": (lambda n_in, n_out, bias=True: n_in * n_out + (0 if bias else n_out), "M6", "other way round"),
}


def test_the_right_answer_written_another_way_passes():
    result = check.dense_params(lambda n_in, n_out, bias=True: (n_in + bias) * n_out)
    assert result.ok is True, result.message


@pytest.mark.parametrize(("fn", "tag", "fragment"), WRONG.values(), ids=WRONG)
def test_a_wrong_answer_fails_with_the_hint_for_what_it_betrays(fn, tag, fragment):
    assert_betrays(check.dense_params(fn), tag, fragment)

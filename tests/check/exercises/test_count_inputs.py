"""The checker `count_inputs`: it accepts what is right, and knows what a wrong answer betrays."""

import pytest
from learner import assert_betrays

from cnnlab import check

WRONG = {
    "always three": (lambda rows, columns, channels=1: 3 * rows * columns, None, "three channels"),
    "added channels": (lambda rows, columns, channels=1: rows + columns * channels, None, "add"),
    "channels forgotten": (lambda rows, columns, channels=1: rows * columns, None, "channel"),
}


def test_the_right_answer_written_another_way_passes():
    result = check.count_inputs(lambda rows, columns, channels=1: rows * columns * channels)
    assert result.ok is True, result.message


@pytest.mark.parametrize(("fn", "tag", "fragment"), WRONG.values(), ids=WRONG)
def test_a_wrong_answer_fails_with_the_hint_for_what_it_betrays(fn, tag, fragment):
    assert_betrays(check.count_inputs(fn), tag, fragment)

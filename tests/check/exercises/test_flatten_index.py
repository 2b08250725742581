"""The checker `flatten_index`: it accepts what is right, and knows what a wrong answer betrays."""

import numpy as np
import pytest
from learner import assert_betrays

from cnnlab import check

WRONG = {
    "shape turned round": (lambda c, r, k, shape: c * shape[0] * shape[1] + r * shape[1] + k, None, "come first"),
    "channels last": (
        lambda c, r, k, shape: int(np.ravel_multi_index((r, k, c), (*shape[1:], shape[0]))),
        "M11",
        "channel 0 first",
    ),
    "down the columns": (
        lambda c, r, k, shape: int(np.ravel_multi_index((c, k, r), (shape[0], shape[2], shape[1]))),
        "M11",
        "along each row",
    ),
    "rows for columns": (lambda c, r, k, shape: (c * shape[1] * shape[2]) + r * shape[1] + k, None, "not by the rows"),
    "from one": (lambda c, r, k, shape: int(np.ravel_multi_index((c, r, k), shape)) + 1, None, "count from 1"),
    "no channels": (lambda c, r, k, shape: r * shape[2] + k, None, "channels before it"),
}


def test_the_right_answer_written_another_way_passes():
    result = check.flatten_index(lambda c, r, k, shape: int(np.ravel_multi_index((c, r, k), shape)))
    assert result.ok is True, result.message


@pytest.mark.parametrize(("fn", "tag", "fragment"), WRONG.values(), ids=WRONG)
def test_a_wrong_answer_fails_with_the_hint_for_what_it_betrays(fn, tag, fragment):
    assert_betrays(check.flatten_index(fn), tag, fragment)

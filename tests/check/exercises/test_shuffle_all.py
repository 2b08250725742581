"""The checker `shuffle_all`: it accepts what is right, and knows what a wrong answer betrays."""

import numpy as np
import pytest
from learner import assert_betrays

from cnnlab import check

WRONG = {
    "another shuffle": (
        lambda images, order: np.stack([image[np.roll(order, k)] for k, image in enumerate(images)]),
        "M12",
        "one",
    ),
}


def test_the_right_answer_written_another_way_passes():
    result = check.shuffle_all(lambda images, order: np.stack([image[order] for image in images]))
    assert result.ok is True, result.message


@pytest.mark.parametrize(("fn", "tag", "fragment"), WRONG.values(), ids=WRONG)
def test_a_wrong_answer_fails_with_the_hint_for_what_it_betrays(fn, tag, fragment):
    assert_betrays(check.shuffle_all(fn), tag, fragment)

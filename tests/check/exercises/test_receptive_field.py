"""The checker `receptive_field`: it accepts what is right, and knows what a wrong answer betrays."""

import numpy as np
import pytest
from learner import assert_betrays

from cnnlab import check


def seen(layers):
    """How many pixels a unit sees, by going back from it: (size - 1) strides, and a kernel."""
    size = 1
    for kernel_size, stride in reversed(layers):
        size = (size - 1) * stride + kernel_size
    return size


def strides_added(layers):
    size = jump = 1
    for kernel_size, stride in layers:
        size += (kernel_size - 1) * jump
        jump += stride
    return size


WRONG = {
    "strides ignored": (lambda layers: sum(k - 1 for k, _ in layers) + 1, "M7", "strides"),
    "sizes added": (lambda layers: sum(k for k, _ in layers), None, "add up"),
    "strides added": (strides_added, "M7", "You add them"),
    "three steps": (lambda layers: seen([(k + 1, s) for k, s in layers]), None, "two steps"),
    "the jump": (lambda layers: int(np.prod([s for _, s in layers])), None, "how much one"),
    "own stride": (lambda layers: seen([(s * (k - 1) + 1, s) for k, s in layers]), None, "own"),
    "first layer first": (lambda layers: seen(layers[::-1]), None, "last layer first"),
    "last layer alone": (lambda layers: [1, *(k for k, _ in layers)][-1], None, "alone"),
    "one too few": (lambda layers: seen(layers) - 1, None, "one pixel"),
}


def test_the_right_answer_written_another_way_passes():
    result = check.receptive_field(seen)
    assert result.ok is True, result.message


@pytest.mark.parametrize(("fn", "tag", "fragment"), WRONG.values(), ids=WRONG)
def test_a_wrong_answer_fails_with_the_hint_for_what_it_betrays(fn, tag, fragment):
    assert_betrays(check.receptive_field(fn), tag, fragment)

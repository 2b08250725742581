"""Trying a learner's function: a stub is no failure, anything strange is a sentence, and what is wrong is named."""

import numpy as np
import pytest
from checkers import OF_FUNCTIONS
from learner import convolve, forever, slide, stubborn

from cnnlab import check


@pytest.mark.parametrize("name", OF_FUNCTIONS)
def test_a_stub_is_not_attempted(name):
    def stub(*args, **options):
        raise NotImplementedError

    def empty(*args, **options):
        pass

    for fn in (stub, empty):
        result = getattr(check, name)(fn)
        assert result.ok is None
        assert repr(result).startswith("Not attempted yet")


def deeper(*args, **options):
    return deeper(*args, **options)


def spoils(image, kernel):
    image[:] = 0
    return image


def divides(image, kernel):
    return 1 / 0


STRANGE = {
    "endless": (forever, "never ends"),
    "endless, and catches everything": (stubborn, "never ends"),
    "calls itself": (deeper, "calls itself"),
    "changes its argument": (spoils, "changes the array `image`"),
    "raises": (divides, "ZeroDivisionError"),
    "a list": (lambda image, kernel: [[1, 2]], "a list"),
    "a number": (lambda image, kernel: 3, "3, an int"),
    "text": (lambda image, kernel: "no", "'no', a str"),
    "one axis": (lambda image, kernel: np.zeros(3), "two axes"),
    "wrong shape": (lambda image, kernel: np.zeros((9, 9)), "shape (9, 9)"),
    "too few arguments": (lambda: 1, "TypeError"),
    "not a function": (7, "not a function"),
}


@pytest.mark.parametrize(("fn", "fragment"), STRANGE.values(), ids=STRANGE)
def test_anything_strange_is_a_sentence(fn, fragment):
    result = check.conv2d(fn)
    assert result.ok is False
    assert fragment in result.message
    assert "Traceback" not in repr(result)


def test_what_is_said_is_the_same_every_time():
    texts = {repr(check.conv2d(lambda image, kernel: convolve(image, kernel[::-1]))) for _ in range(2)}
    assert len(texts) == 1


def test_the_place_of_a_wrong_number_is_named():
    result = check.conv1d(lambda x, k, s: slide(x, k, s) + (np.arange(len(slide(x, k, s))) == 2))
    assert "1 of 3 numbers is wrong: the one at place 2 should be -6, and your function has -5" in result.message

"""The exercise `occlude`: covering a square of an image."""

import numpy as np

from cnnlab.check.answers import grid
from cnnlab.check.examine import examine
from cnnlab.check.exercise import Exercise, case, slip

COUNTED = np.arange(1, 21).reshape(4, 5).tolist()  # an image in which every cell is another


def occlude(fn):
    """Check fn(image, top, left, size) -> array: a copy of the image (H, W) with a square of zeros in it.

    >>> occlude(lambda image, top, left, size: image).ok
    False
    """
    return examine(EXERCISE, fn)


def right(image, top, left, size):
    """The right answer, with the learner's signature: the image (H, W) with a square of zeros in it."""
    return _covered(image, slice(top, top + size), slice(left, left + size))


def _covered(image, rows, columns):
    """The image with zeros in some rows and columns, given as slices or numbers."""
    covered = image.copy()
    covered[rows, columns] = 0
    return covered


def _cut_twice(image, top, left, size):
    covered = image.copy()
    covered[top : top + size][left : left + size] = 0
    return covered


def _random_case(rng):
    rows, columns, size = rng.integers(2, 9), rng.integers(2, 9), int(rng.integers(1, 5))
    image = rng.integers(1, 10, (rows, columns))
    return case(image.tolist(), int(rng.integers(0, rows)), int(rng.integers(0, columns)), size)


EXERCISE = Exercise(
    name="occlude",
    right=right,
    kind=grid,
    cases=(
        *(case(COUNTED, 1, 2, 2), case(COUNTED, 0, 0, 1), case(COUNTED, 2, 1, 3), case(COUNTED, 0, 3, 3)),
        *(case(COUNTED, 3, 4, 4), case(COUNTED, 0, 0, 5)),
    ),
    random=_random_case,
    slips=(
        slip(
            None,
            "You end at row `size` and column `size`. The square ends `size` cells after its corner: top + size.",
            lambda image, top, left, size: _covered(image, slice(top, size), slice(left, size)),
        ),
        slip(
            None,
            "The square is one cell too large: a slice does not include its end.",
            lambda image, top, left, size: _covered(image, slice(top, top + size + 1), slice(left, left + size + 1)),
        ),
        slip(
            None,
            "The square is one cell too small: a slice does not include its end, so write top + size.",
            lambda image, top, left, size: _covered(image, slice(top, top + size - 1), slice(left, left + size - 1)),
        ),
        slip(
            None,
            "Two brackets cut rows twice: covered[a:b][c:d] takes rows a to b, and of these the rows c to d. Write one "
            "bracket with a comma, covered[a:b, c:d].",
            _cut_twice,
        ),
        slip(
            None,
            "Whole rows are covered, or whole columns: one bracket takes both, covered[rows, columns].",
            lambda image, top, left, size: _covered(image, slice(top, top + size), slice(None)),
            lambda image, top, left, size: _covered(image, slice(None), slice(left, left + size)),
        ),
        slip(
            None,
            "Only one cell is covered. The square has `size` rows and columns: slices, top : top + size.",
            lambda image, top, left, size: _covered(image, top, left),
        ),
        slip(
            None,
            "Rows and columns are swapped: `top` is a row and comes first.",
            lambda image, top, left, size: _covered(image, slice(left, left + size), slice(top, top + size)),
        ),
        slip(
            None,
            "You keep the square and cover the rest: it is the square that becomes 0.",
            lambda image, top, left, size: image - right(image, top, left, size),
        ),
        slip(
            None,
            "`top` and `left` name the corner of the square, not its middle.",
            lambda image, top, left, size: _covered(
                image,
                slice(max(0, top - size // 2), max(0, top - size // 2 + size)),
                slice(max(0, left - size // 2), max(0, left - size // 2 + size)),
            ),
        ),
    ),
    advice="Which rows does the square cover, and which columns? They end `size` further than they begin.",
)

"""The exercise `flatten_index`: where Flatten puts a number.

The wrong answers are written with short names: c channel, r row, k column.
"""

from cnnlab.check.answers import whole
from cnnlab.check.examine import examine
from cnnlab.check.exercise import Exercise, case, slip


def flatten_index(fn):
    """Check fn(channel, row, column, shape) -> int: the place of one number of a (channels, rows, columns) in the list.

    >>> result = flatten_index(lambda channel, row, column, shape: (row * shape[2] + column) * shape[0] + channel)
    >>> result.misconception
    'M11'
    """
    return examine(EXERCISE, fn)


def right(channel, row, column, shape):
    """The right answer, with the learner's signature: where Flatten puts one number of a (channels, rows, columns)."""
    _, rows, columns = shape
    return (channel * rows + row) * columns + column


def _random_case(rng):
    shape = rng.integers(2, 9, 3).tolist()
    return case(*(int(rng.integers(0, size)) for size in shape), tuple(shape))


EXERCISE = Exercise(
    name="flatten_index",
    right=right,
    kind=whole,
    cases=(
        *(case(1, 0, 2, (2, 2, 3)), case(0, 1, 2, (2, 2, 3)), case(1, 1, 0, (2, 2, 3)), case(2, 3, 1, (4, 5, 3))),
        *(case(0, 0, 0, (2, 2, 3)), case(15, 3, 3, (16, 4, 4)), case(0, 27, 27, (1, 28, 28)), case(3, 0, 0, (4, 1, 1))),
    ),
    random=_random_case,
    slips=(
        slip(
            "M11",
            "You take all channels of one pixel, then the next pixel. Flatten takes all of channel 0 first, then 1.",
            lambda c, r, k, shape: (r * shape[2] + k) * shape[0] + c,
        ),
        slip(
            None,
            "You read the shape as (rows, columns, channels). The channels come first: channels, rows, columns.",
            lambda c, r, k, shape: (c * shape[0] + r) * shape[1] + k,
        ),
        slip(
            "M11",
            "You go down the columns. Flatten goes along each row, as one reads.",
            lambda c, r, k, shape: (c * shape[2] + k) * shape[1] + r,
        ),
        slip(
            None,
            "A row is as long as there are columns: multiply `row` by the columns, not by the rows.",
            lambda c, r, k, shape: c * shape[1] * shape[2] + r * shape[1] + k,
        ),
        slip(
            None,
            "You count from 1. The first number stands at place 0.",
            lambda c, r, k, shape: (c * shape[1] + r) * shape[2] + k + 1,
        ),
        slip(
            None,
            "The channels before it are missing: each holds rows times columns numbers.",
            lambda c, r, k, shape: r * shape[2] + k,
            lambda c, r, k, shape: c + r * shape[2] + k,
        ),
        slip(
            None,
            "A channel holds rows times columns numbers, not only one row or one column.",
            lambda c, r, k, shape: c * shape[2] + r * shape[2] + k,
            lambda c, r, k, shape: c * shape[1] + r * shape[2] + k,
            lambda c, r, k, shape: c * shape[1] + r * shape[1] + k,
        ),
    ),
    advice="How many numbers come before it: in whole channels, in whole rows of its own channel, in its row?",
)

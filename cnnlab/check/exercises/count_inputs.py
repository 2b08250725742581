"""The exercise `count_inputs`: how many numbers an image has."""

from cnnlab.check.answers import whole
from cnnlab.check.examine import examine
from cnnlab.check.exercise import Exercise, case, slip


def count_inputs(fn):
    """Check fn(rows, columns, channels=1) -> int, how many numbers an image has.

    >>> count_inputs(lambda rows, columns, channels=1: rows * columns * channels)
    Right. All 56 cases agree with cnnlab's own count_inputs.
    """
    return examine(EXERCISE, fn)


def right(rows, columns, channels=1):
    """The right answer, with the learner's signature."""
    return rows * columns * channels


EXERCISE = Exercise(
    name="count_inputs",
    right=right,
    kind=whole,
    cases=(*(case(2, 3), case(2, 3, channels=3), case(3, 3), case(28, 28)), case(224, 224, channels=3), case(1, 1)),
    random=lambda rng: case(*rng.integers(1, 300, 2).tolist(), channels=int(rng.integers(1, 5))),
    slips=(
        slip(
            None,
            "These are the numbers of one channel. A colour image has one such grid for each of its channels.",
            lambda rows, columns, channels=1: rows * columns,
        ),
        slip(
            None,
            "You add where you should multiply: every row has as many numbers as there are columns.",
            lambda rows, columns, channels=1: rows + columns,
            lambda rows, columns, channels=1: rows + columns + channels,
            lambda rows, columns, channels=1: rows * columns + channels,
            lambda rows, columns, channels=1: rows + columns * channels,
            lambda rows, columns, channels=1: (rows + columns) * channels,
        ),
        slip(
            None,
            "You take rows for columns: an image need not be square.",
            lambda rows, columns, channels=1: rows * rows * channels,
            lambda rows, columns, channels=1: columns * columns * channels,
        ),
        slip(
            None,
            "You always count three channels. The argument `channels` says how many there are: a grey image has one.",
            lambda rows, columns, channels=1: rows * columns * 3,
        ),
    ),
    advice="Draw the grid of one channel and count its cells; then count all channels.",
)

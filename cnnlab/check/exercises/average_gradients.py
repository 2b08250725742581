"""The exercise `average_gradients`: the gradient of a whole batch from those of its two parts.

The wrong answers are written with short names: a and b gradients, n and m examples.
"""

import numpy as np

from cnnlab.check.answers import array
from cnnlab.check.examine import examine
from cnnlab.check.exercise import Exercise, case, slip


def average_gradients(fn):
    """Check fn(first, n_first, second, n_second) -> array: the mean gradient of a batch from those of its two parts.

    >>> average_gradients(lambda first, n_first, second, n_second: first + second).ok
    False
    """
    return examine(EXERCISE, fn)


def right(first, n_first, second, n_second):
    """The right answer, with the learner's signature: arrays of one shape, and how many examples each stands for."""
    return (n_first * first + n_second * second) / (n_first + n_second)


def _random_case(rng):
    shape = tuple(rng.integers(1, 5, 2).tolist())
    first, second = (rng.integers(-9, 10, shape).astype(float) for _ in range(2))
    return case(first, int(rng.integers(1, 65)), second, int(rng.integers(1, 65)))


EXERCISE = Exercise(
    name="average_gradients",
    right=right,
    kind=array,
    cases=(
        case([[2, 4], [0, -2]], 32, [[4, 0], [2, 2]], 32),
        case([[2, 4], [0, -2]], 48, [[4, 0], [2, 2]], 16),
        case([[1, 0, 3]], 1, [[5, 8, -1]], 3),
        case([[6]], 2, [[-3]], 1),
        case([[0, 0]], 10, [[11, 22]], 1),
        case([2, 4, -6], 48, [1, 0, 3], 16),  # a bias has one axis
        case([[[[1, -2], [3, 0]]]], 3, [[[[2, 2], [-1, 4]]]], 5),  # filters have four
    ),
    random=_random_case,
    slips=(
        slip(
            None,
            "You take the plain mean. A part of 48 examples then counts no more than a part of 16: weigh each gradient "
            "by how many examples it stands for.",
            lambda a, n, b, m: (a + b) / 2,
        ),
        slip(
            None,
            "You add the two gradients. Each is already a mean over its part, and the whole batch's is a mean as well.",
            lambda a, n, b, m: a + b,
        ),
        slip(
            None,
            "Your weights are exchanged: each gradient is weighed by the size of the other part.",
            lambda a, n, b, m: (m * a + n * b) / (n + m),
        ),
        slip(
            None,
            "You weigh by the number of examples, and never divide: that is the sum over all examples, not their mean.",
            lambda a, n, b, m: n * a + m * b,
        ),
        slip(
            None,
            "You divide by the number of parts. The weights are examples, so divide by all the examples together.",
            lambda a, n, b, m: (n * a + m * b) / 2,
        ),
        slip(
            None,
            "You divide by the examples, but do not multiply by them first: each gradient is a mean, and must be "
            "turned back into the sum over its part.",
            lambda a, n, b, m: (a + b) / (n + m),
            lambda a, n, b, m: a / n + b / m,
        ),
        slip(
            None,
            "A bracket is missing: the sum of both, not the second part alone, is divided by all the examples.",
            lambda a, n, b, m: n * a + m * b / (n + m),
        ),
        slip(
            None,
            "Everything behind the decimal point is lost: divide with /, not with //.",
            lambda a, n, b, m: (n * a + m * b) // (n + m),
        ),
        slip(
            None,
            "You take one mean over all the numbers. Every weight has a gradient of its own: add the arrays, and keep "
            "their shape.",
            lambda a, n, b, m: np.mean([a, b]),
        ),
        slip(None, "That is the gradient of one part alone.", lambda a, n, b, m: a, lambda a, n, b, m: b),
    ),
    advice="Turn each mean back into a sum over its part; add the sums; divide by all the examples.",
)

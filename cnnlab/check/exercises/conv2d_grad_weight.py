"""The exercise `conv2d_grad_weight`: the gradient of a convolution's kernel, for one channel and stride 1.

The wrong answers are written with short names: x image, g gradient of the output.
"""

import numpy as np

from cnnlab import functional as F
from cnnlab.check.answers import grid
from cnnlab.check.examine import examine
from cnnlab.check.exercise import Exercise, case, slip
from cnnlab.check.exercises.grids import fill, integers, larger, only


def conv2d_grad_weight(fn):
    """Check fn(image, grad_out) -> array: the gradient of the kernel, for an image (H, W) and stride 1.

    >>> conv2d_grad_weight(lambda image, grad_out: image * grad_out.sum()).ok
    False
    """
    return examine(EXERCISE, fn)


def right(image, grad_out):
    """The right answer, with the learner's signature: (H, W) and (H', W') -> (H - H' + 1, W - W' + 1)."""
    return F.conv2d(image[None, None], grad_out[None, None])[0, 0]


def _patches(x, g, value):
    """`fill` for the kernel's gradient, `value` given the part of the image that one weight met."""
    (h, w), (rows, columns) = x.shape, g.shape
    return fill(h - rows + 1, w - columns + 1, lambda a, b: value(x[a : a + rows, b : b + columns]))


def _met(x, g, a, b):
    """What weight (a, b) met, times the gradients, cut off at the edge of the image."""
    part = x[a : a + g.shape[0], b : b + g.shape[1]]
    return (part * g[: part.shape[0], : part.shape[1]]).sum()


def _random_case(rng):
    rows, columns, k_h, k_w = rng.integers(1, 5, 4).tolist()
    return case(integers(rng, -4, 9, rows + k_h - 1, columns + k_w - 1), integers(rng, -3, 3, rows, columns))


EXERCISE = Exercise(
    name="conv2d_grad_weight",
    right=right,
    kind=grid,
    cases=(
        case([[1, 2, 0], [0, 3, 1], [2, 1, 4]], [[1, 2], [3, -1]]),
        case([[0, 1, 2, 1], [1, 5, 3, 0], [2, 4, 6, 1], [0, 2, 1, 3]], [[1, -2, 3], [2, 1, -1], [4, 0, 2]]),
        case([[1, 4, 2, 0, 3], [2, 0, 1, 5, 1], [3, 1, 0, 2, 6]], [[1, -1], [2, 3]]),
        case([[2, 1], [0, 3], [5, 1], [4, 2]], [[2, 1], [-1, 3], [1, -2]]),
        case([[0.5, 1.25, 2]], [[0.5, -1.5]]),
        case([[4, 1, 2], [3, 0, 5]], [[2]]),
        case([[1, 2], [3, 4]], [[1, -1], [2, 5]]),
    ),
    random=_random_case,
    window=lambda case, row, column: (row, column, *case.args[1].shape),
    slips=(
        slip(
            None,
            "Only the last position is left: every position of the kernel adds its part with +=, where you write =.",
            lambda x, g: _patches(x, g, lambda patch: patch[-1, -1] * g[-1, -1]),
        ),
        slip(
            "M8",
            "Your gradient is turned around: weight (a, b) met the image's cells (i + a, j + b), so that its gradient "
            "stands at (a, b). Only the input's gradient needs the turn.",
            lambda x, g: right(x, g)[::-1, ::-1],
            lambda x, g: right(x, g[::-1, ::-1]),
            lambda x, g: right(x[::-1, ::-1], g),
        ),
        slip(
            "M4",
            "You take the mean over the positions. The kernel's weight counts at every one of them: their sum.",
            lambda x, g: right(x, g) / g.size,
        ),
        slip(
            None,
            "You sum what the weight met, but each position counts by its own gradient: multiply by grad_out[i, j].",
            lambda x, g: right(x, np.ones_like(g)),
        ),
        slip(
            None,
            "You sum the gradients alone, which is the gradient of the bias. A weight's share is what it was "
            "multiplied by: image[i + a, j + b].",
            lambda x, g: np.full(np.subtract(x.shape, g.shape) + 1, g.sum()),
        ),
        slip(
            "M6",
            "You add the gradients themselves as well. Their sum is the gradient of the bias, a number of its own.",
            lambda x, g: right(x, g) + g.sum(),
        ),
        slip(
            "M7",
            "Your answer is as large as another array. It has the kernel's shape, a gradient for every weight: "
            "H - H' + 1 rows, where grad_out has H' of them.",
            lambda x, g: larger(right(x, g), x.shape),
            lambda x, g: fill(*x.shape, lambda a, b: _met(x, g, a, b)),
            lambda x, g: fill(*x.shape, lambda a, b: (x[a : a + g.shape[0], b : b + g.shape[1]] * g).sum()),
            lambda x, g: larger(right(x, g), np.maximum(g.shape, np.subtract(x.shape, g.shape) + 1)),
        ),
        slip(
            None,
            "The sign is turned: the minus belongs to the step of gradient descent, not to the gradient.",
            lambda x, g: -right(x, g),
        ),
        slip(
            "M1",
            "One row and one column are missing: the kernel has H - H' + 1 rows.",
            lambda x, g: right(x, g)[:-1, :-1],
        ),
        slip(
            None,
            "Rows and columns are swapped: the row comes first, in image[row, column] and in the shape of the answer.",
            lambda x, g: right(x, g).T,
            lambda x, g: _patches(x, g, lambda patch: sum(patch[i, j] * g[j, i] for i, j in np.ndindex(g.shape))),
        ),
        slip(
            None,
            "Only the beginning is computed: is `return` indented too far, inside a loop?",
            lambda x, g: only(right(x, g), 1, 1),
            lambda x, g: only(right(x, g), 1, None),
            lambda x, g: _patches(x, g, lambda patch: patch[0, 0] * g[0, 0]),
        ),
        slip(
            None,
            "Everything behind the decimal point is lost: make the answer of floats, as np.zeros(shape) does.",
            lambda x, g: np.trunc(right(x, g)),
        ),
    ),
    advice="Take the framed cells: these are what the weight met, one at each position. Multiply each by the gradient "
    "of its position, and sum.",
    advice_on_size="The answer has the kernel's shape. An image of H rows and a gradient of H' rows belong to a kernel "
    "of H - H' + 1 rows, and so for the columns.",
)

"""The exercise `max_pool2d`: the largest number of each window.

The wrong answers are written with short names: x image, k size of the window, s stride.
"""

import numpy as np

from cnnlab import functional as F
from cnnlab.check.answers import grid
from cnnlab.check.examine import examine
from cnnlab.check.exercise import Exercise, case, slip
from cnnlab.check.exercises.grids import fill, integers, larger, only

STARTS = (1, 10, 99, 100, 128, 255, 256, 999, 1000, 9999, 10**4, 99_999, 10**5, 999_999, 10**6, 10**9)


def max_pool2d(fn):
    """Check fn(image, kernel_size, stride) -> array: the largest number of each whole window, for an image (H, W).

    >>> max_pool2d(lambda image, kernel_size, stride: image.max()).ok
    False
    """
    return examine(EXERCISE, fn)


def right(image, kernel_size, stride):
    """The right answer, with the learner's signature: (H, W) -> (H', W')."""
    return F.max_pool2d(image[None, None], kernel_size, stride)[0, 0]


def _pool(x, k, s, reduce=np.max, rows=None, columns=None):
    """`fill` for pooling, windows cut off at the edge, or None where nothing of a window is left."""
    rows, columns = rows or (len(x) - k) // s + 1, columns or (x.shape[1] - k) // s + 1
    return fill(rows, columns, lambda i, j: reduce(x[i * s : i * s + k, j * s : j * s + k]))


def _windows(x, k, s, side):
    """As many windows as there are, but with another side."""
    rows, columns = ((n - k) // s + 1 for n in x.shape)
    return fill(rows, columns, lambda i, j: x[i * s : i * s + side, j * s : j * s + side].max())


def _fitting(x, k, s):
    """How many whole windows fit: along the rows, along the columns."""
    return tuple((n - k) // s + 1 for n in x.shape)


def _cut(x, k, s):
    """The output size where windows that stick out are kept: of rows, of columns."""
    return tuple(-(-(n - k) // s) + 1 for n in x.shape)


def _search_from(start):
    """A right answer, but for windows in which all is smaller than `start`."""
    return lambda x, k, s: np.maximum(right(x, k, s), start)


def _random_case(rng):
    k, s, more_h, more_w = rng.integers((1, 1, 0, 0), (4, 4, 5, 5)).tolist()
    return case(integers(rng, -9, 9, k + more_h, k + more_w), k, s)


EXERCISE = Exercise(
    name="max_pool2d",
    right=right,
    kind=grid,
    cases=(
        case([[1, 3, 2, 0], [5, 2, 1, 4], [0, 7, 6, 2], [3, 1, 2, 8]], 2, 2),
        case([[-5, -3, -4, -1], [-2, -6, -7, -8]], 2, 2),
        case([[1, 4, 2, 0, 3], [2, 0, 1, 5, 1], [3, 1, 0, 2, 6], [9, 2, 4, 1, 7], [0, 8, 3, 2, 5]], 3, 2),
        case([[1, 4, 2, 0, 9], [2, 0, 1, 5, 8], [6, 1, 7, 2, 3]], 2, 2),
        case([[3, 1, 2], [0, 2, 4], [1, 6, 0]], 2, 1),
        case([[4, 1, 7, 2, 9, 3], [3, 0, 5, 6, 1, 8], [2, 6, 1, 4, 0, 5], [7, 3, 8, 2, 6, 1]], 2, 3),
        case([[-1, -4, -2, -3, -9], [-5, -2, -6, -1, -7], [-3, -8, -4, -2, -6]], 2, 2),
        case([[0.5, 1.75], [-2.5, 0.25]], 2, 2),
        case([[2, 5], [1, 3], [4, 0]], 1, 1),
        case([[2, 5, 1], [1, 3, 6], [4, 0, 7]], 1, 2),
        case([[7]], 1, 3),
        case([[-4e9, -3e9], [-5e9, -6e9]], 2, 2),
    ),
    random=_random_case,
    window=lambda case, row, column: (row * case.args[2], column * case.args[2], case.args[1], case.args[1]),
    slips=(
        slip(
            "M4",
            "You take the mean of each window. Max-pooling keeps its largest number.",
            lambda x, k, s: _pool(x, k, s, np.mean),
        ),
        slip(
            None,
            "You take the smallest number of each window. Max-pooling keeps the largest.",
            lambda x, k, s: _pool(x, k, s, np.min),
        ),
        slip(
            "M4",
            "You take the sum of each window. Max-pooling keeps its largest number.",
            lambda x, k, s: _pool(x, k, s, np.sum),
        ),
        slip(
            "M7",
            "The shape is right, but your windows move by one cell: output row i begins at image row i * stride.",
            lambda x, k, s: _pool(x, k, 1)[: (len(x) - k) // s + 1, : (x.shape[1] - k) // s + 1],
        ),
        slip(
            "M7",
            "Your windows move by one cell at a time: the argument `stride` says how far they move.",
            lambda x, k, s: right(x, k, 1),
        ),
        slip(
            "M7",
            "Your windows move by their own size: the argument `stride` says how far they move.",
            lambda x, k, s: right(x, k, k),
            lambda x, k, s: _pool(x, k, k, rows=len(x) // k, columns=x.shape[1] // k),
        ),
        slip(
            "M10",
            "A window that sticks out is not filled up with zeros: it is dropped.",
            lambda x, k, s: right(larger(x, [n * s + k for n in x.shape]), k, s)[
                : _cut(x, k, s)[0], : _cut(x, k, s)[1]
            ],
            lambda x, k, s: right(larger(x, [n + (k - n) % s for n in x.shape]), k, s),
        ),
        slip(
            "M10",
            "A window that sticks out is dropped, even where part of it lies on the image: only whole windows count.",
            lambda x, k, s: _pool(x, k, s, rows=_cut(x, k, s)[0], columns=_cut(x, k, s)[1]),
            lambda x, k, s: _pool(x, k, s, rows=-(-len(x) // s), columns=-(-x.shape[1] // s)),
            lambda x, k, s: _pool(x, k, s, rows=len(x) // s, columns=x.shape[1] // s),
        ),
        slip(
            "M7",
            "You visit every cell of the image. Visit the cells of the output, (H - kernel_size) // stride + 1 rows.",
            lambda x, k, s: _pool(x, k, 1, rows=len(x), columns=x.shape[1]),
            lambda x, k, s: _pool(x, k, s, rows=len(x), columns=x.shape[1]),
            lambda x, k, s: larger(right(x, k, s), x.shape),
        ),
        slip(
            "M10",
            "Your search for the maximum begins at 0, so that no negative number can win: begin with the first "
            "number of the window, or with -np.inf.",
            lambda x, k, s: np.maximum(right(x, k, s), 0),
        ),
        slip(
            "M10",
            "Your search for the maximum begins at a number that a window may not reach: begin with the first number "
            "of the window, or with -np.inf.",
            *(_search_from(-start) for start in STARTS),
        ),
        slip(
            None,
            "You compare without the signs: -5 is smaller than 1.",
            lambda x, k, s: right(np.abs(x), k, s),
            lambda x, k, s: _pool(x, k, s, lambda window: max(window.ravel(), key=abs)),
        ),
        slip(
            "M1",
            "One row and one column are missing: add 1, for the first position.",
            lambda x, k, s: right(x, k, s)[:-1, :-1],
            lambda x, k, s: right(x, k, s)[: -((k - len(x)) // s), : -((k - x.shape[1]) // s)],
        ),
        slip(
            None,
            "That says where in its window the largest number stands. Keep the number itself, with max.",
            lambda x, k, s: _pool(x, k, s, np.argmax),
        ),
        slip(
            None,
            "Your windows have the wrong size: a slice start : start + kernel_size holds kernel_size cells, its end is "
            "not counted.",
            lambda x, k, s: _windows(x, k, s, k + 1),
            lambda x, k, s: _windows(x, k, s, k - 1),
        ),
        slip(
            None,
            "That is one maximum for the whole image. Every window has its own.",
            lambda x, k, s: np.full_like(right(x, k, s), x.max()),
        ),
        slip(
            None,
            "Rows and columns are swapped: the row comes first, in image[row, column] and in the shape of the output.",
            lambda x, k, s: right(x, k, s).T,
            lambda x, k, s: fill(*right(x, k, s).shape, lambda i, j: x[j * s : j * s + k, i * s : i * s + k].max()),
        ),
        slip(
            None,
            "You take rows for columns where they differ: the image need not be square. Count the windows along each "
            "axis by itself, from both numbers of image.shape.",
            lambda x, k, s: _pool(x, k, s, rows=_fitting(x, k, s)[0], columns=_fitting(x, k, s)[0]),
            lambda x, k, s: _pool(x, k, s, rows=_fitting(x, k, s)[1], columns=_fitting(x, k, s)[1]),
        ),
        slip(
            "M1",
            "The 1 stands in the wrong place: (size - kernel_size) // stride counts the steps, and the first window is "
            "added after that.",
            lambda x, k, s: _pool(x, k, s, rows=(len(x) - k + 1) // s, columns=(x.shape[1] - k + 1) // s),
        ),
        slip(
            "M7",
            "You count the windows that fit side by side. With another stride they overlap or leave gaps: along each "
            "axis there are (size - kernel_size) // stride + 1.",
            lambda x, k, s: _pool(x, k, s, rows=len(x) // k, columns=x.shape[1] // k),
        ),
        slip(
            None,
            "The numbers are right, but they are in one line. Put them into a grid: a row for each row of windows.",
            lambda x, k, s: right(x, k, s).ravel(),
        ),
        slip(
            None,
            "Only the beginning of the output is computed: is `return` indented too far, inside a loop?",
            lambda x, k, s: only(right(x, k, s), 1, 1),
            lambda x, k, s: only(right(x, k, s), 1, None),
        ),
        slip(
            None,
            "Everything behind the decimal point is lost: make the output of floats, as np.zeros(shape) does.",
            lambda x, k, s: np.trunc(right(x, k, s)),
        ),
    ),
    advice="Work out this one cell by hand: which pixels lie in the frame, and which of them is the largest?",
    advice_on_size="How many whole windows fit? Along each axis it is one, and one more for each step that the window "
    "can still take.",
)

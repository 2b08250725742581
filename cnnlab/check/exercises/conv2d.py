"""The exercise `conv2d`: a kernel on every position of an image.

The wrong answers are written with short names: x image, k kernel.
"""

import numpy as np

from cnnlab import functional as F
from cnnlab.check.answers import grid
from cnnlab.check.examine import examine
from cnnlab.check.exercise import Exercise, case, slip
from cnnlab.check.exercises.grids import fill, integers, larger, only


def conv2d(fn):
    """Check fn(image, kernel) -> array: every position of a kernel (kH, kW) on an image (H, W), stride 1, no padding.

    >>> def conv2d_stub(image, kernel):
    ...     raise NotImplementedError
    >>> conv2d(conv2d_stub)
    Not attempted yet. Write the body of conv2d, run its cell, then run this one
    again.
    """
    return examine(EXERCISE, fn)


def right(image, kernel):
    """The right answer, with the learner's signature: (H, W) and (kH, kW) -> (H - kH + 1, W - kW + 1)."""
    return F.conv2d(image[None, None], kernel[None, None])[0, 0]


def _size(x, k, more=0):
    """How many positions a kernel has on an image, and some more."""
    return tuple(n - m + 1 + more for n, m in zip(x.shape, k.shape, strict=True))


def _each(x, k, cell):
    """`fill` for the shape of a convolution, cell given the patch under the kernel."""
    (h, w), (k_h, k_w) = x.shape, k.shape
    return fill(h - k_h + 1, w - k_w + 1, lambda i, j: cell(x[i : i + k_h, j : j + k_w]))


def _by_taps(x, k, rows, columns, value=lambda x, k, i, j, a, b: x[i + a, j + b] * k[a, b], taps=None):
    """`fill` with four loops, as a learner writes them: an index that is too large raises IndexError."""
    return fill(rows, columns, lambda i, j: sum(value(x, k, i, j, a, b) for a, b in np.ndindex(taps or k.shape)))


def _assigned(x, k, cell, size=None, window=None):
    """Loops that write cell(window of the image) into the output, as a learner does; NumPy's errors come out."""
    rows, columns = _size(x, k) if size is None else size
    k_h, k_w = k.shape if window is None else window
    out = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            out[i, j] = cell(x[i : i + k_h, j : j + k_w])
    return out


def _random_case(rng):
    k_h, k_w, more_h, more_w = rng.integers((1, 1, 0, 0), (4, 4, 5, 5)).tolist()
    return case(integers(rng, -4, 9, k_h + more_h, k_w + more_w), integers(rng, -3, 3, k_h, k_w))


EXERCISE = Exercise(
    name="conv2d",
    right=right,
    kind=grid,
    cases=(
        case([[1, 2, 0], [0, 3, 1], [2, 1, 4]], [[1, 2], [3, -1]]),
        case([[0, 1, 2, 1], [1, 5, 3, 0], [2, 4, 6, 1], [0, 2, 1, 3]], [[1, 0, -1], [2, 1, -2], [1, 3, -1]]),
        case([[1, 4, 2, 0, 3], [2, 0, 1, 5, 1], [3, 1, 0, 2, 6]], [[1, -1], [2, 3]]),
        case([[3, 1, 2, 5], [0, 2, 4, 1], [1, 6, 0, 2], [2, 3, 1, 4]], [[1, -2, 3]]),
        case([[2, 1], [0, 3], [5, 1], [4, 2], [1, 6]], [[2, 1], [-1, 3], [1, -2]]),
        case([[0.5, 1.25], [-2, 0.75]], [[0.5, -1.5]]),
        case([[4, 1, 2], [3, 0, 5]], [[2]]),
        case([[1, 2], [3, 4]], [[1, -1], [2, 5]]),
        case([[7]], [[-3]]),
    ),
    random=_random_case,
    window=lambda case, row, column: (row, column, *case.args[1].shape),
    slips=(
        slip(
            "M8",
            "Your kernel is turned around. The lesson's convolution lays it on the image as it stands: the first "
            "weight meets the first pixel of the window, the last weight the last one.",
            lambda x, k: right(x, k[::-1, ::-1]),
            lambda x, k: right(x, k[::-1]),
            lambda x, k: right(x, k[:, ::-1]),
        ),
        slip(
            "M8",
            "The rows and columns of your kernel are swapped: write kernel[a, b], the row first.",
            lambda x, k: _by_taps(x, k, *_size(x, k), lambda x, k, i, j, a, b: x[i + a, j + b] * k[b, a]),
            lambda x, k: right(x, np.ascontiguousarray(k.T)),
        ),
        slip(
            "M7",
            "You visit every cell of the image. Visit the cells of the output: near the lower and right edges the "
            "kernel does not fit. Of an image of 5 rows, a kernel of 2 makes 5 - 2 + 1 rows, and so for the columns.",
            lambda x, k: _by_taps(x, k, *x.shape),
            lambda x, k: fill(*x.shape, lambda i, j: (x[i : i + k.shape[0], j : j + k.shape[1]] * k).sum()),
            lambda x, k: larger(right(x, k), x.shape),
            lambda x, k: right(larger(x, np.add(x.shape, k.shape) - 1), k),
            lambda x, k: F.conv2d(x[None, None], k[None, None], padding="same")[0, 0],
        ),
        slip(
            "M1",
            "One row and one column are missing: 5 rows less 2 are 3 steps, and the first position counts as well.",
            lambda x, k: right(x, k)[:-1, :-1],
            lambda x, k: only(right(x, k), -1, -1),
        ),
        slip(
            "M1",
            "Your output has one row and one column too many: a kernel of 2 rows fits into 5 rows at 5 - 2 + 1 places.",
            lambda x, k: larger(right(x, k), _size(x, k, 1)),
            lambda x, k: _by_taps(x, k, *_size(x, k, 1)),
        ),
        slip(
            "M7",
            "Your kernel jumps by its own size. With stride 1 it moves by one cell, and its positions overlap.",
            lambda x, k: right(x, k)[:: k.shape[0], :: k.shape[1]],
        ),
        slip(
            "M4",
            "You take the mean of the products. A convolution takes their sum.",
            lambda x, k: right(x, k) / k.size,
        ),
        slip(
            "M4",
            "You add the kernel to the image. A convolution multiplies each pair, then sums the products.",
            lambda x, k: _each(x, k, lambda patch: (patch + k).sum()),
        ),
        slip(
            "M4",
            "You use the matrix product. Multiply cell by cell, with *, then sum.",
            lambda x, k: _each(x, k, lambda patch: (patch @ k).sum()),
        ),
        slip(
            None,
            "The kernel is smaller than the image, so the two cannot be multiplied whole. Take one window at a time: a "
            "part of the image that is as large as the kernel.",
            lambda x, k: x * k,
            lambda x, k: x @ k,
            lambda x, k: (x * k).sum(),
            written="* @ multiply( dot( matmul(",
        ),
        slip(
            None,
            "You put several numbers into one cell. Add all the products up first, with .sum() and nothing in its "
            "brackets.",
            lambda x, k: _assigned(x, k, lambda patch: patch * k),
            lambda x, k: _assigned(x, k, lambda patch: (patch * k).sum(0)),
            lambda x, k: _assigned(x, k, lambda patch: (patch * k).sum(1)),
        ),
        slip(
            None,
            "Your window is always 2 x 2. The kernel may be larger or smaller: read its rows and columns from "
            "kernel.shape.",
            lambda x, k: _assigned(x, k, lambda patch: (patch * k).sum(), window=(2, 2)),
            lambda x, k: _assigned(x, k, lambda patch: (patch * k).sum(), size=np.subtract(x.shape, 1), window=(2, 2)),
        ),
        slip(
            None,
            "Your output is always 4 x 4. The image may have any size: read its rows and columns from image.shape.",
            lambda x, k: _assigned(x, k, lambda patch: (patch * k).sum(), size=(4, 4)),
            lambda x, k: _assigned(x, k, lambda patch: (patch * k).sum(), size=(4, 4), window=(2, 2)),
        ),
        slip(
            None,
            "Your window ends one row and one column too early: image[row : row + n] already stops before row + n.",
            lambda x, k: _assigned(x, k, lambda patch: (patch * k).sum(), window=np.subtract(k.shape, 1)),
        ),
        slip(
            None,
            "You sum the pixels under the kernel, without its weights: multiply each pixel by kernel[a, b] first.",
            lambda x, k: right(x, np.ones_like(k)),
        ),
        slip(
            "M4",
            "You keep the largest product. A convolution takes the sum of all of them.",
            lambda x, k: _each(x, k, lambda patch: (patch * k).max()),
        ),
        slip(
            None,
            "Only the last product is left: add to the sum with +=, where you now write =.",
            lambda x, k: _each(x, k, lambda patch: patch[-1, -1] * k[-1, -1]),
        ),
        slip(
            None,
            "Your sum goes on from one position to the next: set it back to 0 at every position.",
            lambda x, k: right(x, k).ravel().cumsum().reshape(_size(x, k)),
            lambda x, k: right(x, k).cumsum(1),
        ),
        slip(
            None,
            "Rows and columns are swapped: image[i + a, j + b] has the row first, and so have the image's shape, the "
            "kernel's shape and the output's shape.",
            lambda x, k: _by_taps(x, k, *_size(x, k), lambda x, k, i, j, a, b: x[j + a, i + b] * k[a, b]),
            lambda x, k: _by_taps(x, k, *_size(x, k)[::-1]),
            lambda x, k: right(x, k).T,
        ),
        slip(
            None,
            "You take rows for columns where they differ: the kernel need not be square. Read both from kernel.shape.",
            lambda x, k: _by_taps(x, k, x.shape[0] - len(k) + 1, x.shape[1] - len(k) + 1, taps=(len(k), len(k))),
            lambda x, k: _by_taps(x, k, *_size(x, k), taps=(len(k), len(k))),
            lambda x, k: _by_taps(x, k, *_size(x, k), taps=(k.shape[1], k.shape[1])),
        ),
        slip(
            None,
            "You take rows for columns where they differ: the image need not be square. Read both from image.shape.",
            lambda x, k: _by_taps(x, k, len(x) - k.shape[0] + 1, len(x) - k.shape[1] + 1),
            lambda x, k: _by_taps(x, k, x.shape[1] - k.shape[0] + 1, x.shape[1] - k.shape[1] + 1),
        ),
        slip(
            None,
            "You sum along the diagonal of the kernel only. Two loops, over a and over b, reach all its cells.",
            lambda x, k: _by_taps(x, k, *_size(x, k), lambda x, k, i, j, a, b: x[i + a, j + a] * k[a, a] * (a == b)),
            lambda x, k: _each(x, k, lambda patch: np.trace(patch * k)),
        ),
        slip(
            None,
            "The last row or column of the kernel is not used: range(n) already ends at n - 1.",
            lambda x, k: _by_taps(x, k, *_size(x, k), taps=(k.shape[0] - 1, k.shape[1])),
            lambda x, k: _by_taps(x, k, *_size(x, k), taps=(k.shape[0], k.shape[1] - 1)),
            lambda x, k: _by_taps(x, k, *_size(x, k), taps=(k.shape[0] - 1, k.shape[1] - 1)),
        ),
        slip(
            None,
            "Only the beginning of the output is computed: is `return` indented too far, inside a loop?",
            lambda x, k: only(right(x, k), 1, 1),
            lambda x, k: only(right(x, k), 1, None),
        ),
        slip(
            None,
            "Everything behind the decimal point is lost: make the output of floats, as np.zeros(shape) does.",
            lambda x, k: np.trunc(right(x, k)),
        ),
    ),
    advice="Work out one cell by hand: lay the kernel on its window of the image, multiply pair by pair, and sum.",
)

"""The exercise `conv_as_matrix`: a convolution, written as the matrix of a dense layer.

The wrong answers are written with short names: k kernel, h rows, w columns; i, j a place of the map, a, b one of k.
"""

import numpy as np

from cnnlab import matrices
from cnnlab.check.answers import grid
from cnnlab.check.examine import examine
from cnnlab.check.exercise import Exercise, case, slip
from cnnlab.check.exercises.grids import integers


def conv_as_matrix(fn):
    """Check fn(kernel, rows, columns) -> array: the matrix that does a convolution to a flattened image.

    >>> result = conv_as_matrix(lambda kernel, rows, columns: kernel)
    >>> result.ok, result.hint
    (False, 'A row for each number of the map, and a column for each pixel of the image: that is the shape.')
    """
    return examine(EXERCISE, fn)


def right(kernel, rows, columns):
    """The right answer, with the learner's signature: a row for each output, a column for each pixel."""
    return matrices.conv_as_matrix(kernel, rows, columns)


def _usual_row(i, j, h, w, p, q):
    return i * q + j


def _usual_column(i, j, a, b, h, w, p, q):
    return (i + a) * w + j + b


def _written(k, h, w, column=_usual_column, row=_usual_row, weight=lambda k, a, b: k[a, b], add=0):
    """Four loops, as a learner writes them, into zeros; p, q: rows and columns of the map. What does not fit raises."""
    p, q = h - k.shape[0] + 1 + add, w - k.shape[1] + 1 + add
    out = np.zeros((p * q, h * w))
    for i, j in np.ndindex(p, q):
        for a, b in np.ndindex(k.shape):
            out[row(i, j, h, w, p, q), column(i, j, a, b, h, w, p, q)] = weight(k, a, b)
    return out


def _for_each_pixel(k, h, w, keep=False):
    """A row for each pixel of the image; what sticks out is left out, or (keep) falls where its number says."""
    out = np.zeros((h * w, h * w))
    for i, j in np.ndindex(h, w):
        for a, b in np.ndindex(k.shape):
            if keep or (i + a < h and j + b < w):
                out[i * w + j, (i + a) * w + j + b] = k[a, b]
    return out


def _random_case(rng):
    k_h, k_w, more_h, more_w = rng.integers((1, 1, 0, 0), (4, 4, 4, 4)).tolist()
    return case(integers(rng, -3, 3, k_h, k_w), k_h + more_h, k_w + more_w)


EXERCISE = Exercise(
    name="conv_as_matrix",
    right=right,
    kind=grid,
    cases=(
        *(case([[3, 2]], 1, 4), case([[1, -1], [2, 3]], 3, 3), case([[1, -1], [2, 3]], 3, 4)),
        *(case([[1, -1], [2, 3]], 4, 3), case([[1, 2, -1], [4, 3, 5]], 3, 4), case([[2], [5], [1]], 4, 2)),
        *(case([[1, 2], [3, 4]], 2, 2), case([[7]], 2, 3), case([[0.5, -1.5]], 2, 3), case([[1, -1], [2, 1]], 5, 5)),
    ),
    random=_random_case,
    slips=(
        slip(
            None,
            "Your rows don't jump where a row of the map ends: there the window goes back to the left, one row further "
            "down. The window of map row i and column j starts at pixel i * columns + j of the flattened image.",
            lambda k, h, w: _written(k, h, w, lambda i, j, a, b, h, w, p, q: i * q + j + a * w + b),
        ),
        slip(
            None,
            "Your matrix is turned: it has a row for each pixel. Give it a row for each number of the map, and a "
            "column for each pixel, so that matrix @ pixels is the map.",
            lambda k, h, w: right(k, h, w).T,
        ),
        slip(
            "M8",
            "Your kernel is turned around. Its first weight meets the first pixel of the window, its last weight the "
            "last one.",
            lambda k, h, w: right(k[::-1, ::-1], h, w),
            lambda k, h, w: right(k[::-1], h, w),
            lambda k, h, w: right(k[:, ::-1], h, w),
        ),
        slip(
            "M8",
            "The rows and columns of your kernel are swapped: write kernel[a, b], the row first.",
            lambda k, h, w: _written(k, h, w, weight=lambda k, a, b: k[b, a]),
            lambda k, h, w: _written(k, h, w, lambda i, j, a, b, h, w, p, q: (i + b) * w + j + a),
        ),
        slip(
            None,
            "Your second row of weights follows the first one at once. In the flattened image the pixel below is not "
            "the next one: it comes `columns` places later.",
            lambda k, h, w: _written(k, h, w, lambda i, j, a, b, h, w, p, q: i * w + j + a * k.shape[1] + b),
            lambda k, h, w: _written(k, h, w, lambda i, j, a, b, h, w, p, q: i * q + j + a * k.shape[1] + b),
        ),
        slip(
            "M7",
            "Your matrix has a row for each pixel of the image. Near the right and the lower edge the kernel does not "
            "fit: the map has fewer numbers, and the matrix one row for each of these.",
            _for_each_pixel,
            lambda k, h, w: _for_each_pixel(k, h, w, keep=True),
        ),
        slip(
            "M1",
            "One row and one column of the map are missing: 5 rows less 2 are 3 steps, and the first place counts as "
            "well.",
            lambda k, h, w: _written(k, h, w, add=-1),
        ),
        slip(
            "M1",
            "Your map has one row and one column too many: a kernel of 2 rows fits into 5 rows at 5 - 2 + 1 places.",
            lambda k, h, w: _written(k, h, w, add=1),
        ),
        slip(
            "M11",
            "You number the pixels down the columns. A flattened image goes along each row, as one reads.",
            lambda k, h, w: _written(k, h, w, lambda i, j, a, b, h, w, p, q: (j + b) * h + i + a),
            lambda k, h, w: _written(
                k, h, w, lambda i, j, a, b, h, w, p, q: (j + b) * h + i + a, lambda i, j, h, w, p, q: j * p + i
            ),
        ),
        slip(
            "M11",
            "You number the outputs down the columns of the map. They are numbered along its rows: i times the columns "
            "of the map, plus j.",
            lambda k, h, w: _written(k, h, w, row=lambda i, j, h, w, p, q: j * p + i),
        ),
        slip(
            None,
            "A row of the image is as long as there are columns: multiply by `columns`, not by `rows`.",
            lambda k, h, w: _written(k, h, w, lambda i, j, a, b, h, w, p, q: (i + a) * h + j + b),
        ),
        slip(
            None,
            "You number the outputs as if the map had other columns than it has: output (i, j) is row i * map_columns "
            "+ j of the matrix, where map_columns is columns - kernel.shape[1] + 1.",
            lambda k, h, w: _written(k, h, w, row=lambda i, j, h, w, p, q: i * w + j),
            lambda k, h, w: _written(k, h, w, row=lambda i, j, h, w, p, q: i * p + j),
        ),
        slip(
            None,
            "You have marked which pixels each output reads. Write the kernel's weights there, not ones.",
            lambda k, h, w: right(np.ones_like(k), h, w),
        ),
        slip(
            None,
            "Only the first output has its row. Loop over all places of the map: each has a row of its own.",
            lambda k, h, w: right(k, h, w) * (np.arange(len(right(k, h, w))) == 0)[:, None],
            lambda k, h, w: right(k, h, w)[:1],
        ),
        slip(
            None,
            "The last row or column of the kernel is not used: range(n) already ends at n - 1.",
            lambda k, h, w: _written(k, h, w, weight=lambda k, a, b: k[a, b] * (a + 1 < k.shape[0])),
            lambda k, h, w: _written(k, h, w, weight=lambda k, a, b: k[a, b] * (b + 1 < k.shape[1])),
            lambda k, h, w: _written(
                k, h, w, weight=lambda k, a, b: k[a, b] * (a + 1 < k.shape[0] and b + 1 < k.shape[1])
            ),
        ),
        slip(
            None,
            "A row for each number of the map, and a column for each pixel of the image: that is the shape.",
            lambda k, h, w: k,
            lambda k, h, w: np.zeros((h - k.shape[0] + 1, w - k.shape[1] + 1)),
            lambda k, h, w: np.zeros((h, w)),
        ),
        slip(
            None,
            "Everything behind the decimal point is lost: make the matrix of floats, as np.zeros(shape) does.",
            lambda k, h, w: np.trunc(right(k, h, w)),
        ),
    ),
    advice="Reshape one row of your matrix to rows x columns: the kernel must lie on its window, and 0 elsewhere.",
)

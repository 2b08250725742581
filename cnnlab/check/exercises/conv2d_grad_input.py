"""The exercise `conv2d_grad_input`: the gradient of a convolution's input, for one channel and stride 1.

The wrong answers are written with short names: g gradient of the output, k kernel.
"""

import numpy as np

from cnnlab import functional as F
from cnnlab.check.answers import grid
from cnnlab.check.examine import examine
from cnnlab.check.exercise import Exercise, case, slip
from cnnlab.check.exercises.grids import integers, larger


def conv2d_grad_input(fn):
    """Check fn(grad_out, kernel) -> array: the gradient of the image that a kernel (kH, kW) strode over.

    >>> conv2d_grad_input(lambda grad_out, kernel: grad_out * kernel.sum()).misconception
    'M7'
    """
    return examine(EXERCISE, fn)


def right(grad_out, kernel):
    """The right answer, with the learner's signature: (H', W') and (kH, kW) -> (H' + kH - 1, W' + kW - 1)."""
    shape = np.add(grad_out.shape, kernel.shape) - 1
    return F.conv2d_backward(grad_out[None, None], np.zeros((1, 1, *shape)), kernel[None, None])[0][0, 0]


def _scatter(g, k, value=lambda g, k: g * k, add=np.add):
    """Every position's part of the input's gradient, laid where its window was."""
    out = np.zeros(np.add(g.shape, k.shape) - 1)
    for i, j in np.ndindex(g.shape):
        under = out[i : i + k.shape[0], j : j + k.shape[1]]
        under[...] = add(under, value(g[i, j], k))
    return out


def _random_case(rng):
    rows, columns, k_h, k_w = rng.integers(1, 5, 4).tolist()
    return case(integers(rng, -4, 9, rows, columns), integers(rng, -3, 3, k_h, k_w))


EXERCISE = Exercise(
    name="conv2d_grad_input",
    right=right,
    kind=grid,
    cases=(
        case([[1, 2], [3, -1]], [[1, 2], [0, 4]]),
        case([[1, -2, 3], [2, 1, -1], [4, 0, 2]], [[1, -1], [2, 3]]),
        case([[2, 5, 1]], [[1, -2], [3, 1], [0, 2]]),
        case([[2], [1], [4]], [[1, -2, 3]]),
        case([[0.5, 1.25]], [[0.5, -1.5]]),
        case([[3]], [[1, 2], [4, -1]]),
        case([[1, 2], [3, 4]], [[2]]),
    ),
    random=_random_case,
    slips=(
        slip(
            "M8",
            "Your kernel is turned around. Position (i, j) read cell (i + a, j + b) with weight (a, b), and gives the "
            "gradient back the same way. (Written as one convolution, this is where the kernel has to be turned.)",
            lambda g, k: right(g, k[::-1, ::-1]),
        ),
        slip(
            None,
            "Later positions overwrite earlier ones: windows overlap, so each must add its part with +=, not with =.",
            lambda g, k: _scatter(g, k, add=lambda old, new: new),
        ),
        slip(
            None,
            "You scatter the gradient without its weight: a cell counted as much as the weight that it met.",
            lambda g, k: right(g, np.ones_like(k)),
        ),
        slip(
            None,
            "You scatter the kernel alone. Each position counts by its own gradient: multiply by grad_out[i, j].",
            lambda g, k: right(np.ones_like(g), k),
        ),
        slip(
            "M4",
            "You take a mean. A cell that several windows read gets the sum of what they give back.",
            lambda g, k: right(g, k) / k.size,
            lambda g, k: right(g, k) / right(np.ones_like(g), np.ones_like(k)),
        ),
        slip(
            "M7",
            "Your answer has the gradient's shape. It must have the input's, H' + kH - 1 rows: windows reach further "
            "than their first cell.",
            lambda g, k: right(g, k)[: g.shape[0], : g.shape[1]],
            lambda g, k: g * k.sum(),
            lambda g, k: F.conv2d(g[None, None], k[None, None], padding="same")[0, 0],
        ),
        slip(
            None,
            "A ring of one zero around grad_out fits a 2 x 2 kernel only: it takes kH - 1 rows and kW - 1 columns of "
            "zeros on each side.",
            lambda g, k: F.conv2d(np.pad(g, 1)[None, None], np.ascontiguousarray(k[::-1, ::-1])[None, None])[0, 0],
            lambda g, k: F.conv2d(np.pad(g, 1)[None, None], k[None, None])[0, 0],
        ),
        slip(
            "M1",
            "The size is off: H' positions of a kernel with kH rows reach over H' + kH - 1 rows.",
            lambda g, k: larger(right(g, k), np.add(g.shape, k.shape)),
            lambda g, k: right(g, k)[:-1, :-1],
        ),
        slip(
            "M7",
            "Your windows do not overlap: with stride 1 the window of position (i, j) starts at row i, column j.",
            lambda g, k: np.kron(g, k),
        ),
        slip(
            None,
            "Rows and columns are swapped: the row comes first.",
            lambda g, k: right(g, k).T,
            lambda g, k: right(g, np.ascontiguousarray(k.T)),
        ),
        slip(
            None,
            "Only the first position gives something back: is `return` indented too far, inside a loop?",
            lambda g, k: larger(g[0, 0] * k, np.add(g.shape, k.shape) - 1),
            lambda g, k: _scatter(np.where(np.arange(len(g))[:, None] == 0, g, 0), k),
        ),
        slip(
            None,
            "Everything behind the decimal point is lost: make the answer of floats, as np.zeros(shape) does.",
            lambda g, k: np.trunc(right(g, k)),
        ),
    ),
    advice="Take one position (i, j): it gives grad_out[i, j] times the kernel back to its window, which starts at "
    "(i, j). Add up what all positions give.",
)

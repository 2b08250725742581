"""The exercises `conv2d_grad_weight` and `conv2d_grad_input` for `check`: one channel, stride 1, no padding.

The wrong answers are written with short names: x image, g gradient of the output, k kernel.
"""

import numpy as np

from cnnlab import functional as F
from cnnlab.check.examine import Exercise, case, grid, slip
from cnnlab.check.exercises.grid import fill, integers, larger, only

TURNED = (slice(None, None, -1), slice(None, None, -1))


def conv2d_grad_weight(image, grad_out):
    """The right answer, with the learner's signature: (H, W) and (H', W') -> (H - H' + 1, W - W' + 1)."""
    return F.conv2d(image[None, None], grad_out[None, None])[0, 0]


def conv2d_grad_input(grad_out, kernel):
    """The right answer, with the learner's signature: (H', W') and (kH, kW) -> (H' + kH - 1, W' + kW - 1)."""
    shape = np.add(grad_out.shape, kernel.shape) - 1
    return F.conv2d_backward(grad_out[None, None], np.zeros((1, 1, *shape)), kernel[None, None])[0][0, 0]


def _patches(x, g, value):
    """`fill` for the kernel's gradient, `value` given the part of the image that one weight met."""
    (h, w), (rows, columns) = x.shape, g.shape
    return fill(h - rows + 1, w - columns + 1, lambda a, b: value(x[a : a + rows, b : b + columns]))


def _random_weight(rng):
    rows, columns, k_h, k_w = rng.integers(1, 5, 4).tolist()
    return case(integers(rng, -4, 9, rows + k_h - 1, columns + k_w - 1), integers(rng, -3, 3, rows, columns))


CONV2D_GRAD_WEIGHT = Exercise(
    reference=conv2d_grad_weight,
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
    random=_random_weight,
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
            lambda x, g: conv2d_grad_weight(x, g)[TURNED],
            lambda x, g: conv2d_grad_weight(x, g[TURNED]),
            lambda x, g: conv2d_grad_weight(x[TURNED], g),
        ),
        slip(
            "M4",
            "You take the mean over the positions. The kernel's weight counts at every one of them: their sum.",
            lambda x, g: conv2d_grad_weight(x, g) / g.size,
        ),
        slip(
            None,
            "You sum what the weight met, but each position counts by its own gradient: multiply by grad_out[i, j].",
            lambda x, g: conv2d_grad_weight(x, np.ones_like(g)),
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
            lambda x, g: conv2d_grad_weight(x, g) + g.sum(),
        ),
        slip(
            "M7",
            "Your answer is as large as another array. It has the kernel's shape, a gradient for every weight: "
            "H - H' + 1 rows, where grad_out has H' of them.",
            lambda x, g: larger(conv2d_grad_weight(x, g), x.shape),
            lambda x, g: fill(*x.shape, lambda a, b: _met(x, g, a, b)),
            lambda x, g: fill(*x.shape, lambda a, b: (x[a : a + g.shape[0], b : b + g.shape[1]] * g).sum()),
            lambda x, g: larger(conv2d_grad_weight(x, g), np.maximum(g.shape, np.subtract(x.shape, g.shape) + 1)),
        ),
        slip(
            None,
            "The sign is turned: the minus belongs to the step of gradient descent, not to the gradient.",
            lambda x, g: -conv2d_grad_weight(x, g),
        ),
        slip(
            "M1",
            "One row and one column are missing: the kernel has H - H' + 1 rows.",
            lambda x, g: conv2d_grad_weight(x, g)[:-1, :-1],
        ),
        slip(
            None,
            "Rows and columns are swapped: the row comes first, in image[row, column] and in the shape of the answer.",
            lambda x, g: conv2d_grad_weight(x, g).T,
            lambda x, g: _patches(x, g, lambda patch: sum(patch[i, j] * g[j, i] for i, j in np.ndindex(g.shape))),
        ),
        slip(
            None,
            "Only the beginning is computed: is `return` indented too far, inside a loop?",
            lambda x, g: only(conv2d_grad_weight(x, g), 1, 1),
            lambda x, g: only(conv2d_grad_weight(x, g), 1, None),
            lambda x, g: _patches(x, g, lambda patch: patch[0, 0] * g[0, 0]),
        ),
        slip(
            None,
            "Everything behind the decimal point is lost: make the answer of floats, as np.zeros(shape) does.",
            lambda x, g: np.trunc(conv2d_grad_weight(x, g)),
        ),
    ),
    advice="Take the framed cells: these are what the weight met, one at each position. Multiply each by the gradient "
    "of its position, and sum.",
)


def _met(x, g, a, b):
    """What weight (a, b) met, times the gradients, cut off at the edge of the image."""
    part = x[a : a + g.shape[0], b : b + g.shape[1]]
    return (part * g[: part.shape[0], : part.shape[1]]).sum()


def _scatter(g, k, value=lambda g, k: g * k, add=np.add):
    """Every position's part of the input's gradient, laid where its window was."""
    out = np.zeros(np.add(g.shape, k.shape) - 1)
    for i, j in np.ndindex(g.shape):
        under = out[i : i + k.shape[0], j : j + k.shape[1]]
        under[...] = add(under, value(g[i, j], k))
    return out


def _random_input(rng):
    rows, columns, k_h, k_w = rng.integers(1, 5, 4).tolist()
    return case(integers(rng, -4, 9, rows, columns), integers(rng, -3, 3, k_h, k_w))


CONV2D_GRAD_INPUT = Exercise(
    reference=conv2d_grad_input,
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
    random=_random_input,
    slips=(
        slip(
            "M8",
            "Your kernel is turned around. Position (i, j) read cell (i + a, j + b) with weight (a, b), and gives the "
            "gradient back the same way. (Written as one convolution, this is where the kernel has to be turned.)",
            lambda g, k: conv2d_grad_input(g, k[TURNED]),
        ),
        slip(
            None,
            "Later positions overwrite earlier ones: windows overlap, so each must add its part with +=, not with =.",
            lambda g, k: _scatter(g, k, add=lambda old, new: new),
        ),
        slip(
            None,
            "You scatter the gradient without its weight: a cell counted as much as the weight that it met.",
            lambda g, k: conv2d_grad_input(g, np.ones_like(k)),
        ),
        slip(
            None,
            "You scatter the kernel alone. Each position counts by its own gradient: multiply by grad_out[i, j].",
            lambda g, k: conv2d_grad_input(np.ones_like(g), k),
        ),
        slip(
            "M4",
            "You take a mean. A cell that several windows read gets the sum of what they give back.",
            lambda g, k: conv2d_grad_input(g, k) / k.size,
            lambda g, k: conv2d_grad_input(g, k) / conv2d_grad_input(np.ones_like(g), np.ones_like(k)),
        ),
        slip(
            "M7",
            "Your answer has the gradient's shape. It must have the input's, H' + kH - 1 rows: windows reach further "
            "than their first cell.",
            lambda g, k: conv2d_grad_input(g, k)[: g.shape[0], : g.shape[1]],
            lambda g, k: g * k.sum(),
            lambda g, k: F.conv2d(g[None, None], k[None, None], padding="same")[0, 0],
        ),
        slip(
            None,
            "A ring of one zero around grad_out fits a 2 x 2 kernel only: it takes kH - 1 rows and kW - 1 columns of "
            "zeros on each side.",
            lambda g, k: F.conv2d(np.pad(g, 1)[None, None], np.ascontiguousarray(k[TURNED])[None, None])[0, 0],
            lambda g, k: F.conv2d(np.pad(g, 1)[None, None], k[None, None])[0, 0],
        ),
        slip(
            "M1",
            "The size is off: H' positions of a kernel with kH rows reach over H' + kH - 1 rows.",
            lambda g, k: larger(conv2d_grad_input(g, k), np.add(g.shape, k.shape)),
            lambda g, k: conv2d_grad_input(g, k)[:-1, :-1],
        ),
        slip(
            "M7",
            "Your windows do not overlap: with stride 1 the window of position (i, j) starts at row i, column j.",
            lambda g, k: np.kron(g, k),
        ),
        slip(
            None,
            "Rows and columns are swapped: the row comes first.",
            lambda g, k: conv2d_grad_input(g, k).T,
            lambda g, k: conv2d_grad_input(g, np.ascontiguousarray(k.T)),
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
            lambda g, k: np.trunc(conv2d_grad_input(g, k)),
        ),
    ),
    advice="Take one position (i, j): it gives grad_out[i, j] times the kernel back to its window, which starts at "
    "(i, j). Add up what all positions give.",
)

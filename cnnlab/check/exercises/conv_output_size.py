"""The exercise `conv_output_size`: the positions of a window along one axis.

The wrong answers are written with short names: n size, k kernel size.
"""

from math import ceil

from cnnlab import arithmetic
from cnnlab.check.answers import whole
from cnnlab.check.examine import examine
from cnnlab.check.exercise import Exercise, case, slip


def conv_output_size(fn):
    """Check fn(size, kernel_size, stride=1, padding=0, dilation=1) -> int, the positions of a window along one axis.

    >>> result = conv_output_size(lambda size, kernel_size, stride=1, padding=0, dilation=1: size - kernel_size)
    >>> result.misconception, result.hint
    (None, 'Where is the last place of the window? Count the steps that lead there, and add the first place.')
    """
    return examine(EXERCISE, fn)


def _extent(kernel_size, dilation):
    return dilation * (kernel_size - 1) + 1


def _room(size, k, padding, dilation):
    """How far the window can move, in cells."""
    return size + 2 * padding - _extent(k, dilation)


def _random_case(rng):
    k, stride, padding, dilation = (int(rng.integers(low, high)) for low, high in ((1, 6), (1, 5), (0, 4), (1, 4)))
    size = max(1, _extent(k, dilation) - 2 * padding) + int(rng.integers(0, 25))
    return case(size, k, stride=stride, padding=padding, dilation=dilation)


EXERCISE = Exercise(
    name="conv_output_size",
    right=arithmetic.conv_output_size,
    kind=whole,
    cases=(
        *(case(5, 2), case(7, 3, stride=2), case(6, 3, stride=2), case(5, 3, padding=1), case(7, 3, dilation=2)),
        *(case(8, 3, stride=3, padding=1), case(28, 5), case(9, 2, stride=2, dilation=3), case(10, 3, stride=4)),
        *(case(4, 4), case(1, 1), case(6, 1, stride=4), case(3, 5, padding=1), case(5, 2, stride=9)),
    ),
    random=_random_case,
    slips=(
        slip(
            "M1",
            "The + 1 is missing: a window that cannot move at all still has one place.",
            lambda n, k, stride=1, padding=0, dilation=1: _room(n, k, padding, dilation) // stride,
        ),
        slip(
            "M1",
            "The + 1 belongs outside of the bracket: first divide by the stride, then add the first place.",
            lambda n, k, stride=1, padding=0, dilation=1: (_room(n, k, padding, dilation) + 1) // stride,
            lambda n, k, stride=1, padding=0, dilation=1: _room(n, k, padding, dilation) // (stride + 1),
        ),
        slip(
            "M1",
            "A bracket is missing: the whole of size + 2 * padding - reach is divided by the stride.",
            lambda n, k, stride=1, padding=0, dilation=1: n + 2 * padding - _extent(k, dilation) // stride + 1,
            lambda n, k, stride=1, padding=0, dilation=1: n + (2 * padding - _extent(k, dilation)) // stride + 1,
            lambda n, k, stride=1, padding=0, dilation=1: n + 2 * padding - dilation * (k - 1) - 1 // stride + 1,
        ),
        slip(
            "M1",
            "You round up. A window that would stick out is dropped, so round down, with //.",
            lambda n, k, stride=1, padding=0, dilation=1: ceil(_room(n, k, padding, dilation) / stride) + 1,
            lambda n, k, stride=1, padding=0, dilation=1: round(_room(n, k, padding, dilation) / stride) + 1,
        ),
        slip(
            "M1",
            "You divide with /, which leaves a fraction of a window. Round down, with //.",
            lambda n, k, stride=1, padding=0, dilation=1: _room(n, k, padding, dilation) / stride + 1,
        ),
        slip(
            "M1",
            "You take away one too many: the reach of the window already counts all its cells.",
            lambda n, k, stride=1, padding=0, dilation=1: (_room(n, k, padding, dilation) - 1) // stride + 1,
        ),
        slip(
            None,
            "That is the formula without padding and dilation. Padding makes the row longer on both sides, dilation "
            "makes the kernel reach over dilation * (kernel_size - 1) + 1 cells.",
            lambda n, k, stride=1, padding=0, dilation=1: (n - k) // stride + 1,
            lambda n, k, stride=1, padding=0, dilation=1: (n - k) / stride + 1,
            lambda n, k, stride=1, padding=0, dilation=1: n - k + 1,
        ),
        slip(
            "M1",
            "The reach is one cell too short: it is dilation * (kernel_size - 1) + 1.",
            lambda n, k, stride=1, padding=0, dilation=1: (_room(n, k, padding, dilation) + 1) // stride + 1,
        ),
        slip(
            "M2",
            "One axis only: rows and columns are counted separately.",
            lambda n, k, stride=1, padding=0, dilation=1: (_room(n, k, padding, dilation) // stride + 1) ** 2,
        ),
        slip(
            "M13",
            "You count the padding once. It is added on both sides: 2 * padding.",
            lambda n, k, stride=1, padding=0, dilation=1: (n + padding - _extent(k, dilation)) // stride + 1,
        ),
        slip(
            "M13",
            "Your answer ignores the padding: it makes the input larger on both sides.",
            lambda n, k, stride=1, padding=0, dilation=1: (n - _extent(k, dilation)) // stride + 1,
        ),
        slip(
            None,
            "Your answer ignores the dilation: it spreads the window over dilation * (kernel_size - 1) + 1 cells.",
            lambda n, k, stride=1, padding=0, dilation=1: (n + 2 * padding - k) // stride + 1,
        ),
        slip(
            None,
            "With dilation the gaps grow, not the cells: k cells have k - 1 gaps between them.",
            lambda n, k, stride=1, padding=0, dilation=1: (n + 2 * padding - dilation * k) // stride + 1,
        ),
        slip(
            "M7",
            "Your answer ignores the stride: how many steps of this length fit?",
            lambda n, k, stride=1, padding=0, dilation=1: _room(n, k, padding, dilation) + 1,
        ),
        slip(
            "M7",
            "You divide the size by the stride. The window is wider than one cell, so it runs out of room earlier.",
            lambda n, k, stride=1, padding=0, dilation=1: n // stride,
            lambda n, k, stride=1, padding=0, dilation=1: (n + 2 * padding) // stride,
        ),
    ),
    advice="Where is the last place of the window? Count the steps that lead there, and add the first place.",
)

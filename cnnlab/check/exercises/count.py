"""Exercises whose answer is a whole number: parameters of a layer, size of an output. For `check`.

The wrong answers are written with short names: n inputs, m outputs, k kernel size, b bias.
"""

from math import ceil, prod

from cnnlab import arithmetic
from cnnlab.check.examine import Exercise, case, slip, whole

MISREAD = "Without biases the weights are still there. Python reads a + b if bias else 0 as (a + b) if bias else 0."

DENSE_PARAMS = Exercise(
    reference=arithmetic.dense_params,
    kind=whole,
    cases=(
        *(case(3, 2), case(2, 3), case(5, 4), case(3, 2, bias=False), case(784, 10)),
        *(case(1, 1), case(1, 6), case(6, 1), case(1, 1, bias=False)),
    ),
    random=lambda rng: case(*rng.integers(1, 900, 2).tolist(), bias=bool(rng.random() < 0.7)),
    slips=(
        slip(
            "M6",
            "These are the weights alone. Every output also has a bias of its own.",
            lambda n, m, bias=True: n * m,
        ),
        slip(
            "M6",
            "There is one bias for each output, not for each input: it is added to the sum of that output.",
            lambda n, m, bias=True: n * m + n * bias,
            lambda n, m, bias=True: n * m + n,
            lambda n, m, bias=True: n * m + n + m,
            lambda n, m, bias=True: n * m + (n + m) * bias,
        ),
        slip(
            "M6",
            "Your answer has biases where bias=False, and none where bias=True: it is the other way round.",
            lambda n, m, bias=True: n * m + m * (not bias),
        ),
        slip(None, MISREAD, lambda n, m, bias=True: (n * m + m) * bias),
        slip(
            "M6",
            "One bias for the whole layer is too few: each output has its own.",
            lambda n, m, bias=True: n * m + bias,
            lambda n, m, bias=True: n * m + 1,
        ),
        slip(
            "M6",
            "You give every weight a bias. An output has one bias for all its weights together.",
            lambda n, m, bias=True: n * m * (1 + bias),
            lambda n, m, bias=True: n * m * 2,
        ),
        slip(
            "M6",
            "With bias=False there are no biases to count: your function does not look at `bias`.",
            lambda n, m, bias=True: n * m + m,
        ),
        slip(
            None,
            "You add inputs and outputs. Every output has a weight for every input: how many pairs is that?",
            lambda n, m, bias=True: n + m,
            lambda n, m, bias=True: n + m + m * bias,
            lambda n, m, bias=True: n + m + bias,
        ),
        slip(
            None,
            "You count the inputs. 784 pixels are 784 inputs, not 784 parameters: every output has a weight for each.",
            lambda n, m, bias=True: n,
            lambda n, m, bias=True: n + bias,
            lambda n, m, bias=True: n + m * bias,
        ),
    ),
    advice="Draw inputs and outputs as dots: a weight for every line between them, and a bias for every output.",
)


def _pair(kernel_size):
    return kernel_size if isinstance(kernel_size, tuple) else (kernel_size, kernel_size)


def _area(kernel_size):
    return prod(_pair(kernel_size))


def _for_numbers_too(*slips):
    """The slips; those with a tag also as they look where kernel_size is taken for a number, so that a pair raises."""

    def both(wrong):
        return wrong, lambda n, m, k, bias=True: wrong(n, m, k + 0, bias)

    return tuple(known._replace(wrong=sum(map(both, known.wrong), ())) if known.tag else known for known in slips)


CONV_PARAMS = Exercise(
    reference=arithmetic.conv_params,
    kind=whole,
    cases=(
        *(case(2, 4, 3), case(3, 10, 3), case(4, 2, 5), case(3, 2, 2, bias=False), case(2, 4, (2, 3))),
        *(case(4, 3, (5, 1)), case(1, 1, 1), case(1, 1, 1, bias=False), case(1, 8, 5), case(8, 1, 5)),
    ),
    random=lambda rng: case(
        *rng.integers(1, 65, 2).tolist(),
        tuple(rng.integers(1, 8, 2).tolist()) if rng.random() < 0.5 else int(rng.integers(1, 8)),
        bias=bool(rng.random() < 0.7),
    ),
    slips=_for_numbers_too(
        slip(
            "M5",
            "Your count ignores the input channels. A filter is as deep as its input: a slice for each channel.",
            lambda n, m, k, bias=True: m * (_area(k) + bias),
            lambda n, m, k, bias=True: m * (_area(k) + 1),
            lambda n, m, k, bias=True: m * _area(k),
        ),
        slip(
            "M6",
            "These are the weights alone. Every filter also has a bias of its own.",
            lambda n, m, k, bias=True: n * m * _area(k),
        ),
        slip(
            "M6",
            "You give every slice of a filter a bias. The slices are summed into one map, and the filter has one bias.",
            lambda n, m, k, bias=True: n * m * (_area(k) + bias),
            lambda n, m, k, bias=True: n * m * (_area(k) + 1),
        ),
        slip(
            "M6",
            "You give every weight a bias. A filter has one bias for all its weights together.",
            lambda n, m, k, bias=True: n * m * _area(k) * (1 + bias),
            lambda n, m, k, bias=True: n * m * _area(k) * 2,
        ),
        slip(
            "M6",
            "One bias for the whole layer is too few: each filter has its own.",
            lambda n, m, k, bias=True: n * m * _area(k) + bias,
            lambda n, m, k, bias=True: n * m * _area(k) + 1,
        ),
        slip(
            "M6",
            "You count a bias for each input channel. There is one for each output channel, that is, for each filter.",
            lambda n, m, k, bias=True: n * m * _area(k) + n * bias,
            lambda n, m, k, bias=True: n * m * _area(k) + n,
        ),
        slip(
            "M6",
            "With bias=False there are no biases to count: your function does not look at `bias`.",
            lambda n, m, k, bias=True: n * m * _area(k) + m,
        ),
        slip(None, MISREAD, lambda n, m, k, bias=True: m * (n * _area(k) + 1) * bias),
        slip(
            "M3",
            "A filter is as deep as its input. How many filters there are does not change how deep each one is.",
            lambda n, m, k, bias=True: m * (m * _area(k) + bias),
        ),
        slip(
            "M3",
            "You count one filter. There are as many filters as output channels.",
            lambda n, m, k, bias=True: n * _area(k) + bias,
        ),
        slip(
            None,
            "A kernel of size 3 has 3 rows and 3 columns: 9 weights in each slice.",
            lambda n, m, k, bias=True: m * (n * k + bias) if isinstance(k, int) else m * (n * prod(k) + bias),
            lambda n, m, k, bias=True: m * (n * _pair(k)[0] + bias),
            lambda n, m, k, bias=True: m * (n * sum(_pair(k)) + bias),
        ),
        slip(
            None,
            "A kernel need not be square: where kernel_size is a pair, multiply its rows by its columns.",
            lambda n, m, k, bias=True: m * (n * k**2 + bias),
            lambda n, m, k, bias=True: m * (n * _pair(k)[0] ** 2 + bias),
            lambda n, m, k, bias=True: m * (n * _pair(k)[1] ** 2 + bias),
        ),
        slip(
            None,
            "kernel_size may also be one whole number: 3 means (3, 3).",
            lambda n, m, k, bias=True: m * (n * k[0] * k[1] + bias),
        ),
    ),
    advice="Count one filter first: a slice for each input channel, and one bias. Then multiply by the filters.",
)


def _extent(kernel_size, dilation):
    return dilation * (kernel_size - 1) + 1


def _room(size, k, padding, dilation):
    """How far the window can move, in cells."""
    return size + 2 * padding - _extent(k, dilation)


def _random_size(rng):
    k, stride, padding, dilation = (int(rng.integers(low, high)) for low, high in ((1, 6), (1, 5), (0, 4), (1, 4)))
    size = max(1, _extent(k, dilation) - 2 * padding) + int(rng.integers(0, 25))
    return case(size, k, stride=stride, padding=padding, dilation=dilation)


CONV_OUTPUT_SIZE = Exercise(
    reference=arithmetic.conv_output_size,
    kind=whole,
    cases=(
        *(case(5, 2), case(7, 3, stride=2), case(6, 3, stride=2), case(5, 3, padding=1), case(7, 3, dilation=2)),
        *(case(8, 3, stride=3, padding=1), case(28, 5), case(9, 2, stride=2, dilation=3), case(10, 3, stride=4)),
        *(case(4, 4), case(1, 1), case(6, 1, stride=4), case(3, 5, padding=1), case(5, 2, stride=9)),
    ),
    random=_random_size,
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

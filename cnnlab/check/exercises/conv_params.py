"""The exercise `conv_params`: the parameters of a convolution.

The wrong answers are written with short names: n input channels, m output channels, k kernel size.
"""

from cnnlab import arithmetic
from cnnlab.check.answers import whole
from cnnlab.check.examine import examine
from cnnlab.check.exercise import Exercise, case, slip


def conv_params(fn):
    """Check fn(in_channels, out_channels, kernel_size, bias=True) -> int; kernel_size is one whole number.

    What it gives for a pair of rows and columns is not asked.

    >>> from cnnlab import arithmetic
    >>> conv_params(arithmetic.conv_params)
    Right. All 60 cases agree with cnnlab's own conv_params.
    """
    return examine(EXERCISE, fn)


EXERCISE = Exercise(
    name="conv_params",
    right=arithmetic.conv_params,
    kind=whole,
    cases=(
        *(case(2, 4, 3), case(3, 10, 3), case(4, 2, 5), case(3, 2, 2, bias=False), case(2, 4, 1)),
        *(case(4, 3, 7), case(1, 1, 1), case(1, 1, 1, bias=False), case(1, 8, 5), case(8, 1, 5)),
    ),
    random=lambda rng: case(*rng.integers(1, 65, 2).tolist(), int(rng.integers(1, 8)), bias=bool(rng.random() < 0.7)),
    slips=(
        slip(
            "M5",
            "Your count ignores the input channels. A filter is as deep as its input: a slice for each channel.",
            lambda n, m, k, bias=True: m * (k**2 + bias),
            lambda n, m, k, bias=True: m * (k**2 + 1),
            lambda n, m, k, bias=True: m * k**2,
        ),
        slip(
            "M6",
            "These are the weights alone. Every filter also has a bias of its own.",
            lambda n, m, k, bias=True: n * m * k**2,
        ),
        slip(
            "M6",
            "You give every slice of a filter a bias. The slices are summed into one map, and the filter has one bias.",
            lambda n, m, k, bias=True: n * m * (k**2 + bias),
            lambda n, m, k, bias=True: n * m * (k**2 + 1),
        ),
        slip(
            "M6",
            "You give every weight a bias. A filter has one bias for all its weights together.",
            lambda n, m, k, bias=True: n * m * k**2 * (1 + bias),
            lambda n, m, k, bias=True: n * m * k**2 * 2,
        ),
        slip(
            "M6",
            "One bias for the whole layer is too few: each filter has its own.",
            lambda n, m, k, bias=True: n * m * k**2 + bias,
            lambda n, m, k, bias=True: n * m * k**2 + 1,
        ),
        slip(
            "M6",
            "You count a bias for each input channel. There is one for each output channel, that is, for each filter.",
            lambda n, m, k, bias=True: n * m * k**2 + n * bias,
            lambda n, m, k, bias=True: n * m * k**2 + n,
        ),
        slip(
            "M6",
            "With bias=False there are no biases to count: your function does not look at `bias`.",
            lambda n, m, k, bias=True: n * m * k**2 + m,
        ),
        slip(
            None,
            "Without biases the weights are still there. Python reads a + b if bias else 0 as (a + b) if bias else 0.",
            lambda n, m, k, bias=True: m * (n * k**2 + 1) * bias,
        ),
        slip(
            "M3",
            "A filter is as deep as its input. How many filters there are does not change how deep each one is.",
            lambda n, m, k, bias=True: m * (m * k**2 + bias),
        ),
        slip(
            "M3",
            "You count one filter. There are as many filters as output channels.",
            lambda n, m, k, bias=True: n * k**2 + bias,
        ),
        slip(
            None,
            "A kernel of size 3 has 3 rows and 3 columns: 9 weights in each slice.",
            lambda n, m, k, bias=True: m * (n * k + bias),
            lambda n, m, k, bias=True: m * (n * 2 * k + bias),
        ),
        slip(
            None,
            "kernel_size is one whole number: 3 means 3 rows and 3 columns.",
            lambda n, m, k, bias=True: m * (n * k[0] * k[1] + bias),
        ),
    ),
    advice="Count one filter first: a slice for each input channel, and one bias. Then multiply by the filters.",
)

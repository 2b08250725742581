"""The exercise `dense_params`: the parameters of a dense layer.

The wrong answers are written with short names: n inputs, m outputs.
"""

from cnnlab import arithmetic
from cnnlab.check.answers import whole
from cnnlab.check.examine import examine
from cnnlab.check.exercise import Exercise, case, slip


def dense_params(fn):
    """Check fn(n_in, n_out, bias=True) -> int, the number of parameters of a dense layer.

    >>> dense_params(lambda n_in, n_out, bias=True: n_in * n_out)
    Not right yet. dense_params(3, 2) should be 8, and your function returned 6.
    Hint: These are the weights alone. Every output also has a bias of its own.
    <BLANKLINE>
        expected  8
        got       6
    """
    return examine(EXERCISE, fn)


EXERCISE = Exercise(
    name="dense_params",
    right=arithmetic.dense_params,
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
        slip(
            None,
            "Without biases the weights are still there. Python reads a + b if bias else 0 as (a + b) if bias else 0.",
            lambda n, m, bias=True: (n * m + m) * bias,
        ),
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

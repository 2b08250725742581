"""The exercise `conv1d`: a kernel on every position of a signal.

The wrong answers are written with short names: x signal, k kernel, s stride.
"""

import numpy as np

from cnnlab import functional as F
from cnnlab.check.answers import series
from cnnlab.check.examine import examine
from cnnlab.check.exercise import Exercise, case, slip
from cnnlab.check.exercises.grids import integers


def conv1d(fn):
    """Check fn(signal, kernel, stride) -> array: every position of a kernel (k,) on a signal (L,), no padding.

    >>> import numpy as np
    >>> result = conv1d(lambda signal, kernel, stride: np.convolve(signal, kernel, "valid")[::stride])
    >>> result.misconception
    'M8'
    """
    return examine(EXERCISE, fn)


def right(signal, kernel, stride):
    """The right answer, with the learner's signature: (L,) and (k,) -> ((L - k) // stride + 1,)."""
    return F.conv1d(signal[None, None], kernel[None, None], stride=stride)[0, 0]


def _count(x, k, s):
    return (len(x) - len(k)) // s + 1


def _slide(x, k, s, value=lambda window, k: (window * k).sum(), count=None):
    """One loop, as a learner writes it; a window that sticks out meets a kernel of another length: ValueError."""
    starts = [i * s for i in range(_count(x, k, s) if count is None else count)]
    return np.array([value(x[start : start + len(k)], k) for start in starts], float)


def _padded(x, k, s, count):
    """`count` positions on a signal with zeros behind it, as many as they need."""
    return _slide(np.pad(x, (0, count * s + len(k))), k, s, count=count)


def _by_starts(x, k, s):
    """The start of a window taken for the number of the output: IndexError as soon as the stride is above 1."""
    out = np.zeros(_count(x, k, s))
    for start in range(0, len(x) - len(k) + 1, s):
        out[start] = (x[start : start + len(k)] * k).sum()
    return out


def _only(values, count):
    """The first `count` of `values`; zeros elsewhere."""
    return np.where(np.arange(len(values)) < count, values, 0.0)


def _random_case(rng):
    weights, more, stride = rng.integers((1, 0, 1), (5, 9, 4)).tolist()
    signal, kernel = integers(rng, -4, 9, 1, weights + more)[0], integers(rng, -3, 3, 1, weights)[0]
    return case(signal, kernel, stride)


EXERCISE = Exercise(
    name="conv1d",
    right=right,
    kind=series,
    cases=(
        case([1, 3, 2, 5, 4], [1, 0, -2], 1),
        case([2, 1, 4, 0, 3, 5, 1, 2], [1, 2], 2),
        case([0, 2, 3, 3, 1, 7, 4, 5, 9, 6], [1, 2, -1], 3),
        case([3, 1, 2, 5, 0, 4], [1, -1, 2], 2),
        case([4, 1, 0, 3, 6, 2], [-1, 3, 1, 2], 1),
        case([-1, -4, 2, -3, 5], [-2, 1], 1),
        case([0.5, 1.25, -2], [0.5, -1.5], 1),
        case([4, 1, 2, 6], [3], 2),
        case([2, 7], [1, -1], 3),
        case([7], [-3], 1),
    ),
    random=_random_case,
    window=lambda case, _, place: (0, place * case.args[2], 1, len(case.args[1])),
    slips=(
        slip(
            "M8",
            "Your kernel is turned around. A layer lays it on the signal as it stands: weight j meets the sample at "
            "start + j. (np.convolve turns it; np.correlate does not.)",
            lambda x, k, s: right(x, k[::-1], s),
            lambda x, k, s: np.convolve(x, k)[::s],
            lambda x, k, s: np.convolve(x, k),
            lambda x, k, s: np.convolve(x, k, "same")[::s],
            lambda x, k, s: np.convolve(x, k, "valid"),
        ),
        slip(
            "M7",
            "The length is right, but your windows move by one sample: output number i begins at sample i * stride.",
            lambda x, k, s: right(x, k, 1)[: _count(x, k, s)],
        ),
        slip(
            "M7",
            "Your windows move by one sample at a time: the argument `stride` says how far they move.",
            lambda x, k, s: right(x, k, 1),
        ),
        slip(
            "M7",
            "Your windows move by the length of the kernel: the argument `stride` says how far they move.",
            lambda x, k, s: right(x, k, len(k)),
        ),
        slip(
            "M7",
            "You visit every sample. Visit the places of the output: near the end the kernel does not fit, and a "
            "stride leaves places out, so there are only (L - k) // stride + 1.",
            lambda x, k, s: _padded(x, k, 1, len(x)),
            lambda x, k, s: _padded(x, k, s, len(x)),
            lambda x, k, s: _padded(x, k, s, -(-len(x) // s)),
            lambda x, k, s: np.pad(right(x, k, s), (0, len(x) - _count(x, k, s))),
            lambda x, k, s: _slide(x, k, 1, count=len(x)),
            lambda x, k, s: _slide(x, k, s, count=len(x) - len(k) + 1),
            lambda x, k, s: _slide(x, k, s, count=len(x)),
            lambda x, k, s: _slide(x, k, s, count=len(x) // s),
            lambda x, k, s: np.array([(k * x[i]).sum() for i in range(len(x))]),
            lambda x, k, s: np.correlate(x, k, "same")[::s],
        ),
        slip(
            "M1",
            "The last place is missing: count the steps, (L - k) // stride, and add 1 for the first position.",
            lambda x, k, s: right(x, k, s)[:-1],
            lambda x, k, s: _only(right(x, k, s), _count(x, k, s) - 1),
        ),
        slip(
            "M1",
            "The last place can be missing: range(a, b) ends before b, so write range(0, L - k + 1, stride).",
            lambda x, k, s: np.array([(x[at : at + len(k)] * k).sum() for at in range(0, len(x) - len(k), s)]),
        ),
        slip(
            "M1",
            "You divide with /, which leaves a fraction of a step. Round down, with //.",
            lambda x, k, s: np.zeros((len(x) - len(k)) / s + 1),
            written="/",
        ),
        slip(
            "M7",
            "You number the outputs by the samples at which they start. Output number i starts at sample i * stride: "
            "let i count the outputs.",
            _by_starts,
        ),
        slip(
            "M1",
            "Your 1 stands inside the bracket: divide L - k by the stride first, then add 1 for the first position.",
            lambda x, k, s: _slide(x, k, s, count=(len(x) - len(k) + 1) // s),
        ),
        slip(
            "M1",
            "There is one place too many at the end: round (L - k) / stride down, then add 1.",
            lambda x, k, s: _padded(x, k, s, -(-(len(x) - len(k)) // s) + 1),
            lambda x, k, s: _padded(x, k, s, _count(x, k, s) + 1),
            lambda x, k, s: _slide(x, k, s, count=_count(x, k, s) + 1),
            lambda x, k, s: _slide(x, k, s, count=-(-(len(x) - len(k)) // s) + 1),
        ),
        slip(
            "M4",
            "You take the mean of the products. A convolution takes their sum.",
            lambda x, k, s: right(x, k, s) / len(k),
        ),
        slip(
            "M4",
            "You add the kernel to the samples. A convolution multiplies each pair, then sums the products.",
            lambda x, k, s: _slide(x, k, s, lambda window, k: (window + k).sum()),
        ),
        slip(
            "M4",
            "You keep the largest product. A convolution takes the sum of all of them.",
            lambda x, k, s: _slide(x, k, s, lambda window, k: (window * k).max()),
        ),
        slip(
            None,
            "You sum the samples under the kernel, without its weights: multiply each sample by its weight first.",
            lambda x, k, s: right(x, np.ones_like(k), s),
        ),
        slip(
            None,
            "Only the last product is left: add to the sum with +=, where you now write =.",
            lambda x, k, s: _slide(x, k, s, lambda window, k: window[-1] * k[-1]),
        ),
        slip(
            None,
            "Your sum goes on from one position to the next: set it back to 0 at every position.",
            lambda x, k, s: right(x, k, s).cumsum(),
        ),
        slip(
            None,
            "The last weight of the kernel is not used: range(n) already ends at n - 1.",
            lambda x, k, s: _slide(x, k, s, lambda window, k: (window * k)[:-1].sum()),
        ),
        slip(
            None,
            "Only the beginning of the output is computed: is `return` indented too far, inside a loop?",
            lambda x, k, s: _only(right(x, k, s), 1),
        ),
        slip(
            None,
            "Everything behind the decimal point is lost: make the output of floats, as np.zeros(length) does.",
            lambda x, k, s: np.trunc(right(x, k, s)),
        ),
    ),
    advice="Work out one number by hand: lay the kernel on its window of the signal, multiply pair by pair, and sum.",
)

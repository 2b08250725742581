"""The exercise `unread_columns`: the columns of an image that no window reads, at its end and between two windows.

The wrong answers are written with short names: n size, k kernel size.
"""

from math import ceil

from cnnlab.check.answers import whole
from cnnlab.check.examine import examine
from cnnlab.check.exercise import Exercise, case, slip


def unread_columns(fn):
    """Check fn(size, kernel_size, stride=1, padding=0) -> int, the columns of an image that no window reads.

    Columns of the padding do not count; columns between two windows do, where the stride is larger than the kernel.

    >>> result = unread_columns(lambda size, kernel_size, stride=1, padding=0: size % stride)
    >>> result.misconception, result.hint
    ('M7', 'You divide the size by the stride. How far do the windows reach, the last one up to its own end?')
    """
    return examine(EXERCISE, fn)


def right(size, kernel_size, stride=1, padding=0):
    """The right answer, with the learner's signature."""
    return size - len(_read(size, kernel_size, _starts(size, kernel_size, stride, padding)))


def _starts(n, k, s, p):
    """Where the windows begin, in columns of the image: the first one lies before it where there is padding."""
    return range(-p, n + p - k + 1, s)


def _read(n, k, starts):
    """The columns of the image that windows cover which begin at `starts`."""
    return {column for start in starts for column in range(start, start + k) if 0 <= column < n}


def _windows(n, k, s, p):
    return len(_starts(n, k, s, p))


def _room(n, k, p):
    """How far the window can move, in cells."""
    return n + 2 * p - k


def _with_padding(n, k, s, p):
    """The unread columns of the padded row, those of the padding among them."""
    return right(n + 2 * p, k, s)


def _random_case(rng):
    k, stride, padding = (int(rng.integers(low, high)) for low, high in ((1, 6), (1, 7), (0, 4)))
    return case(max(1, k - 2 * padding) + int(rng.integers(0, 25)), k, stride=stride, padding=padding)


EXERCISE = Exercise(
    name="unread_columns",
    right=right,
    kind=whole,
    cases=(
        *(case(6, 3, stride=2), case(7, 3, stride=2), case(6, 3, stride=4), case(8, 2, stride=3)),
        *(case(6, 3, stride=2, padding=1), case(10, 3, stride=4, padding=1), case(9, 1, stride=2), case(5, 2)),
        *(case(7, 3, stride=5, padding=1), case(5, 2, stride=9), case(28, 5, stride=2), case(6, 2, stride=4)),
        *(case(4, 4), case(1, 1), case(3, 2, stride=4, padding=2), case(4, 5, stride=3, padding=1)),
    ),
    random=_random_case,
    slips=(
        slip(
            "M1",
            "You get 0 for all settings. How many steps fit is rounded down, with //, and what is then out of reach "
            "stays unread.",
            lambda n, k, stride=1, padding=0: 0,
            lambda n, k, stride=1, padding=0: n + 2 * padding - (_room(n, k, padding) / stride * stride + k),
            lambda n, k, stride=1, padding=0: n + 2 * padding - ((_room(n, k, padding) / stride + 1 - 1) * stride + k),
        ),
        slip(
            "M7",
            "You let windows stick out. One that would end beyond the padding is dropped, so its columns stay unread.",
            lambda n, k, stride=1, padding=0: n - len(_read(n, k, range(-padding, n + padding, stride))),
            lambda n, k, stride=1, padding=0: n - len(_read(n, k, range(0, n, stride))),
            lambda n, k, stride=1, padding=0: n + 2 * padding - (ceil(_room(n, k, padding) / stride) * stride + k),
        ),
        slip(
            "M1",
            "The last window is missing: it may begin at size + padding - kernel_size, and `range` stops before that.",
            lambda n, k, stride=1, padding=0: n - len(_read(n, k, range(-padding, n + padding - k, stride))),
        ),
        slip(
            None,
            "You count columns of the padding as well. Nothing is lost in them: count those of the image alone.",
            lambda n, k, stride=1, padding=0: _with_padding(n, k, stride, padding),
            lambda n, k, stride=1, padding=0: _room(n, k, padding) % stride,
        ),
        slip(
            None,
            "What is left over at the end is right. Where the stride is larger than the kernel, columns between two "
            "windows are unread as well.",
            lambda n, k, stride=1, padding=0: max(0, _room(n, k, padding) % stride - padding),
            lambda n, k, stride=1, padding=0: max(
                0, n + padding - 1 - (_starts(n, k, stride, padding)[-1] + padding + k - 1)
            ),
        ),
        slip(
            None,
            "Between two windows you are right. At the end there may be too little room for one more step, and what is "
            "left over there is unread, too.",
            lambda n, k, stride=1, padding=0: (_windows(n, k, stride, padding) - 1) * max(0, stride - k),
        ),
        slip(
            "M7",
            "Each window reads kernel_size columns, not one: what a larger stride skips is places of the kernel.",
            lambda n, k, stride=1, padding=0: n - _windows(n, k, stride, padding),
            lambda n, k, stride=1, padding=0: n - ceil(n / stride),
            lambda n, k, stride=1, padding=0: n // stride,
            lambda n, k, stride=1, padding=0: _room(n, k, padding) + 1 - _windows(n, k, stride, padding),
        ),
        slip(
            "M7",
            "You divide the size by the stride. How far do the windows reach, the last one up to its own end?",
            lambda n, k, stride=1, padding=0: n % stride,
            lambda n, k, stride=1, padding=0: (n + 2 * padding) % stride,
        ),
        slip(
            None,
            "Your answer ignores the padding: with it the first window begins before the image, at column -padding.",
            lambda n, k, stride=1, padding=0: right(n, k, stride),
            lambda n, k, stride=1, padding=0: (n - k) % stride,
        ),
        slip(
            None,
            "The padding lies on both sides: the first window begins at column -padding, and the last may end "
            "padding columns after the image.",
            lambda n, k, stride=1, padding=0: n - len(_read(n, k, range(0, n + padding - k + 1, stride))),
            lambda n, k, stride=1, padding=0: n - len(_read(n, k, range(-padding, n - k + 1, stride))),
            lambda n, k, stride=1, padding=0: right(n + padding, k, stride),
            lambda n, k, stride=1, padding=0: n - len(_read(n, k, range(0, n + 2 * padding - k + 1, stride))),
        ),
        slip(
            None,
            "Windows overlap where the stride is smaller than the kernel: a column that two of them read counts once.",
            lambda n, k, stride=1, padding=0: n - k * _windows(n, k, stride, padding),
            lambda n, k, stride=1, padding=0: max(0, n - k * _windows(n, k, stride, padding)),
            lambda n, k, stride=1, padding=0: n + 2 * padding - k * _windows(n, k, stride, padding),
        ),
        slip(
            None,
            "So many columns are read. The question is how many are not.",
            lambda n, k, stride=1, padding=0: n - right(n, k, stride, padding),
        ),
        slip(
            None,
            "So many windows fit, which is the size of the output. Which columns of the image do they cover?",
            lambda n, k, stride=1, padding=0: _windows(n, k, stride, padding),
        ),
        slip(
            "M2",
            "One axis only: columns, not pixels of a square image.",
            lambda n, k, stride=1, padding=0: n**2 - (n - right(n, k, stride, padding)) ** 2,
            lambda n, k, stride=1, padding=0: right(n, k, stride, padding) ** 2,
        ),
        slip(
            "M1",
            "A window that begins at column c ends at column c + kernel_size - 1, and that column is read, too.",
            lambda n, k, stride=1, padding=0: n - len(_read(n, k - 1, _starts(n, k, stride, padding))),
        ),
    ),
    advice="Go from window to window and mark the columns that each of them covers. The first one begins at column "
    "-padding. At the end, count the columns of the image without a mark.",
)

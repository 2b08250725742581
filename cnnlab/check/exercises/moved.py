"""The exercise `moved`: an image that moves inside its frame, with zeros behind it.

The wrong answers are written with short names: x image, d down, r to the right.
"""

import numpy as np

from cnnlab.check.answers import grid
from cnnlab.check.examine import examine
from cnnlab.check.exercise import Exercise, case, slip

COUNTED = np.arange(1, 13).reshape(3, 4).tolist()  # an image in which every cell is another


def moved(fn):
    """Check fn(image, down, right) -> array: the image (H, W) moved by whole pixels, in a frame of the same size.

    Negative numbers move it up and to the left. What leaves on one side is lost, and zeros come in on the other.

    >>> import numpy as np
    >>> moved(lambda image, down, right: np.roll(image, (down, right), axis=(0, 1))).hint.split(":")[0]
    'What leaves on one side comes in again on the other'
    """
    return examine(EXERCISE, fn)


def right(image, down, right):
    """The right answer, with the learner's signature: the image (H, W) further down and to the right."""
    return _fetched(image, down, right, lambda place, size: place if 0 <= place < size else None)


def _fetched(x, d, r, source, out=None):
    """Each cell is what lies d rows above it and r columns before, at source(place, size), or it stays as it is."""
    out = np.zeros(x.shape) if out is None else out
    for row, column in np.ndindex(out.shape):
        place = source(row - d, x.shape[0]), source(column - r, x.shape[1])
        if None not in place:
            out[row, column] = x[place]
    return out


def _brought(x, d, r, least=-np.inf):
    """Each number is brought to its new place, without a look whether that is in the image, or only from `least`."""
    out = np.zeros(x.shape)
    for row, column in np.ndindex(x.shape):
        if min(row + d, column + r) >= least:
            out[row + d, column + r] = x[row, column]
    return out


def _sliced(x, d, r, rows, columns):
    """Slices that begin at d and r: what the image gives for them ends at `rows` and `columns`."""
    out = np.zeros(x.shape)
    out[d:, r:] = x[:rows, :columns]
    return out


def _padded(x, d, r):
    return np.pad(x, ((d, 0), (r, 0)))


def _only_within(x, d, r):
    """Slices for all four directions, but for a move that is larger than the image."""
    out, (rows, columns) = np.zeros(x.shape), x.shape
    out[max(d, 0) : rows + min(d, 0), max(r, 0) : columns + min(r, 0)] = x[
        max(-d, 0) : rows - max(d, 0), max(-r, 0) : columns - max(r, 0)
    ]
    return out


def _room_for_both(x, d, r):
    """As large as the frame must be for the image in its old and in its new place."""
    return np.pad(x, [(max(by, 0), max(-by, 0)) for by in (d, r)])


def _what_is_left(x, d, r):
    """The part of the image that stays in the frame, and nothing else."""
    (rows, columns) = x.shape
    return x[max(-d, 0) : max(rows - max(d, 0), 0), max(-r, 0) : max(columns - max(r, 0), 0)]


def _random_case(rng):
    rows, columns = (int(side) for side in rng.integers(1, 8, 2))
    down, right = (int(by) for by in rng.integers(-4, 5, 2))
    return case(rng.integers(1, 10, (rows, columns)).tolist(), down, right)


EXERCISE = Exercise(
    name="moved",
    right=right,
    kind=grid,
    cases=(
        *(case(COUNTED, 0, 1), case(COUNTED, 1, 0), case(COUNTED, 1, 2), case(COUNTED, 0, 0)),
        *(case(COUNTED, 0, -1), case(COUNTED, -1, 0), case(COUNTED, -2, -1), case(COUNTED, 2, -3)),
        *(case(COUNTED, 3, 0), case(COUNTED, 0, -4), case(COUNTED, 5, 1), case(COUNTED, -1, 6)),
    ),
    random=_random_case,
    slips=(
        slip(
            None,
            "What leaves on one side comes in again on the other: np.roll does that, and so does a negative index. It "
            "should be lost, and zeros come in.",
            lambda x, d, r: np.roll(x, (d, r), axis=(0, 1)),
            lambda x, d, r: _fetched(x, d, r, lambda place, size: place),
            lambda x, d, r: _fetched(x, d, r, lambda place, size: place if place < size else None),
            lambda x, d, r: _fetched(x, d, r, lambda place, size: place % size),
        ),
        slip(
            None,
            "It moves in the wrong direction. A cell at row i gets what was at row i - down: above it, where down is "
            "positive.",
            lambda x, d, r: right(x, -d, -r),
            lambda x, d, r: np.roll(x, (-d, -r), axis=(0, 1)),
            lambda x, d, r: right(x, d, -r),
            lambda x, d, r: right(x, -d, r),
        ),
        slip(
            None,
            "Rows and columns are swapped: `down` counts rows, and the row is the first index.",
            lambda x, d, r: right(x, r, d),
            lambda x, d, r: np.roll(x, (r, d), axis=(0, 1)),
        ),
        slip(
            None,
            "It moves in one direction only: each cell comes from another row and from another column.",
            lambda x, d, r: right(x, d, 0),
            lambda x, d, r: right(x, 0, r),
        ),
        slip(
            None,
            "Behind the image the old numbers are still there. Begin with zeros, not with a copy of the image.",
            lambda x, d, r: _fetched(x, d, r, lambda place, size: place if 0 <= place < size else None, x.copy()),
        ),
        slip(
            None,
            "The numbers at the edge are repeated behind the image. Zeros should come in, as paper does.",
            lambda x, d, r: _fetched(x, d, r, lambda place, size: min(max(place, 0), size - 1)),
        ),
        slip(
            None,
            "Your answer has another size. The frame stays where it is: begin with np.zeros(image.shape).",
            _room_for_both,
            _what_is_left,
            lambda x, d, r: x[d:, r:],
            _padded,
        ),
        slip(
            None,
            "A move by 0 goes wrong: image[:-0] is image[:0], which is empty. Count from the beginning: "
            "image[: rows - down].",
            lambda x, d, r: _sliced(x, d, r, -d, -r),
        ),
        slip(
            None,
            "Down and to the right it works. With a negative number it should move up, or to the left, and there your "
            "code goes another way.",
            lambda x, d, r: _sliced(x, d, r, x.shape[0] - d, x.shape[1] - r),
            lambda x, d, r: _padded(x, d, r)[: x.shape[0], : x.shape[1]],
            lambda x, d, r: right(x, abs(d), abs(r)),
            lambda x, d, r: right(x, max(d, 0), max(r, 0)),
            lambda x, d, r: _fetched(x, d, r, lambda place, size: place if place >= 0 else None),
        ),
        slip(
            None,
            "A number may be brought to a place that isn't in the image. Look first: 0 <= row + down < rows, and the "
            "same for columns.",
            _brought,
            lambda x, d, r: _brought(x, d, r, 0),
        ),
        slip(
            None,
            "It works as long as some of the image is left. A move by more rows or columns than there are leaves only "
            "zeros.",
            _only_within,
        ),
    ),
    advice="Take one cell of the answer, at row i and column j. Its number was at row i - down and column j - right, "
    "and if that isn't in the image, it's 0.",
)

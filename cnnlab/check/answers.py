"""What a learner's function gave back: made plain, so that none of their code runs later; its form; and words for it.

The form that an answer must have is `whole`, `series`, `grid` or `array`: what keeps a value from it, as the rest of a
sentence.
"""

import math
import operator
import re

import numpy as np

LONGEST = 120  # letters of what a learner's function said or gave
ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")  # differs from run to run
SINGLE = (None, ..., NotImplemented)
COPIED_UP_TO = 10**6  # numbers: a larger array is judged by its shape alone
FULL = np.dtype(float)  # the type of what np.zeros(shape) makes


class Strange:
    """What is neither a number nor a text nor an array of numbers: `words` say what it is."""

    def __init__(self, words):
        self.words = words


def plain(value):
    """`value` as a bool, int, float, str or array of its own, or as something `Strange`; None, ... as they are."""
    if any(value is single for single in SINGLE):
        return value
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    try:
        if np.iterable(value) or hasattr(value, "__array__"):
            return _plain_array(value)
        return _plain_number(value)
    except Exception:
        return Strange(_kind(value))


def _plain_number(value):
    try:
        return int(operator.index(value))
    except TypeError:
        return float(value)


def _plain_array(value):
    """A list, or what calls itself an array, as an array of NumPy; what has no axes, as a number."""
    if not isinstance(value, (np.ndarray, list, tuple)) and not hasattr(value, "__array__"):
        return Strange(_kind(value))
    given_whole = isinstance(value, np.ndarray)
    try:
        array = np.asarray(value)
    except ValueError:
        return Strange(f"{_kind(value)} whose rows differ in length")
    if array.dtype == object and not given_whole:
        return Strange(f"{_kind(value)} of which NumPy makes no array of numbers")
    if array.ndim == 0:
        item = array.item()
        return item if isinstance(item, (bool, str)) else _plain_number(item)
    return np.array(array) if array.size <= COPIED_UP_TO else array


def whole(value):
    """What keeps `value` from being a whole number; None if it is one, such as 6, and 6.0 as well."""
    if isinstance(value, bool):
        return f"returned {value}, which is no number"
    if isinstance(value, int):
        return None
    if isinstance(value, float) and value.is_integer():
        return None
    remedy = ": / leaves a fraction, // rounds down" if isinstance(value, float) and math.isfinite(value) else ""
    return f"returned {described(value)}; the answer must be a whole number (int){remedy}"


def series(value):
    """What keeps `value` from being one row of numbers; None if it is one."""
    return _axes(value, 1, "a one-dimensional NumPy array", "one axis")


def grid(value):
    """What keeps `value` from being a grid of numbers; None if it is one."""
    return _axes(value, 2, "a two-dimensional NumPy array", "two axes, (rows, columns)")


def array(value):
    """What keeps `value` from being numbers along any axes; None if it is that."""
    return _axes(value, getattr(value, "ndim", None), "a NumPy array", "")


def _axes(value, axes, kind, wanted):
    if not isinstance(value, np.ndarray):
        return f"returned {described(value)}; the answer must be {kind}"
    if value.ndim != axes:
        return f"returned an array of shape {value.shape}; the answer must have {wanted}"
    if value.dtype.kind not in "iuf":
        return f"returned an array of {value.dtype}; the answer must hold numbers (float)"
    return None


# ------------------------------------------------------------------------------------------------ whether answers agree


def agree(got, expected):
    """Which numbers agree, a boolean or an array of them: whole ones exactly, others up to the rounding of float32."""
    if isinstance(got, np.ndarray) or isinstance(expected, np.ndarray):
        room = 1e-5 * max(1.0, float(np.abs(expected).max(initial=0)))
        return np.isclose(np.asarray(got, float), np.asarray(expected, float), rtol=0, atol=room)
    if all(isinstance(value, int) or value.is_integer() for value in (got, expected)):
        return got == expected
    try:
        return math.isclose(got, expected, rel_tol=1e-9)
    except OverflowError:
        return False


def equal(one, other):
    """Whether two plain answers are the same: of one shape, and equal numbers."""
    kinds = (int, float, np.ndarray)
    if not (isinstance(one, kinds) and isinstance(other, kinds)) or np.shape(one) != np.shape(other):
        return False
    if any(value.dtype.kind not in "biuf" for value in (one, other) if isinstance(value, np.ndarray)):
        return False
    return bool(np.all(agree(one, other)))


def cannot_hold(dtype, expected):
    """The first of the right numbers that an array of this type cannot hold, or None."""
    if dtype == FULL:
        return None
    with np.errstate(all="ignore"):
        held = agree(expected.astype(dtype), expected.astype(float))
    return None if held.all() else expected[~held][0]


def rounded_to(got, expected):
    """The number of decimals that all of the right numbers were rounded to, or None."""
    for decimals in range(8):
        if np.allclose(got, np.round(expected.astype(float), decimals), rtol=0, atol=1e-9):
            return decimals
    return None


# ------------------------------------------------------------------------------------------------------- words for them


def described(value):
    """What a strange answer is, in a few words that are the same in every run."""
    if value is None:
        return "None (is there a `return`?)"
    if isinstance(value, Strange):
        return value.words
    if isinstance(value, (int, float, str)):
        return f"{spelled(value)}, {_kind(value)}"
    return _kind(value)


def spelled(value):
    """A value as one writes it, cut where it is too long, whatever it does when it is asked."""
    try:
        if isinstance(value, int) and abs(value) >= 10**LONGEST:
            return f"a number with about {int(math.log10(abs(value))) + 1} digits"
        return shortened(repr(value))
    except Exception:
        return _kind(value)


def _kind(value):
    """The name of a value's type, with its article."""
    name = "NumPy array" if isinstance(value, np.ndarray) else type(value).__name__
    return f"{'an' if name[:1] in 'aeiouAEIOU' else 'a'} {name}"


def shortened(text):
    """A text on one line, without what differs from run to run, cut where it is too long."""
    text = ADDRESS.sub("", " ".join(text.split()))
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 3]}..."

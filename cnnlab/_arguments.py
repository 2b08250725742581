"""Argument checks that many modules share: each returns the clean value or raises one sentence that names it."""

import functools
import json
import operator
import reprlib
from decimal import Decimal
from numbers import Real
from pathlib import Path

import numpy as np

SENTENCES = Path(__file__).with_name("sentences.json")  # those that the widgets' pages say as well


@functools.cache
def _sentences():
    return json.loads(SENTENCES.read_text(encoding="utf-8"))


def worded(which, /, **values):
    """One of the shared sentences with these values in it.

    >>> worded("same stride", stride=2)[:39]
    '"same" needs stride 1, here it is 2: wi'
    """
    return _sentences()[which].format(**values)


LARGEST = 1e100  # of what is given: a sum of products of such numbers is still far from infinity
LARGEST_WHOLE = 2**63 - 1  # of whole numbers: what a NumPy integer holds
GRID = "a grid of numbers, all rows of one length"
OTHER_THAN_NUMBERS = {"c": " (complex numbers)", "M": " (dates)", "m": " (spans of time)", "V": " (records)"}


def quoted(value):
    """`value` as an error quotes it: in one line, and cut where it is long."""
    try:
        return " ".join(reprlib.repr(value).split())
    except Exception:  # a number of thousands of digits has no repr, and others' may fail in any way
        return f"a {type(value).__name__}"


def as_text(where, value):
    """`value`, which is text and not empty; TypeError or ValueError for anything else."""
    if not isinstance(value, str):
        raise TypeError(f"{where} must be text, got {value!r} ({type(value).__name__})")
    if not value.strip():
        raise ValueError(f"{where} is empty")
    return value


def as_int(name, value, minimum):
    """`value` as a plain int of at least `minimum`; TypeError for floats and booleans, ValueError if too small."""
    if type(value) is int and minimum <= value <= LARGEST_WHOLE:
        return value  # by far the most common case, and these run in every training step
    try:
        if isinstance(value, (bool, np.bool_)):
            raise TypeError
        number = operator.index(value)
    except TypeError:
        raise TypeError(f"{name} must be a whole number, got {quoted(value)} ({type(value).__name__})") from None
    if number < minimum:
        raise ValueError(f"{name} must be at least {minimum}, got {quoted(number)}")
    if number > LARGEST_WHOLE:
        raise ValueError(f"{name} may be at most {LARGEST_WHOLE}, got {quoted(number)}")
    return number


def check_most(name, value, most):
    """Refuse a number that is larger than can be shown."""
    if value > most:
        raise ValueError(worded("at most here", name=name, most=most, value=value))


def as_pair(name, value, minimum, parts=("rows", "columns")):
    """An int, or a pair of ints, as a pair; `parts` says in errors what the two are."""
    plain = type(value) is tuple and len(value) == 2 and type(value[0]) is type(value[1]) is int
    if plain and minimum <= min(value) and max(value) <= LARGEST_WHOLE:  # as layers hand it over
        return value
    if isinstance(value, (tuple, list)):
        if len(value) != 2:
            raise ValueError(f"{name} must be one whole number or a pair ({', '.join(parts)}), got {quoted(value)}")
        return tuple(as_int(f"{name} ({part})", number, minimum) for part, number in zip(parts, value, strict=True))
    number = as_int(name, value, minimum)
    return number, number


def as_number(name, value, low, high=LARGEST):
    """`value` as a float with low <= value <= high; NaN is refused like any other number outside."""
    if not _is_number(value) or isinstance(value, (bool, np.bool_)):
        raise TypeError(f"{name} must be a number, got {quoted(value)} ({type(value).__name__})")
    low = max(low, -LARGEST)
    try:
        number = float(value)
    except (OverflowError, ValueError):  # of more digits than a float can have, or a NaN that says so aloud
        number = np.nan
    if not low <= number <= high:
        bound = f"at least {low:g}" if high == LARGEST and low > -LARGEST else f"between {low:g} and {high:g}"
        raise ValueError(f"{name} must be a finite number {bound}, got {quoted(value)}")
    return number


def _is_number(value):
    return isinstance(value, (Real, Decimal, np.bool_)) and not isinstance(value, np.timedelta64)


def as_generator(rng):
    """`rng` itself if it is a NumPy Generator: randomness is always handed in, never global."""
    if not isinstance(rng, np.random.Generator):
        raise TypeError(f"rng must be a NumPy Generator such as np.random.default_rng(0), got {quoted(rng)}")
    return rng


def as_array(name, values, form=GRID):
    """A copy of `values` as an array of numbers, or booleans; `form` says in errors what they should have been.

    They may be anything that NumPy reads: lists, images of Pillow, data frames, tensors, also those that remember
    where they came from. Raises TypeError for anything else, for complex numbers and for arrays with a mask.
    """
    wrong = f"{name} must be {form}, got "
    if isinstance(values, np.ndarray) and hasattr(values, "filled"):
        raise TypeError(f"{wrong}a masked array: give every cell a number, as {name}.filled(0) does")
    try:
        array = np.asarray(values.detach() if getattr(values, "requires_grad", False) else values).copy()
    except Exception as error:  # reading them runs others' code, which may fail in any way
        why = f": {error}" if hasattr(values, "__array__") else ""
        raise TypeError(f"{wrong}{quoted(values)}{why}") from None
    kind = array.dtype.kind
    if kind == "O" and all(value is None or _is_number(value) for value in array.flat):
        return _as_floats(name, array)
    if kind not in "biuf":
        raise TypeError(f"{wrong}{quoted(values)}{OTHER_THAN_NUMBERS.get(kind, '')}")
    return array


def as_numbers(name, values, form=GRID):
    """A copy of `values` as float64, all of them finite; `form` says in errors what they should have been."""
    array = _as_floats(name, as_array(name, values, form))
    check_finite(name, array)
    if np.abs(array).max(initial=0) > LARGEST:
        first = float(array[np.abs(array) > LARGEST].flat[0])
        ends = {"least": f"{-LARGEST:g}", "most": f"{LARGEST:g}"}
        raise ValueError(worded("too large", name=name, **ends, value=first))
    return array


def _as_floats(name, array):
    try:
        with np.errstate(over="ignore"):
            return array.astype(np.float64)
    except (OverflowError, ValueError):  # whole numbers beyond 64 bits are objects, and may be any size
        raise ValueError(f"{name} may hold numbers from {-LARGEST:g} to {LARGEST:g}, got larger ones") from None


def check_finite(name, array):
    """Refuse an array that holds NaN or infinity."""
    if not np.isfinite(array).all():
        raise ValueError(worded("not finite", name=name))


def check_number_array(name, array):
    """Refuse anything but a NumPy array with numbers in it, none of them behind a mask."""
    if not isinstance(array, np.ndarray):
        raise TypeError(f"{name} must be a NumPy array, got {type(array).__name__}: wrap it in np.array(...)")
    if type(array) is not np.ndarray and hasattr(array, "filled"):
        raise TypeError(f"{name} must be an array without a mask: give every cell a number, as {name}.filled(0) does")
    if array.dtype.kind not in "fiub":
        raise TypeError(f"{name} must hold numbers, got {array.dtype}")
    if array.size == 0:
        raise ValueError(f"{name} is empty: shape {array.shape}; every axis needs at least one entry")


def check_float_array(name, array, ndim=None, layout=""):
    """Refuse anything but a floating-point array with numbers in it, of `ndim` axes; `layout` says what they are."""
    if type(array) is np.ndarray and array.dtype.kind == "f" and array.size and ndim in (None, array.ndim):
        return  # some forty arrays are looked at in each step of a training
    check_number_array(name, array)
    if array.dtype.kind != "f":
        raise TypeError(f"{name} must hold floating-point numbers, got {array.dtype}: use {name}.astype(np.float32)")
    if ndim is not None and array.ndim != ndim:
        raise ValueError(f"{name} must have {ndim} axes {layout}, got {array.ndim}: shape {array.shape}")


def check_same_dtype(**arrays):
    """Refuse arrays of different precision: NumPy would widen them silently, and slowly."""
    dtypes = {name: array.dtype for name, array in arrays.items() if array is not None}
    if len({*dtypes.values()}) > 1:
        listed = ", ".join(f"{name} is {dtype}" for name, dtype in dtypes.items())
        raise TypeError(f"all arrays must share one dtype: {listed}; convert with .astype(...)")


def hint_of_channels(name, shape):
    """The end of a sentence about an array whose channels seem to come last, as those of image files do; or nothing.

    >>> hint_of_channels("image", (40, 60, 3))
    '; channels come before rows and columns here: np.moveaxis(image, -1, 0)'
    """
    if len(shape) not in (3, 4) or shape[-1] not in (1, 3, 4) or min(shape[-3:-1]) <= 4:
        return ""
    return f"; channels come before rows and columns here: np.moveaxis({name}, -1, {len(shape) - 3})"

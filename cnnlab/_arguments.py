"""Argument checks that many modules share: each returns the clean value or raises one sentence that names it."""

import operator
import reprlib

import numpy as np


def as_int(name, value, minimum):
    """`value` as a plain int of at least `minimum`; TypeError for floats and booleans, ValueError if too small."""
    if type(value) is int and value >= minimum:  # by far the most common case, and these run in every training step
        return value
    try:
        if isinstance(value, (bool, np.bool_)):
            raise TypeError
        number = operator.index(value)
    except TypeError:
        raise TypeError(f"{name} must be a whole number, got {value!r} ({type(value).__name__})") from None
    if number < minimum:
        raise ValueError(f"{name} must be at least {minimum}, got {number}")
    return number


def check_most(name, value, most):
    """Refuse a number that is larger than can be shown."""
    if value > most:
        raise ValueError(f"{name} may be at most {most} here, got {value}")


def as_pair(name, value, minimum, parts=("rows", "columns")):
    """An int, or a pair of ints, as a pair; `parts` says in errors what the two are."""
    if type(value) is tuple and [*map(type, value)] == [int, int] and min(value) >= minimum:  # as layers hand it over
        return value
    if isinstance(value, (tuple, list)):
        if len(value) != 2:
            raise ValueError(f"{name} must be one whole number or a pair ({', '.join(parts)}), got {value!r}")
        return tuple(as_int(f"{name} ({part})", number, minimum) for part, number in zip(parts, value, strict=True))
    number = as_int(name, value, minimum)
    return number, number


def as_number(name, value, low, high=float("inf")):
    """`value` as a float with low <= value <= high; NaN is refused like any other number outside."""
    if isinstance(value, (bool, str)) or not np.isscalar(value):
        raise TypeError(f"{name} must be a number, got {value!r} ({type(value).__name__})")
    number = float(value)
    if not (low <= number <= high and np.isfinite(number)):
        bound = f"at least {low:g}" if high == float("inf") else f"between {low:g} and {high:g}"
        raise ValueError(f"{name} must be a finite number {bound}, got {value!r}")
    return number


def as_generator(rng):
    """`rng` itself if it is a NumPy Generator: randomness is always handed in, never global."""
    if not isinstance(rng, np.random.Generator):
        raise TypeError(f"rng must be a NumPy Generator such as np.random.default_rng(0), got {rng!r}")
    return rng


def as_numbers(name, values, form="a grid of numbers, all rows of one length"):
    """A copy of `values` as float64, all of them finite; `form` says in errors what they should have been."""
    try:
        array = np.array(values)
        if array.dtype.kind not in "biufO":  # whole numbers beyond 64 bits are objects
            raise TypeError
        array = array.astype(np.float64)
    except (TypeError, ValueError):
        raise TypeError(f"{name} must be {form}, got {reprlib.repr(values)}") from None
    check_finite(name, array)
    return array


def check_finite(name, array):
    """Refuse an array that holds NaN or infinity."""
    if not np.isfinite(array).all():
        raise ValueError(f"{name} must hold finite numbers, got NaN or infinity")


def check_float_array(name, array, ndim=None, layout=""):
    """Refuse anything but a floating-point array with numbers in it, of `ndim` axes; `layout` says what they are."""
    if not isinstance(array, np.ndarray):
        raise TypeError(f"{name} must be a NumPy array, got {type(array).__name__}: wrap it in np.array(...)")
    if array.dtype.kind != "f":
        raise TypeError(f"{name} must hold floating-point numbers, got {array.dtype}: use {name}.astype(np.float32)")
    if ndim is not None and array.ndim != ndim:
        raise ValueError(f"{name} must have {ndim} axes {layout}, got {array.ndim}: shape {array.shape}")
    if array.size == 0:
        raise ValueError(f"{name} is empty: shape {array.shape}; every axis needs at least one entry")


def check_same_dtype(**arrays):
    """Refuse arrays of different precision: NumPy would widen them silently, and slowly."""
    dtypes = {name: array.dtype for name, array in arrays.items() if array is not None}
    first, *others = dtypes.values()
    if any(dtype != first for dtype in others):
        listed = ", ".join(f"{name} is {dtype}" for name, dtype in dtypes.items())
        raise TypeError(f"all arrays must share one dtype: {listed}; convert with .astype(...)")

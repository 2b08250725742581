"""What an exercise is: the right answer, cases to try it on, and the wrong answers that are known.

The form that an answer must have is `whole`, `series` or `grid`: what keeps a value from it, as the rest of a sentence.
"""

import inspect
import operator
import re
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

RANDOM_CASES = 50
LONGEST = 120  # letters of what a learner's function said or gave
ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")  # differs from run to run


class Case(NamedTuple):
    """One call of the learner's function: values that must be given, and options by name."""

    args: tuple
    options: dict

    def fresh(self):
        """The arguments as the learner's function gets them: arrays of its own, which it could spoil."""
        return [arg.copy() if isinstance(arg, np.ndarray) else arg for arg in self.args]


def case(*args, **options):
    """A `Case`; what is a list becomes an array of floats.

    >>> case([[1, 2]], 2, stride=3)
    Case(args=(array([[1., 2.]]), 2), options={'stride': 3})
    """
    return Case(tuple(np.array(arg, float) if isinstance(arg, list) else arg for arg in args), options)


class Slip(NamedTuple):
    """Known wrong answers that betray one mistake: the hint for it, and M1 to M14 where it is a misconception."""

    tag: str | None
    hint: str
    wrong: tuple


def slip(tag, hint, *wrong):
    """A `Slip`: `wrong` are functions with the learner's signature; they may raise where the learner's would."""
    return Slip(tag, hint, wrong)


class Exercise(NamedTuple):
    """What a checker needs to know; the names of the arguments are those of the right answer."""

    name: str
    right: Callable  # the right answer, with the learner's signature
    kind: Callable  # `whole`, `series` or `grid`: what is wrong with the form of an answer, or None
    cases: tuple  # small and readable ones first, then the edges
    random: Callable  # rng -> Case
    slips: tuple
    advice: str  # when no slip fits
    window: Callable | None = None  # (case, row, column) -> (top, left, rows, columns) in the first argument

    def argument_names(self):
        """The names of the arguments, in order."""
        return list(inspect.signature(self.right).parameters)

    def all_cases(self):
        """The chosen cases, then the random ones: the same in every run."""
        rng = np.random.default_rng(0)
        return [*self.cases, *(self.random(rng) for _ in range(RANDOM_CASES))]

    def spelled(self, case):
        """The call as one writes it: numbers as they are, arrays by their names."""
        pairs = zip(self.argument_names(), case.args, strict=False)
        values = [name if isinstance(arg, np.ndarray) else repr(arg) for name, arg in pairs]
        options = [f"{key}={value!r}" for key, value in case.options.items()]
        return f"{self.name}({', '.join(values + options)})"


def whole(value):
    """What keeps `value` from being a whole number; None if it is one."""
    if isinstance(value, (bool, np.bool_)):
        return f"returned {value}, which is no number"
    try:
        operator.index(value)
    except TypeError:
        remedy = ": whole numbers and // keep it whole, / and 1.0 do not"
        what = f"returned {described(value)}; the answer must be a whole number (int)"
        return what + remedy if isinstance(value, (float, np.floating)) else what
    return None


def series(value):
    """What keeps `value` from being one row of numbers; None if it is one."""
    return _array(value, 1, "a one-dimensional", "one axis")


def grid(value):
    """What keeps `value` from being a grid of numbers; None if it is one."""
    return _array(value, 2, "a two-dimensional", "two axes, (rows, columns)")


def _array(value, axes, kind, wanted):
    if not isinstance(value, np.ndarray):
        remedy = ": turn it into one with np.array(...)" if isinstance(value, (list, tuple)) else ""
        return f"returned {described(value)}; the answer must be {kind} NumPy array{remedy}"
    if value.ndim != axes:
        return f"returned an array of shape {value.shape}; the answer must have {wanted}"
    if value.dtype.kind not in "iuf":
        return f"returned an array of {value.dtype}; the answer must hold numbers (float)"
    return None


def described(value):
    """What a strange answer is, in a few words that are the same in every run."""
    if value is None:
        return "None (is there a `return`?)"
    if isinstance(value, (int, float, np.number, str)):
        return f"{shortened(repr(value.item() if isinstance(value, np.number) else value))}, {_kind(value)}"
    return _kind(value)


def _kind(value):
    """The name of a value's type, with its article."""
    name = "NumPy array" if isinstance(value, np.ndarray) else type(value).__name__
    return f"{'an' if name[0] in 'aeiouAEIOU' else 'a'} {name}"


def shortened(text):
    """A text on one line, without what differs from run to run, cut where it is too long."""
    text = ADDRESS.sub("", " ".join(text.split()))
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 3]}..."

"""What an exercise is: the right answer, cases to try it on, and the wrong answers that are known."""

import inspect
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

RANDOM_CASES = 50
RETOLD = 2  # chosen cases that are tried again with other numbers
MAY_BE_WHOLE = {"image", "images", "signal", "kernel"}  # gradients are fractions in every framework
SCALE, BEYOND = 37, 300.375  # eighths, and beyond 255 by so much that half precision (float16) has no room for them


class Case(NamedTuple):
    """One call of the learner's function: values that must be given, and options by name."""

    args: tuple
    options: dict
    types: tuple = ()  # of arrays that the learner gets in another type than float64: (place, type)

    def fresh(self):
        """The arguments for our own functions: arrays that they could spoil."""
        return [arg.copy() if isinstance(arg, np.ndarray) else arg for arg in self.args]

    def given(self):
        """The arguments as the learner's function gets them: arrays of its own, which it could spoil."""
        args = self.fresh()
        for place, dtype in self.types:
            args[place] = args[place].astype(dtype)
        return args


def case(*args, **options):
    """A `Case`; what is a list becomes an array of floats.

    >>> case([[1, 2]], 2, stride=3)
    Case(args=(array([[1., 2.]]), 2), options={'stride': 3}, types=())
    """
    return Case(tuple(np.array(arg, float) if isinstance(arg, list) else arg for arg in args), options)


class Slip(NamedTuple):
    """Known wrong answers that betray one mistake: the hint for it, and M1 to M14 where it is a misconception."""

    tag: str | None
    hint: str
    wrong: tuple
    written: str = ""  # where the answer is an exception: what the line that raises it must hold, one of these words


def slip(tag, hint, *wrong, written=""):
    """A `Slip`: `wrong` are functions with the learner's signature; they may raise where the learner's would."""
    return Slip(tag, hint, wrong, written)


class Exercise(NamedTuple):
    """What a checker needs to know; the names of the arguments are those of the right answer."""

    name: str
    right: Callable  # the right answer, with the learner's signature
    kind: Callable  # `whole`, `series`, `grid` or `array`: what is wrong with the form of an answer, or None
    cases: tuple  # small and readable ones first, then the edges
    random: Callable  # rng -> Case
    slips: tuple
    advice: str  # when no slip fits
    window: Callable | None = None  # (case, row, column) -> (top, left, rows, columns) in the first argument
    advice_on_size: str = ""  # when no slip fits and the shape is wrong, where `advice` speaks of the window
    large: tuple = ()  # cases with many numbers: tried last, and never to tell slips apart

    def argument_names(self):
        """The names of the arguments, in order."""
        return list(inspect.signature(self.right).parameters)

    def all_cases(self):
        """The chosen cases, then the random ones, then those with other numbers: the same in every run."""
        rng = np.random.default_rng(0)
        return [*self.cases, *(self.random(rng) for _ in range(RANDOM_CASES)), *self.large, *self.retold()]

    def retold(self):
        """The first cases again, with fractions beyond 255 and below -255, in single precision, in whole numbers."""
        names = self.argument_names()
        for case in self.cases[:RETOLD]:
            floats = [place for place, arg in enumerate(case.args) if _holds_floats(arg)]
            for place in floats[:1]:
                numbers = case.args[place]
                yield _with(case, place, SCALE * (numbers - numbers.min()) + BEYOND)
                yield _with(case, place, SCALE * (numbers - numbers.max()) - BEYOND)
            if floats:
                yield case._replace(types=tuple((place, np.float32) for place in floats))
            for place in floats:
                if names[place] in MAY_BE_WHOLE:
                    yield _in_whole_numbers(case, place, floats)

    def spelled(self, case):
        """The call as one writes it: numbers as they are, arrays by their names."""
        pairs = zip(self.argument_names(), case.args, strict=False)
        values = [name if isinstance(arg, np.ndarray) else repr(arg) for name, arg in pairs]
        options = [f"{key}={value!r}" for key, value in case.options.items()]
        return f"{self.name}({', '.join(values + options)})"

    def types_told(self, case):
        """A sentence on the arrays of a case that do not hold float64; empty where there is none."""
        names = self.argument_names()
        told = [f"{names[place]} is an array of {np.dtype(dtype)}" for place, dtype in case.types]
        return f" (Here {' and '.join(told)}.)" if told else ""


def _holds_floats(arg):
    return isinstance(arg, np.ndarray) and arg.dtype.kind == "f"


def _with(case, place, numbers):
    """A case with other numbers in one of its arrays."""
    return case._replace(args=(*case.args[:place], numbers, *case.args[place + 1 :]))


def _in_whole_numbers(case, place, floats):
    """A case with one array of whole numbers (int64), beyond 255; the other arrays hold fractions."""
    for other in floats:
        case = _with(case, other, case.args[other] + 0.25 * (other != place))
    return _with(case, place, SCALE * np.round(case.args[place]))._replace(types=((place, np.int64),))

"""The machinery of `check`: try a learner's function on many cases, and say what the first wrong answer betrays.

An exercise is a declaration: a reference with the learner's signature, cases, and known wrong answers (`Slip`). The
learner's function is known by its answers: where it gives those of a slip on every probe, that slip's hint is told.
"""

import inspect
import operator
import re
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from cnnlab.check.attempt import SECONDS, Outcome, Stopped, attempt, case, is_stub, printing_briefly
from cnnlab.check.verdict import Failure, Result, figure

__all__ = ["Exercise", "Slip", "case", "examine", "grid", "series", "slip", "trouble", "whole"]
RANDOM_CASES, RANDOM_PROBES = 50, 8
SHOWN_UP_TO = 12  # rows and columns: larger answers are described, not drawn
ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")  # differs from run to run


class Slip(NamedTuple):
    """Known wrong answers that betray one mistake: the hint for it, and M1 to M14 where it is a misconception."""

    tag: str | None
    hint: str
    wrong: tuple


def slip(tag, hint, *wrong):
    """A `Slip`: `wrong` are functions with the learner's signature; they may raise where the learner's would."""
    return Slip(tag, hint, wrong)


class Exercise(NamedTuple):
    """What a checker needs to know; its name and the names of its arguments are those of the reference."""

    reference: Callable  # the right answer, with the learner's signature
    kind: Callable  # `whole`, `series` or `grid`: what is wrong with the form of an answer, or None
    cases: tuple  # small and readable ones first, then the edges
    random: Callable  # rng -> Case
    slips: tuple
    advice: str  # when no slip fits
    window: Callable | None = None  # (case, row, column) -> (top, left, rows, columns) in the first argument

    @property
    def name(self):
        return self.reference.__name__

    def names(self):
        """The names of the arguments, in order."""
        return list(inspect.signature(self.reference).parameters)

    def all_cases(self):
        """The chosen cases, then the random ones: the same in every run."""
        rng = np.random.default_rng(0)
        return [*self.cases, *(self.random(rng) for _ in range(RANDOM_CASES))]

    def spelled(self, case):
        """The call as one writes it: numbers as they are, arrays by their names."""
        pairs = zip(self.names(), case.args, strict=False)
        values = [name if isinstance(arg, np.ndarray) else repr(arg) for name, arg in pairs]
        return f"{self.name}({', '.join([*values, *(f'{key}={value!r}' for key, value in case.options.items())])})"


def whole(value):
    """What keeps `value` from being a whole number, as the rest of a sentence; None if it is one."""
    if isinstance(value, (bool, np.bool_)):
        return f"returned {value}, which is no number"
    try:
        operator.index(value)
    except TypeError:
        floats = isinstance(value, (float, np.floating))
        return f"returned {described(value)}; the answer must be a whole number (int)" + (
            ": whole numbers and // keep it whole, / and 1.0 do not" if floats else ""
        )
    return None


def grid(value):
    """What keeps `value` from being a grid of numbers, as the rest of a sentence; None if it is one."""
    return _array(value, 2, "a two-dimensional", "two axes, (rows, columns)")


def series(value):
    """What keeps `value` from being one row of numbers, as the rest of a sentence; None if it is one."""
    return _array(value, 1, "a one-dimensional", "one axis")


def _array(value, axes, kind, wanted):
    if not isinstance(value, np.ndarray):
        wrap = ": turn it into one with np.array(...)" if isinstance(value, (list, tuple)) else ""
        return f"returned {described(value)}; the answer must be {kind} NumPy array{wrap}"
    if value.ndim != axes:
        return f"returned an array of shape {value.shape}; the answer must have {wanted}"
    if value.dtype.kind not in "iuf":
        return f"returned an array of {value.dtype}; the answer must hold numbers (float)"
    return None


def described(value):
    """What a strange answer is, in a few words that are the same in every run."""
    if value is None:
        return "None (is there a `return`?)"
    name = "NumPy array" if isinstance(value, np.ndarray) else type(value).__name__
    kind = f"{'an' if name[0] in 'aeiouAEIOU' else 'a'} {name}"
    if isinstance(value, (int, float, np.number, str)):
        return f"{_short(repr(value.item() if isinstance(value, np.number) else value))}, {kind}"
    return kind


def _short(text):
    text = ADDRESS.sub("", " ".join(text.split()))
    return text if len(text) <= 120 else f"{text[:117]}..."


def close(got, expected):
    """Which entries agree, up to the rounding of float32: a boolean, or an array of them."""
    room = 1e-5 * max(1.0, float(np.abs(expected).max(initial=0)))
    return np.isclose(np.asarray(got, float), expected, rtol=0, atol=room)


def same(one, other):
    """Whether two outcomes agree: equal shapes and numbers, or errors of one type."""
    if one.error is not None or other.error is not None:
        return type(one.error) is type(other.error)
    try:
        one, other = np.asarray(one.value, float), np.asarray(other.value, float)
    except (TypeError, ValueError, OverflowError):
        return False
    return one.shape == other.shape and bool(close(one, other).all())


def trouble(call, outcome):
    """The sentence that says how a call ended, where it gave nothing back; or None."""
    error = outcome.error
    if isinstance(error, Stopped):
        return f"{call} was stopped after {SECONDS:g} seconds: is there a loop that never ends?"
    if isinstance(error, RecursionError):
        return f"{call} calls itself again and again without end{outcome.line}."
    if isinstance(error, SystemExit):
        return f"{call} calls exit(){outcome.line}: give the answer back with `return`."
    if error is not None:
        said = f": {_short(str(error))}" if str(error) else ""
        return f"{call} ends with {type(error).__name__}{outcome.line}{said}{'' if said.endswith('.') else '.'}"
    return None


def problem(exercise, case, outcome, expected):
    """The sentence that says what is wrong with an outcome, or None."""
    call = exercise.spelled(case)
    if ended := trouble(call, outcome):
        return ended
    if outcome.changed:
        name = outcome.changed[0]
        return f"{call} changes the array `{name}` that it is given: work on {name}.copy(), or on an array of your own."
    if form := exercise.kind(outcome.value):
        right = isinstance(outcome.value, (list, tuple)) and same(outcome, Outcome(expected))
        return f"{call} {form}.{' The numbers in it are right.' if right else ''}"
    if same(outcome, Outcome(expected)):
        return None
    if np.ndim(expected) == 0:
        return f"{call} should be {expected}, and your function returned {outcome.value}."
    if outcome.value.shape != expected.shape:
        return f"{call} should have shape {expected.shape}, and your function returned shape {outcome.value.shape}."
    wrong = ~close(outcome.value, expected)
    first = tuple(np.argwhere(wrong)[0].tolist())
    should, got = figure(expected[first]), figure(outcome.value[first])
    what, place = ("cells", "row {}, column {}") if len(first) == 2 else ("numbers", "the one at place {}")
    count = f"{wrong.sum()} of {wrong.size} {what} {'is' if wrong.sum() == 1 else 'are'} wrong"
    return f"In {call}, {count}: {place.format(*first)} should be {should}, and your function has {got}."


def diagnose(exercise, fn, failed):
    """The `Slip` whose answers a learner's function gives on every probe, or None."""
    probes = [failed, *exercise.all_cases()[: len(exercise.cases) + RANDOM_PROBES]]
    outcomes = [attempt(fn, exercise.names(), probe) for probe in probes]
    for known in exercise.slips:
        for wrong in known.wrong:
            pairs = zip(probes, outcomes, strict=True)
            if all(same(outcome, outcome_of(wrong, probe)) for probe, outcome in pairs):
                return known
    return None


def outcome_of(fn, case):
    """`attempt` for functions of our own, which need no guard."""
    try:
        return Outcome(fn(*case.fresh(), **case.options))
    except Exception as error:
        return Outcome(error=error)


@printing_briefly()
def examine(exercise, fn):
    """The `Result` of trying `fn` on every case of an exercise, up to the first failure."""
    if not callable(fn):
        text = f"check.{exercise.name} was given {described(fn)}, not a function: give it the name alone, without ()."
        return Result(False, text)
    cases = exercise.all_cases()
    for count, tried in enumerate(cases):
        outcome, expected = attempt(fn, exercise.names(), tried), outcome_of(exercise.reference, tried).value
        if count == 0 and is_stub(fn, outcome):
            return Result(None, f"Write the body of {exercise.name}, run its cell, then run this one again.")
        if finding := problem(exercise, tried, outcome, expected):
            before = f"The first {count} of {len(cases)} cases are right; this one is not. " if count > 1 else ""
            failure = _failure(exercise, tried, outcome, expected)
            return Result(False, before + finding, *_hint(exercise, fn, tried, outcome), failure)
    return Result(True, f"All {len(cases)} cases agree with cnnlab's own {exercise.name}.")


def _hint(exercise, fn, failed, outcome):
    """(hint, tag of its misconception); none where the finding has said it all."""
    if isinstance(outcome.error, (Stopped, RecursionError, SystemExit)) or outcome.changed:
        return "", None
    known = diagnose(exercise, fn, failed)
    if known:
        return known.hint, known.tag
    listed = isinstance(outcome.value, (list, tuple, str, type(None))) or outcome.error is not None
    return ("" if listed else exercise.advice), None


def _failure(exercise, case, outcome, expected):
    """What of a failed case is drawn side by side: the arrays given, what is right, what came."""
    names = zip(exercise.names(), case.args, strict=False)
    given = {name: np.atleast_2d(arg) for name, arg in names if isinstance(arg, np.ndarray)}
    call, wrong, window = exercise.spelled(case), None, None
    if outcome.changed:
        name, was, became = outcome.changed[0], *map(np.atleast_2d, outcome.changed[1:])
        return Failure(call, {f"{name} before": was, f"{name} after": became}, was != became, None)
    got = _shown(exercise, outcome)
    if not isinstance(got, str) and got.shape == np.atleast_2d(expected).shape:
        wrong = ~close(got, np.atleast_2d(expected))
        if exercise.window and wrong.any():
            window = exercise.window(case, *np.argwhere(wrong)[0].tolist())
    return Failure(call, {**given, "expected": np.atleast_2d(expected), "got": got}, wrong, window)


def _shown(exercise, outcome):
    """What came, as a grid of numbers, or the words that stand for it."""
    value, error = outcome.value, outcome.error
    if error is not None:
        return "stopped" if isinstance(error, Stopped) else type(error).__name__
    if exercise.kind(value) is None and np.size(value) and max(np.shape(value), default=1) <= SHOWN_UP_TO:
        return np.atleast_2d(value)
    if isinstance(value, np.ndarray):
        return f"shape {value.shape}"
    return repr(value) if isinstance(value, (bool, float)) else described(value).partition(" (")[0]

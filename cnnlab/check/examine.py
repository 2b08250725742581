"""Trying a learner's function on the cases of an exercise, and saying what the first wrong answer betrays.

The learner's function is known by its answers: where it gives those of a slip on every probe, that slip's hint is told.
"""

import numpy as np

from cnnlab.check.attempt import SECONDS, Outcome, Stopped, attempt, is_stub, printing_briefly
from cnnlab.check.exercise import described, shortened
from cnnlab.check.verdict import Failure, Result, figure, not_attempted

RANDOM_PROBES = 8  # beside the failed case and all that were chosen
SHOWN_UP_TO = 12  # rows and columns: larger answers are described, not drawn


@printing_briefly()
def examine(exercise, fn):
    """The `Result` of trying `fn` on every case of an exercise, up to the first failure."""
    if not callable(fn):
        text = f"check.{exercise.name} was given {described(fn)}, not a function: give it the name alone, without ()."
        return Result(False, text)
    cases = exercise.all_cases()
    for count, case in enumerate(cases):
        outcome = attempt(fn, exercise.argument_names(), case)
        if count == 0 and is_stub(fn, outcome):
            return not_attempted(exercise.name)
        expected = exercise.right(*case.fresh(), **case.options)
        if finding := problem(exercise, case, outcome, expected):
            before = f"The first {count} of {len(cases)} cases are right; this one is not. " if count > 1 else ""
            hint, tag = _hint(exercise, fn, case, outcome)
            return Result(False, before + finding, hint, tag, _failure(exercise, case, outcome, expected))
    return Result(True, f"All {len(cases)} cases agree with cnnlab's own {exercise.name}.")


# ------------------------------------------------------------------------------------------- the finding: what is wrong


def problem(exercise, case, outcome, expected):
    """The sentence that says what is wrong with an outcome, or None."""
    call, value = exercise.spelled(case), outcome.value
    if outcome.error is not None:
        return trouble(call, outcome)
    if outcome.changed:
        name = outcome.changed[0]
        return f"{call} changes the array `{name}` that it is given: work on {name}.copy(), or on an array of your own."
    if form := exercise.kind(value):
        listed = isinstance(value, (list, tuple)) and same(outcome, Outcome(expected))
        return f"{call} {form}.{' The numbers in it are right.' if listed else ''}"
    if same(outcome, Outcome(expected)):
        return None
    if np.ndim(expected) == 0:
        return f"{call} should be {expected}, and your function returned {value}."
    if value.shape != expected.shape:
        return f"{call} should have shape {expected.shape}, and your function returned shape {value.shape}."
    return _wrong_numbers(call, value, expected)


def trouble(call, outcome):
    """The sentence that says how a call ended that raised an exception."""
    match outcome.error:
        case Stopped():
            return f"{call} was stopped after {SECONDS:g} seconds: is there a loop that never ends?"
        case RecursionError():
            return f"{call} calls itself again and again without end{outcome.line}."
        case SystemExit():
            return f"{call} calls exit(){outcome.line}: give the answer back with `return`."
        case error:
            words = f": {shortened(str(error))}" if str(error) else ""
            return f"{call} ends with {type(error).__name__}{outcome.line}{words}".removesuffix(".") + "."


def _wrong_numbers(call, value, expected):
    """The sentence that counts the wrong numbers of an array, and names the first of them."""
    wrong = ~close(value, expected)
    first = tuple(np.argwhere(wrong)[0].tolist())
    what, place = ("cells", "row {}, column {}") if len(first) == 2 else ("numbers", "the one at place {}")
    count = f"{wrong.sum()} of {wrong.size} {what} {'is' if wrong.sum() == 1 else 'are'} wrong"
    should, got = figure(expected[first]), figure(value[first])
    return f"In {call}, {count}: {place.format(*first)} should be {should}, and your function has {got}."


def same(one, other):
    """Whether two outcomes agree: equal shapes and numbers, or errors of one type."""
    if one.error is not None or other.error is not None:
        return type(one.error) is type(other.error)
    try:
        one, other = np.asarray(one.value, float), np.asarray(other.value, float)
    except (TypeError, ValueError, OverflowError):
        return False
    return one.shape == other.shape and bool(close(one, other).all())


def close(got, expected):
    """Which entries agree, up to the rounding of float32: a boolean, or an array of them."""
    room = 1e-5 * max(1.0, float(np.abs(expected).max(initial=0)))
    return np.isclose(np.asarray(got, float), expected, rtol=0, atol=room)


# -------------------------------------------------------------------------------------------- the hint: what it betrays


def _hint(exercise, fn, failed, outcome):
    """(hint, tag of its misconception); none where the finding has said it all."""
    if isinstance(outcome.error, (Stopped, RecursionError, SystemExit)) or outcome.changed:
        return "", None
    if known := _known_slip(exercise, fn, failed):
        return known.hint, known.tag
    finding_says_all = outcome.error is not None or isinstance(outcome.value, (list, tuple, str, type(None)))
    return "" if finding_says_all else exercise.advice, None


def _known_slip(exercise, fn, failed):
    """The `Slip` whose answers a learner's function gives on every probe, or None."""
    probes = [failed, *exercise.all_cases()[: len(exercise.cases) + RANDOM_PROBES]]
    outcomes = [attempt(fn, exercise.argument_names(), probe) for probe in probes]
    for known in exercise.slips:
        for wrong in known.wrong:
            if all(same(outcome, _of_our_own(wrong, probe)) for probe, outcome in zip(probes, outcomes, strict=True)):
                return known
    return None


def _of_our_own(fn, case):
    """`attempt` for functions of our own, which need no guard."""
    try:
        return Outcome(fn(*case.fresh(), **case.options))
    except Exception as error:
        return Outcome(error=error)


# --------------------------------------------------------------------------------------- the failed case: what is drawn


def _failure(exercise, case, outcome, expected):
    """What of a failed case is drawn side by side: the arrays given, what is right, what came."""
    call = exercise.spelled(case)
    if outcome.changed:
        name, before, after = outcome.changed
        before, after = np.atleast_2d(before), np.atleast_2d(after)
        return Failure(call, {f"{name} before": before, f"{name} after": after}, before != after, None)
    arguments = zip(exercise.argument_names(), case.args, strict=False)
    given = {name: np.atleast_2d(arg) for name, arg in arguments if isinstance(arg, np.ndarray)}
    expected, got = np.atleast_2d(expected), _shown(exercise, outcome)
    wrong = window = None
    if not isinstance(got, str) and got.shape == expected.shape:
        wrong = ~close(got, expected)
        if exercise.window and wrong.any():
            window = exercise.window(case, *np.argwhere(wrong)[0].tolist())
    return Failure(call, {**given, "expected": expected, "got": got}, wrong, window)


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

"""Trying a learner's function on the cases of an exercise, and saying what the first wrong answer betrays.

The learner's function is known by its answers: where it gives those of a slip on every probe, that slip's hint is told.
"""

import inspect

import numpy as np

from cnnlab.check.answers import Strange, agree, array, cannot_hold, described, equal, plain, rounded_to, spelled
from cnnlab.check.attempt import IN_ALL, SECONDS, CheckedInside, Outcome, Trial, is_stub
from cnnlab.check.errors import expects_other_arguments, explained, named, said_by
from cnnlab.check.limit import Stopped
from cnnlab.check.recorded import recorded
from cnnlab.check.verdict import Failure, Result, not_attempted, told_apart

RANDOM_PROBES = 8  # beside the failed case and all that were chosen
SHOWN_UP_TO = 12  # rows and columns: larger answers are described, not drawn
GIVEN_UP_TO = 30  # rows and columns of what the function was given


def examine(exercise, fn):
    """The `Result` of trying `fn` on every case of an exercise, up to the first failure; it is kept in the record."""
    return recorded(exercise.name, _examined(exercise, fn))


def _examined(exercise, fn):
    if not callable(fn):
        text = f"check.{exercise.name} was given {described(plain(fn))}, not a function: give it the name alone, "
        return Result(False, f"{text}without ().")
    with Trial(fn, exercise.argument_names()) as trial:
        return _tried(exercise, fn, trial)


def _tried(exercise, fn, trial):
    cases = exercise.all_cases()
    for count, case in enumerate(cases):
        outcome = trial.attempt(case)
        if count == 0 and is_stub(fn, outcome):
            return not_attempted(exercise.name)
        if count and trial.left <= 0:
            return Result(False, _too_slow(count, len(cases)))
        expected = exercise.right(*case.fresh(), **case.options)
        if finding := problem(exercise, case, outcome, expected):
            before = f"The first {count} of {len(cases)} cases are right; this one is not. " if count > 1 else ""
            failure = _failure(exercise, case, outcome, expected)
            hint, tag = _hint(exercise, trial, case, outcome, expected, failure)
            return Result(False, before + finding, hint, tag, failure)
    return Result(True, f"All {len(cases)} cases agree with cnnlab's own {exercise.name}.")


# ------------------------------------------------------------------------------------------- the finding: what is wrong


def problem(exercise, case, outcome, expected):
    """The sentence that says what is wrong with an outcome, or None."""
    call, value = exercise.spelled(case), outcome.value
    if outcome.error is not None:
        return trouble(call, outcome) + exercise.types_told(case)
    if outcome.replaced:
        names = ", ".join(outcome.replaced)
        return f"{call} puts something else in the place of {names}, for everybody: give it a name of your own."
    if outcome.changed:
        name = outcome.changed[0]
        return f"{call} changes the array `{name}` that it is given: work on {name}.copy(), or on an array of your own."
    if form := exercise.kind(value):
        return f"{call} {form}."
    if equal(value, expected):
        return None
    if not isinstance(value, np.ndarray):
        return f"{call} should be {expected}, and your function returned {spelled(value)}."
    if value.shape != expected.shape:
        shape = f"{outcome.form}shape {value.shape}"
        return f"{call} should have shape {expected.shape}, and your function returned {shape}."
    return _wrong_numbers(call, value, expected) + exercise.types_told(case)


def trouble(call, outcome):
    """The sentence that says how a call ended that raised an exception."""
    match outcome.error:
        case Stopped():
            return f"{call} was stopped after {SECONDS:g} seconds: is there a loop that never ends?"
        case CheckedInside():
            return f"{call} calls a checker itself{outcome.line}: a check belongs in a cell of its own."
        case RecursionError():
            return f"{call} calls itself again and again without end{outcome.line}."
        case SystemExit():
            return f"{call} calls exit(){outcome.line}: give the answer back with `return`."
        case NotImplementedError() if not said_by(outcome.error):
            return f"{call} still comes to the NotImplementedError of the stub{outcome.line}: take that line out."
        case error:
            words = f": {said_by(error)}" if said_by(error) else ""
            return f"{call} ends with {named(error)}{outcome.line}{words}".removesuffix(".") + "."


def _too_slow(count, cases):
    """The sentence on a function that was right as far as it came."""
    return (
        f"The first {count} of {cases} cases took {IN_ALL:g} seconds, and a check ends there. Each of them is small: "
        "is there a loop that does more than it must?"
    )


def _wrong_numbers(call, value, expected):
    """The sentence that counts the wrong numbers of an array, and names the first of them."""
    wrong = ~agree(value, expected)
    first = tuple(np.argwhere(wrong)[0].tolist())
    what, place = ("cells", "row {}, column {}") if len(first) == 2 else ("numbers", "the one at place {}")
    where = place.format(*first) if len(first) < 3 else place.format(first)
    count = f"{wrong.sum()} of {wrong.size} {what} {'is' if wrong.sum() == 1 else 'are'} wrong"
    should, got = told_apart(expected[first], value[first])
    return f"In {call}, {count}: {where} should be {should}, and your function has {got}."


# -------------------------------------------------------------------------------------------- the hint: what it betrays


def _hint(exercise, trial, failed, outcome, expected, failure):
    """(hint, tag of its misconception); none where the finding has said it all."""
    if isinstance(outcome.error, (Stopped, CheckedInside, RecursionError, SystemExit, NotImplementedError)):
        return "", None
    if outcome.changed or outcome.replaced:
        return "", None
    if known := _known_slip(exercise, trial, failed, outcome):
        return known.hint, known.tag
    if outcome.error is not None:
        return _explained(exercise, outcome), None
    if isinstance(outcome.value, (Strange, str, type(None))):
        return "", None
    drawn = exercise.window is None or failure.window is not None
    advice = exercise.advice if drawn else exercise.advice_on_size or exercise.advice
    return _lost_digits(exercise, outcome.value, expected) or advice, None


def _explained(exercise, outcome):
    """What an exception means; where the function could not be called at all, how its first line must read."""
    if not outcome.line and expects_other_arguments(outcome.error):
        return f"The first line of your function must be: def {exercise.name}{inspect.signature(exercise.right)}:"
    return explained(outcome.error)


def _lost_digits(exercise, value, expected):
    """The hint on an answer whose numbers have no room for what is right, or were rounded; empty where neither is."""
    if array(value) or np.shape(value) != np.shape(expected):
        return ""
    if (missed := cannot_hold(value.dtype, expected)) is not None:
        return f"Numbers of type {value.dtype} have no room for {missed:.8g}: np.zeros(shape) makes an array that has."
    decimals = rounded_to(value, expected)
    return "" if decimals is None else f"You round to {decimals} decimals: give back all that you have computed."


def _known_slip(exercise, trial, failed, outcome):
    """The `Slip` whose answers a learner's function gives on every probe, or None."""
    left = [(known, wrong) for known in exercise.slips if _is_written(known, outcome) for wrong in known.wrong]
    probes = iter(exercise.all_cases()[: len(exercise.cases) + RANDOM_PROBES])
    probe, by_words = failed, outcome.error is not None
    while probe and left:
        left = [(known, wrong) for known, wrong in left if _same(outcome, _of_our_own(wrong, probe), by_words)]
        probe = next(probes, None)
        if probe and left:
            outcome = trial.attempt(probe)
    return left[0][0] if left and trial.left > 0 else None


def _is_written(known, outcome):
    """Whether the line that raised an exception holds what the hint of a slip speaks of."""
    return outcome.error is None or not known.written or any(word in outcome.line for word in known.written.split())


def _same(one, other, by_words):
    """Whether two outcomes agree: equal shapes and numbers, or errors of one type, and with the same words."""
    if one.error is None and other.error is None:
        return equal(one.value, other.value)
    one_type = type(one.error) is type(other.error)
    return one_type and (not by_words or said_by(one.error) == said_by(other.error))


def _of_our_own(fn, case):
    """`attempt` for functions of our own, which need no guard."""
    try:
        return Outcome(plain(fn(*case.fresh(), **case.options)))
    except Exception as error:
        return Outcome(error=error)


# --------------------------------------------------------------------------------------- the failed case: what is drawn


def _failure(exercise, case, outcome, expected):
    """What of a failed case is drawn side by side: the arrays given, what is right, what came."""
    call = exercise.spelled(case)
    if outcome.changed:
        name, before, after = outcome.changed
        panels = {f"{name} before": _panel(before, GIVEN_UP_TO), f"{name} after": _panel(after, GIVEN_UP_TO)}
        return Failure(call, panels, _where_different(*panels.values()), None)
    arguments = zip(exercise.argument_names(), case.args, strict=False)
    given = {name: _panel(arg, GIVEN_UP_TO) for name, arg in arguments if isinstance(arg, np.ndarray)}
    right, got = _panel(expected, SHOWN_UP_TO), _shown(exercise, outcome)
    wrong, window = _where_different(right, got), None
    if exercise.window and wrong is not None and wrong.any():
        window = exercise.window(case, *np.argwhere(wrong)[0].tolist())
    return Failure(call, {**given, "expected": right, "got": got}, wrong, window)


def _where_different(right, got):
    """The cells in which two panels differ; None where they cannot be laid on one another."""
    if isinstance(right, str) or isinstance(got, str) or right.shape != got.shape:
        return None
    return ~agree(got, right)


def _panel(values, most):
    """Numbers as the grid that is drawn; words where they are too many, or have more than two axes."""
    few = np.ndim(values) <= 2 and np.size(values) > 0 and max(np.shape(values), default=1) <= most
    return np.atleast_2d(values) if few else f"shape {np.shape(values)}"


def _shown(exercise, outcome):
    """What came, as a grid of numbers, or the words that stand for it."""
    value, error = outcome.value, outcome.error
    if isinstance(error, (Stopped, CheckedInside)):
        return "stopped"
    if error is not None:
        return named(error)
    if exercise.kind(value) is None and not (isinstance(value, int) and abs(value) > 1e15):
        return _panel(value, SHOWN_UP_TO)
    if isinstance(value, np.ndarray):
        return f"shape {value.shape}"
    return spelled(value) if isinstance(value, (bool, int, float)) else described(value).partition(" (")[0]

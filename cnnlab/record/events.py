"""Attempts at exercises, predictions, and the times of answers, which are kept where the lessons are a student's copy.

Beside the answers to questions the file has three names of its own: "exercises", one entry for each checker,
"predictions", one for each stepper that asks, and "times", when each answer was given.
"""

import re
from datetime import UTC, datetime
from pathlib import Path

from cnnlab.record.copies import is_copy
from cnnlab.record.store import FILE, Store

EXERCISES, PREDICTIONS, TIMES = RESERVED = ("exercises", "predictions", "times")
PREDICTED = ("right", "wrong", "shown")  # what may become of a prediction
MISCONCEPTION = re.compile("M([1-9]|1[0-4])")


def keep_attempt(exercise, ok, misconception=None):
    """Keep what a checker said to an attempt. Returns a sentence where that did not go as it should, else nothing."""

    def counted(entries):
        entry = _begun(entries.get(exercise))
        entry |= {"attempts": _count(entry, "attempts") + 1, "ok": ok}
        if ok:
            entry.setdefault("right", entry["last"])
        return entries | {exercise: _betrayed(entry, misconception)}

    return _kept(EXERCISES, counted)


def keep_prediction(name, kind, misconception=None):
    """Keep one more prediction of the widget with this name: `kind` is "right", "wrong", or "shown" for given up.

    Returns what `keep_attempt` does. Raises ValueError for another kind.
    """
    if kind not in PREDICTED:
        raise ValueError(f"a prediction is one of {', '.join(PREDICTED)}, got {kind!r}")

    def counted(entries):
        entry = _begun(entries.get(name))
        entry |= {each: _count(entry, each) + (each == kind) for each in PREDICTED}
        return entries | {name: _betrayed(entry, misconception)}

    return _kept(PREDICTIONS, counted)


def times_of(folder, name, before, now, others=()):
    """What `Store.change` is to write `also` for answers by this name that become `now`: when each of them was given.

    Nothing where `folder` is no student's copy. others: the keys of answers that stay when all are forgotten.
    """

    def stamped(times):
        gone = {f"{name} {key}" for key in before.keys() - now.keys()}
        if not now:
            own = re.compile(rf"{re.escape(name)} (\d+)")
            gone = {key for key in times if (found := own.fullmatch(key)) and found[1] not in others}
        given = [f"{name} {key}" for key, answer in now.items() if before.get(key) != answer]
        left = {key: value for key, value in times.items() if key not in gone}
        return left | {key: [*_listed(left.get(key)), _now()] for key in given}

    return {TIMES: stamped} if is_copy(folder) else {}


def _kept(name, edit):
    """Make this edit where there is a record; a sentence where it cannot be written, or had to begin anew."""
    if not is_copy():
        return ""
    try:
        aside = Store(Path.cwd()).edit({name: edit})
    except OSError as error:
        return f"This could not be written to {FILE}: {error.strerror or type(error).__name__}."
    return f"{FILE} could not be read: it is now {aside}, and a new one was begun." if aside else ""


def _now():
    return datetime.now(UTC).isoformat(timespec="seconds")


def _begun(entry):
    """An entry as it was, with the times of its first and of its last event, which is now."""
    now = _now()
    return {"first": now, **(entry if isinstance(entry, dict) else {}), "last": now}


def _betrayed(entry, misconception):
    """An entry with one more of a misconception, M1 to M14; anything else is none."""
    known = entry.get("misconceptions")
    known = dict(known) if isinstance(known, dict) else {}
    if isinstance(misconception, str) and MISCONCEPTION.fullmatch(misconception):
        known[misconception] = _count(known, misconception) + 1
    return entry | {"misconceptions": known}


def _count(entry, key):
    """What is counted there already, by whoever wrote the file."""
    value = entry.get(key)
    return value if type(value) is int and value > 0 else 0


def _listed(value):
    return value if isinstance(value, list) else []

"""A learner's record in plain words, lesson by lesson. What is there that no part of cnnlab has written is left out."""

import re
from datetime import datetime

# Which lesson asks for the function that a checker is for. A test reads it from the lessons, which need not be there.
LESSON_OF = {
    "count_inputs": "00",
    "dense_params": "01",
    "shuffle_all": "02",
    "conv2d": "03",
    "unread_columns": "04",
    "ten_maps": "05",
    "conv_params": "05",
    "max_pool2d": "06",
    "small_network": "07",
    "conv_as_matrix": "08",
    "cross_entropy_grad": "09",
    "diagnosis": "10",
    "confusion": "11",
    "occlude": "12",
    "moved": "13",
    "conv1d": "14",
    "average_gradients": "15",
}
OF_A_LESSON = re.compile(r"(\d\d)(?: (.+))?", re.DOTALL)
ELSEWHERE = "Elsewhere"
CLAIMS = {"article_claims": "{count} judged.", "article_claims, again": "{count} judged the second time."}


def told(record):
    """The parts of a record, in order: {"title": str, "lines": [sentence, ...]} of each lesson, and of what else is in.

    >>> told({"03": {"0": [1, 2]}, "exercises": {"conv2d": {"attempts": 1, "ok": True}}})[0]["lines"]
    ['1 question answered, in 2 tries.', 'Exercise conv2d: right; 1 try.']
    """
    parts = {}
    for title, line in [*_questions(record), *_predictions(record), *_exercises(record), *_claims(record)]:
        parts.setdefault(title, []).append(line)
    if times := _times(record):
        parts["Times"] = [f"When each answer was given, from {_minute(min(times))} to {_minute(max(times))}."]
    return [{"title": title, "lines": parts[title]} for title in sorted(parts, key=_place)]


def _place(title):
    """Lessons come first, by their number."""
    order = ["Claims", ELSEWHERE, "Times"]
    return (order.index(title) + 1, "") if title in order else (0, title)


def _questions(record):
    for name, answers in record.items():
        tried = [tries for tries in _dict(answers).values() if isinstance(tries, list) and tries]
        if not tried or name in ("exercises", "predictions", "times"):
            continue
        lesson, rest = _lesson(name)
        own = "" if lesson and not rest else f"{_short(rest or name)}: "
        line = f"{own}{_many(len(tried), 'question')} answered, in {_many(sum(map(len, tried)), 'try', 'tries')}."
        yield _title(lesson), line


def _predictions(record):
    for name, entry in _dict(record.get("predictions")).items():
        right, wrong, shown = (_count(_dict(entry).get(kind)) for kind in ("right", "wrong", "shown"))
        lesson, rest = _lesson(name)
        found, missed = _many(right, "number"), _many(wrong, "wrong try", "wrong tries")
        line = f"{_short(rest or name)}: {found} predicted right, {missed}, {shown} shown."
        yield _title(lesson), line + _betrayed(entry)


def _exercises(record):
    for name, entry in _dict(record.get("exercises")).items():
        entry = _dict(entry)
        verdict = "right" if entry.get("ok") is True else "not right yet"
        tries = _many(_count(entry.get("attempts")), "try", "tries")
        yield _title(LESSON_OF.get(name)), f"Exercise {_short(name)}: {verdict}; {tries}.{_betrayed(entry)}"


def _claims(record):
    for name, line in CLAIMS.items():
        if judged := [answer for answer in _dict(record.get(name)).values() if isinstance(answer, str)]:
            yield "Claims", line.format(count=_many(len(judged), "claim"))


def _betrayed(entry):
    """The misconceptions that hints have named, as a sentence to go on with."""
    found = {name: _count(times) for name, times in _dict(_dict(entry).get("misconceptions")).items()}
    named = [f"{_short(name)} ({_many(times, 'time')})" for name, times in found.items() if times]
    return f" The hints named {', '.join(named)}." if named else ""


def _times(record):
    """Every time that stands in a record."""
    lists = [given for given in _dict(record.get("times")).values() if isinstance(given, list)]
    entries = [*_dict(record.get("exercises")).values(), *_dict(record.get("predictions")).values()]
    texts = [text for given in lists for text in given]
    texts += [entry.get(which) for entry in map(_dict, entries) for which in ("first", "last")]
    return [time for time in map(_time, texts) if time]


def _time(text):
    try:
        time = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return None
    return time if time.tzinfo else None


def _minute(time):
    return f"{time:%Y-%m-%d %H:%M} ({time.tzname()})"


def _lesson(name):
    """The number of a lesson and what follows it, such as ("03", "ConvStepper"); None for what is none's."""
    found = OF_A_LESSON.fullmatch(name)
    return (found[1], found[2]) if found else (None, None)


def _title(lesson):
    return f"Lesson {lesson}" if lesson else ELSEWHERE


def _many(count, word, many=None):
    return f"{count:,} {word if count == 1 else many or word + 's'}"


def _short(name):
    return name if len(name) <= 60 else f"{name[:57]}..."


def _count(value):
    return value if type(value) is int and value > 0 else 0


def _dict(value):
    return value if isinstance(value, dict) else {}

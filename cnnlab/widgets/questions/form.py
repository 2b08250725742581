"""The form that questions and claims have; anything else is refused in words that say which one it is, and why."""

from cnnlab._arguments import as_int, as_text, quoted

VERDICTS = ("true", "false", "depends")
ANSWERS = (*VERDICTS, "no idea")


def as_questions(questions):
    """`questions` as a list of dicts with nothing but what a quiz needs. Raises TypeError or ValueError."""
    return [_question(f"question {number}", question) for number, question in _numbered("questions", questions)]


def as_claims(claims):
    """`claims` as a list of dicts with nothing but what claims need. Raises TypeError or ValueError."""
    return [_claim(f"claim {number}", claim) for number, claim in _numbered("claims", claims)]


def as_places(only, count):
    """The places, from 0, of the claims that `only` names by number, from 1, of `count`; of all where it is None.

    Raises TypeError or ValueError for anything but some of these numbers, each once.
    """
    if only is None:
        return [*range(count)]
    if not isinstance(only, (list, tuple, range)):
        raise TypeError(f"only must be a list of claim numbers, got {quoted(only)} ({type(only).__name__})")
    if not only:
        raise ValueError(f"only is empty: name at least one of the claims 1 to {count}")
    places = [as_int("a claim number in only", number, 1) - 1 for number in only]
    for place in places:
        if place >= count:
            raise ValueError(f"only names claim {place + 1}, but there are claims 1 to {count}")
        if places.count(place) > 1:
            raise ValueError(f"only names claim {place + 1} more than once")
    return places


def _numbered(name, things):
    if not isinstance(things, (list, tuple)):
        raise TypeError(f"{name} must be a list of dicts, got {type(things).__name__}")
    if not things:
        raise ValueError(f"{name} is empty: give at least one")
    return enumerate(things, 1)


def _question(where, question):
    _check_keys(where, question, {"ask", "options"})
    options = question["options"]
    if not isinstance(options, (list, tuple)):
        raise TypeError(f"{where}: options must be a list of dicts, got {type(options).__name__}")
    if len(options) < 2:
        raise ValueError(f"{where} needs at least two options, got {len(options)}")
    options = [_option(f"{where}, option {number}", option) for number, option in enumerate(options, 1)]
    right = sum(option["right"] for option in options)
    if right != 1:
        raise ValueError(f"{where} must have exactly one right option, got {right}")
    return {"ask": as_text(f"{where}: ask", question["ask"]), "options": options}


def _option(where, option):
    _check_keys(where, option, {"text", "right", "why"})
    if not isinstance(option["right"], bool):
        raise TypeError(f"{where}: right must be True or False, got {option['right']!r}")
    texts = {key: as_text(f"{where}: {key}", option[key]) for key in ("text", "why")}
    return {**texts, "right": option["right"]}


def _claim(where, claim):
    _check_keys(where, claim, {"claim", "verdict", "why"}, {"lesson"})
    if claim["verdict"] not in VERDICTS:
        raise ValueError(f"{where}: verdict must be one of {', '.join(VERDICTS)}, got {claim['verdict']!r}")
    return {key: as_text(f"{where}: {key}", text) for key, text in claim.items()}


def _check_keys(where, thing, needed, optional=frozenset()):
    if not isinstance(thing, dict):
        raise TypeError(f"{where} must be a dict, got {type(thing).__name__}")
    missing = ", ".join(sorted(needed - thing.keys()))
    if missing:
        raise ValueError(f"{where} lacks {missing}")
    unknown = ", ".join(sorted(map(str, thing.keys() - needed - optional)))
    if unknown:
        raise ValueError(f"{where} has {unknown}, but may only have {', '.join(sorted(needed | optional))}")

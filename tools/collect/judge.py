"""What students' files say, made the same by judge.js in a browser: nothing in them is trusted, and nothing raises.

A file is its name with its bytes, or with the word in sentences.json for why it was not read. States are a letter for
each question and exercise of the key, in its order: r right, l right later, w wrong, a dot where nothing was tried.
"""

import json
import re
import unicodedata
from pathlib import Path

SENTENCES = json.loads((Path(__file__).parent / "sentences.json").read_text(encoding="utf-8"))
DEEPEST = 12  # lists and objects in one another: a hand-in needs six
LONGEST_NAME = 60
LONGEST_SHOWN = 80  # letters of a file's name
MOST = 1_000_000  # of anything that is counted
TIME = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[+]00:00")
# Control characters, halves of letters and ends of lines, which HandIn takes in no name; and what nobody sees, such as
# what turns the direction of all text behind it.
CONTROL = re.compile("[\u0000-\u001f\u007f-\u009f\u2028\u2029\ud800-\udfff]")
UNSEEN = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
SPACE = re.compile("[ \u00a0]+")
ACCENTS = re.compile("[\u0300-\u036f]")
CLAIMS = ("article_claims", "article_claims, again")
JUDGEMENTS = ("true", "false", "depends", "no idea")


class Refused(Exception):
    """A file that is not taken; its word is one of sentences.json."""

    def __init__(self, word):
        self.word = word


def collected(key, files, names=None):
    """The class: a row for each student, misconceptions ordered, votes, claims, who is missing, and a report.

    files: (name, content) in the order of their names. names: the students that there are, or None. Of two files of one
    student the one that was made later counts.
    """
    rows, report = {}, []
    for file, content in files:
        try:
            given = hand_in(content)
        except Refused as why:
            report.append(_line(file, why.word))
            continue
        row = {"who": given["who"], "made": given["made"], "file": shown(file), **judged(key, given["answers"])}
        if odd := row.pop("odd"):
            report.append(_line(file, "odd", count=odd))
        if not given["made"]:
            report.append(_line(file, "undated"))
        _keep_the_later(rows, row, report)
    students = sorted(rows.values(), key=lambda row: (_folded(row["who"]), in_order(row["who"])))
    return {"students": students, **summed(key, students), **_roll(students, names), "report": report}


def parsed(content):
    """JSON of bytes, its numbers as floats, as a browser has them. Raises Refused."""
    try:
        text = content.decode("utf-8-sig")
        value = json.loads(text, parse_int=float, parse_constant=_no_json)
    except (ValueError, RecursionError):
        raise Refused("damaged") from None
    level = [value]
    for _ in range(DEEPEST):
        level = [inner for outer in level if isinstance(outer, (dict, list)) for inner in _inside(outer)]
    if level:
        raise Refused("damaged")
    return value


def hand_in(content):
    """Who, when made ("" where it is not said) and the answers of a file. Raises Refused."""
    if isinstance(content, str):
        raise Refused(content)
    value = parsed(content)
    if not isinstance(value, dict) or value.get("format") != "cnnlab hand-in":
        raise Refused("foreign")
    version = value.get("version")
    if not isinstance(version, float) or version != 1:
        raise Refused("newer")
    made = value.get("made")
    dated = isinstance(made, str) and TIME.fullmatch(made)
    return {"who": _name(value.get("who")), "made": made if dated else "", "answers": value.get("answers")}


def judged(key, answers):
    """What a record says of its questions, exercises, predictions and claims; `odd` counts what it cannot say."""
    found = {"states": "", "tags": {}, "predictions": [0, 0, 0], "claims": [], "first": [], "now": [], "odd": 0}
    answers = _object(answers, found)
    exercises = _exercises(_object(answers.get("exercises", {}), found), found)
    for lesson in key["lessons"]:
        tries = _object(answers.get(lesson["id"], {}), found)
        _take_quiz(lesson["questions"], tries, found)
        found["states"] += "".join(exercises.get(name, ".") for name in lesson["exercises"])
    _take_predictions(_object(answers.get("predictions", {}), found), found)
    for name in CLAIMS:
        found["claims"].append(_claims(key["claims"], _object(answers.get(name, {}), found), found))
    tags = [tag for tag in key["misconceptions"] if tag in found["tags"]]
    return {**found, "tags": {tag: found["tags"][tag] for tag in tags}}


def summed(key, students):
    """The misconceptions, the most frequent first, the votes for each option, and each claim's judgements."""
    met = [
        {"tag": tag, "students": len(times), "times": sum(times)}
        for tag in key["misconceptions"]
        if (times := [row["tags"][tag] for row in students if row["tags"].get(tag)])
    ]
    met.sort(key=lambda one: (-one["students"], -one["times"]))
    questions = [question for lesson in key["lessons"] for question in lesson["questions"]]
    votes = {
        when: [
            [sum(row[when][place] == option for row in students) for option in range(len(question["options"]))]
            for place, question in enumerate(questions)
        ]
        for when in ("first", "now")
    }
    claims = [
        [sum(row["claims"][when][place] in wanted for row in students) for when in (0, 1) for wanted in ("r", "rwn")]
        for place in range(len(key["claims"]))
    ]
    return {"misconceptions": met, "votes": votes, "claims": claims}


def _take_quiz(questions, tries, found):
    """Questions by their number, as text, with the options that were tried, in order."""
    places = {str(number): number for number in range(len(questions))}
    taken = [None] * len(questions)
    for name, picks in tries.items():
        if name in places and _are_options(picks, len(questions[places[name]]["options"])):
            taken[places[name]] = [int(pick) for pick in picks]
        else:
            found["odd"] += 1
    for question, picks in zip(questions, taken, strict=True):
        options = [question["options"][pick] for pick in picks or ()]
        for option in options:
            if not option["right"]:
                _add(found["tags"], option["tag"], 1)
        found["first"].append(picks[0] if picks else -1)
        found["now"].append(picks[-1] if picks else -1)
        found["states"] += _state_of(options)


def _state_of(options):
    if not options:
        return "."
    if not options[-1]["right"]:
        return "w"
    return "r" if all(option["right"] for option in options) else "l"


def _are_options(picks, count):
    return isinstance(picks, list) and bool(picks) and all(_is_whole(pick) and pick < count for pick in picks)


def _exercises(given, found):
    """The state of each exercise; what was right once stays so, whatever was tried behind it."""
    states = {}
    for name, entry in given.items():
        if not (isinstance(entry, dict) and _is_whole(entry.get("attempts")) and isinstance(entry.get("ok"), bool)):
            found["odd"] += 1
            continue
        right = entry["ok"] or isinstance(entry.get("right"), str)
        states[name] = ("r" if entry["attempts"] <= 1 else "l") if right else "w"
        _take_tags(entry.get("misconceptions", {}), found)
    return states


def _take_predictions(given, found):
    for entry in given.values():
        numbers = [entry.get(name, 0.0) for name in ("right", "wrong", "shown")] if isinstance(entry, dict) else [None]
        if not all(map(_is_whole, numbers)):
            found["odd"] += 1
            continue
        found["predictions"] = [old + int(new) for old, new in zip(found["predictions"], numbers, strict=True)]
        _take_tags(entry.get("misconceptions", {}), found)


def _take_tags(given, found):
    for tag, times in _object(given, found).items():
        if _is_whole(times):
            _add(found["tags"], tag, int(times))
        else:
            found["odd"] += 1


def _claims(claims, given, found):
    """A letter for each claim: r judged rightly, w wrongly, n no idea, a dot where it was not judged."""
    letters = ["."] * len(claims)
    places = {str(number): number for number in range(len(claims))}
    for name, judgement in given.items():
        if name not in places or judgement not in JUDGEMENTS:
            found["odd"] += 1
        elif judgement == "no idea":
            letters[places[name]] = "n"
        else:
            letters[places[name]] = "r" if judgement == claims[places[name]]["verdict"] else "w"
    return "".join(letters)


def _object(value, found):
    """A JSON object; an empty one, and one odd thing more, for anything else."""
    if isinstance(value, dict):
        return value
    found["odd"] += 1
    return {}


def _is_whole(value):
    return isinstance(value, float) and value.is_integer() and 0 <= value <= MOST


def _add(tags, tag, times):
    if tag and times:
        tags[tag] = tags.get(tag, 0) + times


def _inside(outer):
    return outer.values() if isinstance(outer, dict) else outer


def _no_json(word):
    raise ValueError(word)  # NaN and the infinities, which Python would read


def _name(who):
    if not isinstance(who, str):
        raise Refused("nameless")
    if len(who) > LONGEST_NAME:
        raise Refused("long_name")
    if CONTROL.search(who):
        raise Refused("odd_name")
    if not (who := SPACE.sub(" ", UNSEEN.sub("", who)).strip(" ")):
        raise Refused("nameless")
    return who


def _keep_the_later(rows, row, report):
    earlier = rows.setdefault(_person(row["who"]), row)
    if earlier is row:
        return
    first, last = (earlier, row) if row["made"] >= earlier["made"] else (row, earlier)
    report.append(_line(first["file"], "doubled", who=last["who"], other=last["file"]))
    rows[_person(row["who"])] = last


def _roll(students, names):
    """Who of the class is missing, and who handed in and is not in it."""
    if names is None:
        return {"listed": None, "missing": [], "unlisted": []}
    listed = {_person(name): name for name in names}
    there = [_person(row["who"]) for row in students]
    return {
        "listed": len(listed),
        "missing": [name for person, name in listed.items() if person not in there],
        "unlisted": [row["who"] for person, row in zip(there, students, strict=True) if person not in listed],
    }


def _person(who):
    """The same for every way in which somebody writes a name."""
    return SPACE.sub(" ", UNSEEN.sub("", unicodedata.normalize("NFKC", who))).strip(" ").lower()


def _folded(who):
    return in_order(ACCENTS.sub("", unicodedata.normalize("NFKD", who)).lower())


def in_order(text):
    """What sorts texts as JavaScript does."""
    return text.encode("utf-16-be", "surrogatepass")


def shown(file):
    text = UNSEEN.sub("\ufffd", CONTROL.sub("\ufffd", file))
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"


def _line(file, word, **fields):
    return {"file": shown(file), "says": SENTENCES[word].format(**fields)}

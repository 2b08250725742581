"""What students' files say: cases written out here, and the same answer from Python and from JavaScript."""

import base64
import json
import subprocess
from pathlib import Path

import classroom
import numpy as np
import pytest
from classroom import hand_in
from conftest import missing

from tools.collect.judge import SENTENCES, collected, judged
from tools.collect.key import answer_key
from tools.collect.table import csv_text
from tools.javascript import NO_NODE, node_and_npm

IN_NODE = Path(__file__).with_name("in_node.mjs")
OPTIONS = [{"text": "a", "right": False, "tag": "M1"}, {"text": "b", "right": True, "tag": None}]
OPTIONS += [{"text": "c", "right": False, "tag": None}]
KEY = {
    "lessons": [
        {"id": "00", "title": "one", "questions": [{"ask": "?", "options": OPTIONS}] * 2, "exercises": ["conv2d"]},
        {"id": "01", "title": "two", "questions": [{"ask": "?", "options": OPTIONS}], "exercises": []},
    ],
    "claims": [{"claim": "so", "verdict": "true"}, {"claim": "not so", "verdict": "depends"}],
    "misconceptions": {f"M{n}": {"name": f"name {n}", "say": "Say so.", "lesson": "00"} for n in (1, 2, 8)},
}
LATER, EARLIER = "2026-11-27T12:00:01+00:00", "2026-11-27T12:00:00+00:00"


def of(answers):
    return judged(KEY, json.loads(json.dumps(answers), parse_int=float))


def says(files, names=None):
    """The report's lines for files of these contents."""
    return [(line["file"], line["says"]) for line in collected(KEY, files, names)["report"]]


@pytest.mark.parametrize(
    ("tries", "letter"),
    [([1], "r"), ([1, 1], "r"), ([0, 1], "l"), ([0], "w"), ([1, 0], "w"), ([0, 2], "w"), ([2, 0, 1], "l")],
)
def test_a_question_is_right_at_once_or_later_or_wrong(tries, letter):
    assert of({"00": {"1": tries}})["states"] == f".{letter}.."


@pytest.mark.parametrize(
    ("entry", "letter"),
    [
        ({"attempts": 1, "ok": True}, "r"),
        ({"attempts": 2, "ok": True}, "l"),
        ({"attempts": 2, "ok": False}, "w"),
        ({"attempts": 5, "ok": False, "right": EARLIER}, "l"),
    ],
)
def test_an_exercise_that_was_right_once_stays_right(entry, letter):
    assert of({"exercises": {"conv2d": entry}})["states"] == f"..{letter}."


def test_misconceptions_come_from_options_exercises_and_predictions():
    answers = {"00": {"0": [0, 2, 1], "1": [0]}, "01": {"0": [1]}}
    answers["exercises"] = {"conv2d": {"attempts": 2, "ok": False, "misconceptions": {"M8": 2, "M99": 1}}}
    answers["predictions"] = {"00 ConvStepper": {"right": 3, "wrong": 2, "misconceptions": {"M8": 1}}}
    found = of(answers)
    assert found["tags"] == {"M1": 2, "M8": 3}
    assert found["predictions"] == [3, 2, 0]
    assert (found["first"], found["now"]) == ([0, 0, 1], [1, 0, 1])


def test_claims_are_judged_at_first_and_again():
    found = of({"article_claims": {"0": "true", "1": "false"}, "article_claims, again": {"1": "no idea"}})
    assert found["claims"] == ["rw", ".n"]


def test_what_is_met_by_most_students_comes_first():
    files = [
        ("a", hand_in("Ada", {"00": {"0": [0]}})),
        ("b", hand_in("Bo", {"00": {"0": [0, 0, 0]}, "predictions": {"x": {"misconceptions": {"M8": 900}}}})),
        ("c", hand_in("Cy", {"00": {"0": [1]}})),
    ]
    found = collected(KEY, files)
    assert found["misconceptions"] == [
        {"tag": "M1", "students": 2, "times": 4},
        {"tag": "M8", "students": 1, "times": 900},
    ]
    assert found["votes"] == {"first": [[2, 1, 0], [0, 0, 0], [0, 0, 0]], "now": [[2, 1, 0], [0, 0, 0], [0, 0, 0]]}
    assert found["report"] == []


@pytest.mark.parametrize("turned", [False, True])
def test_of_two_hand_ins_of_one_person_the_later_counts(turned):
    files = [("a.json", hand_in("Ada  L.", {"00": {"0": [1]}}, LATER)), ("b.json", hand_in("ada l.", {}, EARLIER))]
    if turned:
        files = [("a.json", files[1][1]), ("b.json", files[0][1])]
    found = collected(KEY, files)
    assert [row["states"] for row in found["students"]] == ["r..."]
    later, earlier = ("b.json", "a.json") if turned else ("a.json", "b.json")
    assert says(files) == [(earlier, f"is an earlier hand-in of Ada L.; {later} counts")]


def test_of_two_that_were_made_in_one_second_the_last_by_name_counts():
    files = [("a", hand_in("Ada", {"00": {"0": [0]}})), ("b", hand_in("Ada", {"00": {"0": [1]}}))]
    assert collected(KEY, files)["students"][0]["states"] == "r..."


def test_a_name_in_other_letters_is_the_same_person():
    files = [("a", hand_in("Zo\u00eb", {})), ("b", hand_in("ZOE\u0308", {})), ("c", hand_in("\uff3a\uff4fe\u0308", {}))]
    assert len(collected(KEY, files)["students"]) == 1
    assert_the_same([(KEY, files, ["zo\u00eb"])])


def test_students_stand_in_the_order_of_an_index_whatever_their_accents():
    names = ("Zoe", "Ömer", "ada", "Łucja", "Ola", "Élan")
    found = collected(KEY, [(who, hand_in(who, {})) for who in names])
    assert [row["who"] for row in found["students"]] == ["ada", "Élan", "Ola", "Ömer", "Zoe", "Łucja"]


def test_who_is_missing_and_who_is_not_on_the_list():
    found = collected(KEY, [("a", hand_in("ADA", {})), ("b", hand_in("Eve", {}))], ["Ada", "Bo", "bo", "Cy"])
    assert (found["listed"], found["missing"], found["unlisted"]) == (3, ["bo", "Cy"], ["Eve"])


HOSTILE = {
    "empty": (b"", "damaged"),
    "cut off": (hand_in("Ada", {"00": {}})[:-4], "damaged"),
    "no text": (b"\xff\xfe\x00", "damaged"),
    "UTF-16": (hand_in("Ada", {}).decode().encode("utf-16"), "damaged"),
    "not a number": (hand_in("Ada", {"00": float("nan")}), "damaged"),
    "infinite": (hand_in("Ada", {"00": float("inf")}), "damaged"),
    "very deep": (b"[" * 100_000 + b"]" * 100_000, "damaged"),
    "very deep, cut off": (b'{"a":' * 100_000, "damaged"),
    "rather deep": (b"[" * 13 + b"]" * 13, "damaged"),
    "a list": (b"[]", "foreign"),
    "null": (b"null", "foreign"),
    "other JSON": (b'{"format": "GeoJSON"}', "foreign"),
    "a record": (json.dumps({"00": {"0": [1]}}).encode(), "foreign"),
    "newer": (hand_in("Ada", {}, version=2), "newer"),
    "version true": (hand_in("Ada", {}, version=True), "newer"),
    "version text": (hand_in("Ada", {}, version="1"), "newer"),
    "nobody": (hand_in(None, {}), "nameless"),
    "spaces": (hand_in("  \u00a0 ", {}), "nameless"),
    "many names": (hand_in(["Ada"], {}), "nameless"),
    "long": (hand_in("a" * 61, {}), "long_name"),
    "control": (hand_in("Ada\u0007", {}), "odd_name"),
    "unseen": (hand_in("\u200b\u202e ", {}), "nameless"),
    "two lines": (hand_in("Ada\nBo", {}), "odd_name"),
    "half a letter": (json.dumps({"format": "cnnlab hand-in", "version": 1, "who": "\ud800"}).encode(), "odd_name"),
    "huge": ("huge", "huge"),
    "link": ("link", "link"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_is_not_taken_is_a_line_and_the_others_count(name):
    content, word = HOSTILE[name]
    files = [("a.json", hand_in("Eve", {})), ("b.json", content)]
    found = collected(KEY, files)
    assert [row["who"] for row in found["students"]] == ["Eve"]
    assert says(files) == [("b.json", SENTENCES[word])]


def test_what_nobody_sees_is_no_part_of_a_name():
    files = [("a", hand_in("\ufeffAda\u200b\u202e L.", {}, EARLIER)), ("b", hand_in("Ada L.", {}, LATER))]
    found = collected(KEY, files, ["\u2060Ada L.\u200b"])
    assert ([row["who"] for row in found["students"]], found["missing"]) == (["Ada L."], [])


ODD = {  # a record, and how many entries of it cannot be
    "no record": ([], 1),
    "nothing": (None, 1),
    "wrong parts": ({"00": 3, "exercises": [], "predictions": None, "article_claims": "true"}, 4),
    "no such question": ({"00": {"2": [0], "x": [0], "-1": [0], "00": [0], "__proto__": [0]}}, 5),
    "no such option": ({"00": {"0": [3], "1": [0.5]}, "01": {"0": [-1]}}, 3),
    "no options": ({"00": {"0": [], "1": [True]}, "01": {"0": "0"}}, 3),
    "exercises": ({"exercises": {"conv2d": {"attempts": "3", "ok": True}, "x": {"attempts": 1, "ok": 1}, "y": 1}}, 3),
    "counts": ({"predictions": {"a": {"right": -1}, "b": {"wrong": 1e300}, "c": [], "d": {"shown": None}}}, 4),
    "tags": ({"exercises": {"a": {"attempts": 1, "ok": True, "misconceptions": {"M1": "9", "M2": -3}}}}, 2),
    "tags in a list": ({"predictions": {"a": {"misconceptions": ["M1"]}}}, 1),
    "claims": ({"article_claims": {"0": True, "1": ["true"], "2": "true"}, "article_claims, again": {"0": "yes"}}, 4),
}


@pytest.mark.parametrize("name", ODD)
def test_what_cannot_be_in_a_record_is_left_out_and_counted(name):
    record, odd = ODD[name]
    found = of(record)
    assert (found["odd"], found["states"], found["tags"]) == (odd, "....", {}) or name in ("exercises", "tags")
    assert found["odd"] == odd
    line = ("a", SENTENCES["odd"].format(count=odd))
    assert says([("a", hand_in("Ada", record))]) == [line]


def test_a_hand_in_without_a_time_counts_as_the_earliest():
    for made in (None, 3, "yesterday", "2026-11-27T12:00:00+00:00\n", "\uff12026-11-27T12:00:00+00:00"):
        files = [("a", hand_in("Ada", {"00": {"0": [1]}}, EARLIER)), ("b", hand_in("Ada", {}, made))]
        assert collected(KEY, files)["students"][0]["states"] == "r..."
        assert says(files)[0] == ("b", SENTENCES["undated"])


def test_what_a_file_is_called_is_shown_in_few_harmless_letters():
    assert says([("a\x1b[2J" + "b" * 900, b"")])[0][0] == "a\ufffd[2J" + "b" * 74 + "…"


# ------------------------------------------------------------------------------------------- the same in JavaScript


def in_node(classes):
    """[result, csv] of each class as JavaScript finds it."""
    node, _ = node_and_npm() or missing(NO_NODE)
    lines = []
    for key, files, names in classes:
        packed = [
            [name, content, None] if isinstance(content, str) else [name, None, base64.b64encode(content).decode()]
            for name, content in files
        ]
        lines.append(json.dumps({"key": key, "files": packed, "names": names}))
    done = subprocess.run(
        [node, "--no-warnings", IN_NODE], input="\n".join(lines), capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def assert_the_same(classes):
    for (key, files, names), (result, csv) in zip(classes, in_node(classes), strict=True):
        expected = collected(key, files, names)
        assert result == json.loads(json.dumps(expected))
        assert csv == csv_text(key, expected)


def test_hostile_files_are_the_same_in_javascript():
    files = [(name, content) for name, (content, _) in HOSTILE.items()]
    files += [(f"odd {name}", hand_in(f"odd {name}", record)) for name, (record, _) in ODD.items()]
    names = (
        "=1+1",
        "@SUM(A1)",
        "<img src=x onerror=alert(1)>",
        'a "b", c',
        "Ǆura",
        "\u017fara",
        "ﬁn",
        "İpek",
        "😀" * 60,
    )
    files += [(f"named {who}", hand_in(who, {})) for who in names]
    assert_the_same([(KEY, files, None), (KEY, files, ["dura", "Zed", "=1+1", "-x"])])


def test_random_classes_are_the_same_in_javascript(request):
    seed = request.config.getoption("--fuzz-seed") or int(np.random.SeedSequence().generate_state(1)[0])
    print(f"--fuzz-seed {seed}")
    rng, key = np.random.default_rng(seed), answer_key()
    classes = []
    for _ in range(request.config.getoption("--fuzz")):
        files = [(f"{n}.json", spoilt(rng, file_of(rng, key))) for n in range(rng.integers(0, 12))]
        classes.append((key, files, [None, [classroom.who(n) for n in range(5)]][rng.integers(2)]))
    assert_the_same(classes)


def file_of(rng, key):
    made = f"2026-11-27T12:00:{rng.integers(10, 14)}+00:00"
    answers = strange(rng, classroom.record(rng, key, rng.random()))
    return hand_in(classroom.who(int(rng.integers(0, 9))), answers, made)


def strange(rng, value, chance=0.01):
    """The value with some parts of it changed for others."""
    if rng.random() < chance:
        others = (None, True, -1, 1.5, 1e999, 10**400, "", "2", [], [0, [1]], {}, {"0": [9]}, "\ud800", "__proto__")
        return others[rng.integers(len(others))] if rng.random() < 0.8 else [value]
    if isinstance(value, dict):
        return {name if rng.random() > chance else f"{name}x": strange(rng, inner) for name, inner in value.items()}
    return [strange(rng, inner) for inner in value] if isinstance(value, list) else value


def spoilt(rng, content):
    """The file, or one in which some bytes are others, or the end is missing."""
    if rng.random() < 0.7:
        return content
    if rng.random() < 0.5:
        return content[: rng.integers(len(content))]
    changed = bytearray(content)
    for place in rng.integers(0, len(changed), rng.integers(1, 4)):
        changed[place] = rng.integers(256)
    return bytes(changed)

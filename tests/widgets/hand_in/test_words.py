"""A record in plain words, lesson by lesson, and whatever else a file may hold."""

import json
import re

import pytest
from checkers import CHECKERS
from widgets.hand_in.records import RECORD

from cnnlab.widgets.hand_in.words import LESSON_OF, told
from tools.places import NOTEBOOKS


def test_every_exercise_is_in_the_lesson_that_asks_for_it():
    found = {}
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        code = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
        found |= dict.fromkeys(re.findall(r"^check\.(\w+)\(", code, re.MULTILINE), path.name[:2])
    assert len(found) > 15
    assert found == LESSON_OF
    assert set(LESSON_OF) <= set(CHECKERS)


def test_each_lesson_has_its_questions_predictions_and_exercises_and_the_rest_comes_last():
    assert told(RECORD) == [
        {"title": "Lesson 01", "lines": ["Exercise dense_params: not right yet; 1 try."]},
        {
            "title": "Lesson 03",
            "lines": [
                "2 questions answered, in 3 tries.",
                "ConvStepper: 5 numbers predicted right, 2 wrong tries, 1 shown. The hints named M8 (1 time).",
                "Exercise conv2d: right; 3 tries. The hints named M8 (2 times).",
            ],
        },
        {"title": "Claims", "lines": ["2 claims judged.", "1 claim judged the second time."]},
        {"title": "Elsewhere", "lines": ["sums: 1 question answered, in 1 try."]},
        {
            "title": "Times",
            "lines": ["When each answer was given, from 2026-11-25 08:15 (UTC) to 2026-11-27 10:00 (UTC)."],
        },
    ]


def test_nothing_is_no_part():
    assert told({}) == []
    assert told({"03": {}, "exercises": {}, "predictions": {}, "times": {}, "article_claims": {}}) == []


@pytest.mark.parametrize("value", [None, 3, "text", [], [[]], {"0": None}, {"0": {"0": [1]}}, {"0": [None] * 3}])
@pytest.mark.parametrize("name", ["03", "exercises", "predictions", "times", "article_claims"])
def test_whatever_a_file_holds_there_are_words_or_none(name, value):
    for part in told({name: value}):
        assert all(isinstance(line, str) for line in [part["title"], *part["lines"]])


@pytest.mark.parametrize(
    "time", ["", "noon", "2026-11-27", "9999-99-99T00:00:00+00:00", 7, None, "2026-11-27T10:00:00"]
)
def test_what_is_no_time_is_left_out(time):
    assert told({"times": {"03 0": [time]}, "exercises": {"conv2d": {"first": time}}})[-1]["title"] != "Times"


def test_a_long_name_is_cut():
    [part] = told({"exercises": {"x" * 500: {"attempts": 10**6, "ok": False}}})
    assert part["lines"] == [f"Exercise {'x' * 57}...: not right yet; 1,000,000 tries."]

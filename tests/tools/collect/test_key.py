"""What answers are judged by, against the lessons and the table of misconceptions as they stand in their files."""

import re

from tools.collect.key import answer_key
from tools.places import NOTEBOOKS, ROOT

KEY = answer_key()
ROW = re.compile(r"^\| (M\d+) \| (.*?) \| (M\d+) \| (.*?) \|$", re.MULTILINE)


def test_the_misconceptions_are_those_of_the_table_for_contributors():
    rows = ROW.findall((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"))
    table = {tag: name for row in rows for tag, name in (row[:2], row[2:])}
    assert {tag: one["name"] for tag, one in KEY["misconceptions"].items()} == table
    assert list(KEY["misconceptions"]) == [f"M{number}" for number in range(1, 15)]


def test_each_misconception_has_one_sentence_and_a_lesson_that_there_is():
    lessons = {lesson["id"] for lesson in KEY["lessons"]}
    for one in KEY["misconceptions"].values():
        assert re.fullmatch(r'["A-Z][^.]*\.', one["say"])
        assert one["lesson"] in lessons


def test_each_lesson_has_its_title_its_questions_and_its_exercises():
    assert [lesson["id"] for lesson in KEY["lessons"]] == [f"{number:02}" for number in range(16)]
    third, fifth = KEY["lessons"][3], KEY["lessons"][5]
    assert (third["title"], third["exercises"]) == ("Convolution on a 5x5 image", ["conv2d"])
    assert fifth["exercises"] == ["ten_maps", "conv_params"]
    assert [option["tag"] for option in third["questions"][0]["options"]] == [None, "M8", "M4"]
    assert [option["right"] for option in third["questions"][1]["options"]] == [False, False, True]


def test_every_tag_of_an_option_is_read():
    texts = [path.read_text(encoding="utf-8") for path in (NOTEBOOKS / "questions").glob("*.json")]
    tags = [o["tag"] for lesson in KEY["lessons"] for q in lesson["questions"] for o in q["options"] if o["tag"]]
    assert sorted(tags) == sorted(re.findall(r"\((M\d+)\)", "".join(texts)))
    assert len(tags) > 30

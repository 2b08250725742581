"""The command: a folder of hand-ins becomes a page, a table and a picture."""

import csv
import io
import json
from datetime import datetime

import classroom
import numpy as np
import pytest
from classroom import hand_in
from PIL import Image

from tools.collect.__main__ import collect, main
from tools.collect.key import answer_key

NOW = datetime(2026, 11, 27, 12, 30)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


def rows_of(path):
    text = path.read_bytes().decode("utf-8")
    assert text[0] == "\ufeff"
    return list(csv.reader(io.StringIO(text[1:], newline="")))


def test_two_hundred_students_are_each_in_the_table_once(folder, tmp_path):
    classroom.write_class(folder, np.random.default_rng(0), answer_key(), 200)
    result = collect(folder, tmp_path / "out", now=NOW)
    assert (len(result["students"]), result["report"]) == (200, [])
    rows = rows_of(tmp_path / "out" / "class.csv")
    assert len({row[0] for row in rows}) == len(rows) == 201
    assert {len(row) for row in rows} == {len(rows[0])}
    assert [path.stat().st_size < 1_000_000 for path in sorted((tmp_path / "out").iterdir())] == [True] * 3


def test_the_table_says_each_state_in_words(folder, tmp_path):
    answers = {"03": {"0": [0], "1": [1, 2], "2": [1]}, "exercises": {"conv2d": {"attempts": 2, "ok": True}}}
    answers |= {"article_claims": {"0": "true", "1": "true"}, "predictions": {"a": {"right": 4, "shown": 1}}}
    (folder / "a.json").write_bytes(hand_in("Ada", answers))
    collect(folder, tmp_path, ["Ada", "Bo"])
    head, ada, bo = rows_of(tmp_path / "class.csv")
    said = dict(zip(head, ada, strict=True))
    assert [said[f"03 {name}"] for name in ("question 1", "question 2", "question 3", "conv2d")] == [
        "right", "right later", "wrong", "right later",
    ]  # fmt: skip
    assert (said["04 question 1"], said["M1"], said["M8"]) == ("", "1", "0")
    assert (said["predictions right"], said["predictions shown"], said["claims right at first"]) == ("4", "1", "1")
    assert bo == ["Bo", "not handed in"]


@pytest.mark.parametrize("who", ["=1+1", "+1", "-1", "@SUM(A1)", "\uff1d1"])
def test_no_name_is_a_formula(folder, tmp_path, who):
    (folder / "a.json").write_bytes(hand_in(who, {}))
    collect(folder, tmp_path, ["\t=2"])
    assert [row[0] for row in rows_of(tmp_path / "class.csv")] == ["student", f"'{who}", "'\t=2"]


def test_a_name_of_html_is_text_on_the_page(folder, tmp_path):
    (folder / "<b>.json").write_bytes(hand_in("</script><img src=x>", {}))
    collect(folder, tmp_path, ["<i>Bo</i>"])
    page = (tmp_path / "class.html").read_text(encoding="utf-8")
    assert "\\u003c/script>\\u003cimg" in page
    assert "<img" not in page
    assert page.count("</script>") == 2


def test_the_picture_has_no_name_unless_asked(folder, tmp_path):
    (folder / "a.json").write_bytes(hand_in("Ada with a name that is rather long", {"03": {"0": [0]}}))
    pictures = []
    for named in (False, True):
        collect(folder, tmp_path, named=named)
        pictures.append(np.asarray(Image.open(tmp_path / "class.png").convert("L")))
    inks = [(picture < 128).sum() for picture in pictures]
    assert inks[1] > inks[0]


@pytest.mark.parametrize("students", [0, 1])
def test_a_class_of_nobody_or_of_one_has_all_three_files(folder, tmp_path, students):
    classroom.write_class(folder, np.random.default_rng(0), answer_key(), students)
    assert len(collect(folder, tmp_path / "out")["students"]) == students
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["class.csv", "class.html", "class.png"]


def test_signs_of_formulas_in_names_draw_no_formula(folder, tmp_path):
    (folder / "a.json").write_bytes(hand_in("$\\frac{", {"03": {"0": [1]}}))
    collect(folder, tmp_path, named=True)


def test_the_command_says_what_it_found_and_where_it_is(folder, tmp_path, capsys):
    (folder / "a.json").write_bytes(hand_in("Ada", {}))
    (folder / "b.json").write_bytes(b"{")
    (tmp_path / "names.txt").write_text("\ufeffAda\r\n\r\n  Bo \r\n", encoding="utf-8")
    assert main([str(folder), "--class", str(tmp_path / "names.txt"), "--out", str(tmp_path / "out")]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "1 student handed in, 1 of the 2 on the list",
        "not handed in: Bo",
        "    b.json is damaged: not JSON to its end, or nested too deep",
        f"{tmp_path / 'out'}: class.html, class.csv, class.png",
    ]


def test_what_cannot_be_done_is_one_sentence(folder, tmp_path, capsys):
    (tmp_path / "latin.txt").write_bytes(b"J\xfcrgen")
    (tmp_path / "empty.txt").write_text("\n \n", encoding="utf-8")
    for flags, said in (
        (["nowhere"], "nowhere is no folder"),
        ([str(folder), "--class", str(tmp_path / "latin.txt")], "is not UTF-8"),
        ([str(folder), "--class", str(tmp_path / "empty.txt")], "holds no name"),
        ([str(folder), "--class", str(tmp_path / "none.txt")], "none.txt"),
        ([str(folder), "--out", str(tmp_path / "latin.txt")], "latin.txt"),
    ):
        assert main(flags) == 2
        out, error = capsys.readouterr()
        assert (out, len(error.splitlines())) == ("", 1)
        assert said in error


def test_the_page_holds_what_was_found(folder, tmp_path):
    (folder / "a.json").write_bytes(hand_in("Ada", {"03": {"0": [1]}}))
    result = collect(folder, tmp_path, now=NOW)
    page = (tmp_path / "class.html").read_text(encoding="utf-8")
    data = json.loads(page.split('id="data">')[1].split("</script>")[0])
    assert (data["result"], data["when"]) == (result, "2026-11-27 12:30")

"""A learner's own copies of the lessons."""

import json
from datetime import datetime

import pytest

from cnnlab import lessons
from cnnlab.__main__ import main
from tools.places import NOTEBOOKS

NAMES = sorted(path.name for path in NOTEBOOKS.glob("*.ipynb"))
NOON = datetime(2026, 11, 26, 12, 5)


@pytest.fixture
def folder(tmp_path):
    lessons.copy_lessons(tmp_path / "my lessons")
    return tmp_path / "my lessons"


@pytest.mark.parametrize("name", NAMES)
def test_a_copy_shows_no_result_and_has_no_cell_that_only_checks(folder, name):
    shipped, copy = (json.loads((place / name).read_text(encoding="utf-8")) for place in (NOTEBOOKS, folder))
    assert [cell["source"] for cell in copy["cells"]] == [
        cell["source"] for cell in shipped["cells"] if "claim" not in cell["metadata"].get("tags", [])
    ]
    code = [cell for cell in copy["cells"] if cell["cell_type"] == "code"]
    assert code
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code)


def test_all_that_a_lesson_uses_comes_with_it_and_the_teachers_page_does_not(folder):
    shipped = {
        path.relative_to(NOTEBOOKS) for path in NOTEBOOKS.rglob("*") if not path.name.startswith((".", "cnnlab_"))
    }
    hidden = {path for path in shipped if any(part.startswith(".") for part in path.parts)}
    copied = {path.relative_to(folder) for path in folder.rglob("*")}
    assert {path.name for path in shipped - hidden - copied} == {"TEACHING.md"}
    assert copied <= shipped


def test_what_is_there_stays_and_what_is_missing_comes(folder):
    (folder / NAMES[0]).write_text("mine", encoding="utf-8")
    (folder / NAMES[1]).unlink()
    assert lessons.copy_lessons(folder) == [NAMES[1]]
    assert (folder / NAMES[0]).read_text(encoding="utf-8") == "mine"
    assert lessons.copy_lessons(folder) == []


@pytest.mark.parametrize("lesson", [3, "3", "03", "03_convolution_5x5", "03_convolution_5x5.ipynb"])
def test_a_lesson_starts_afresh_and_every_old_one_is_kept(folder, lesson):
    own = folder / "03_convolution_5x5.ipynb"
    new = own.read_text(encoding="utf-8")
    for text, name in [("first", "12.05.ipynb"), ("second", "12.05 (2).ipynb")]:
        own.write_text(text, encoding="utf-8")
        opened, kept = lessons.start_afresh(folder, lesson, now=NOON)
        assert (opened, kept.name) == (own, f"03_convolution_5x5 until 2026-11-26 {name}")
        assert kept.read_text(encoding="utf-8") == text
        assert own.read_text(encoding="utf-8") == new
    own.unlink()
    assert lessons.start_afresh(folder, lesson) == (own, None)


@pytest.mark.parametrize("lesson", [99, "", "-3", "convolution", "../03", "0.*"])
def test_no_such_lesson_is_one_error_and_nothing_moves(folder, lesson):
    before = sorted(folder.iterdir())
    with pytest.raises(ValueError, match=r"^there is no lesson .*: name one by its number \(00, 01, "):
        lessons.start_afresh(folder, lesson)
    assert sorted(folder.iterdir()) == before


def test_a_file_in_the_place_of_the_folder_is_one_error(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(NotADirectoryError, match="is a file: name a folder"):
        lessons.copy_lessons(tmp_path / "file")


def test_the_command_writes_and_starts_afresh(tmp_path, capsys):
    folder = tmp_path / "own"
    assert main(["lessons", str(folder)]) == 0
    assert capsys.readouterr().out.startswith(f"{len(NAMES)} new lessons in {folder}")
    assert main(["lessons", str(folder), "--afresh", "03"]) == 0
    assert "begins anew; what you had is" in capsys.readouterr().out
    assert main(["lessons", str(folder), "--afresh", "33"]) == 1
    assert capsys.readouterr().err.startswith("there is no lesson '33'")


def test_where_no_lessons_are_shipped_one_error_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(lessons, "files", lambda package: tmp_path / package)
    with pytest.raises(FileNotFoundError, match="the lessons are missing beside"):
        lessons.source()

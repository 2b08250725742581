"""What TEACHING.md says, and where a speaker has it."""

import re
from itertools import pairwise

import nbformat
import pytest

pytest.importorskip("latex2mathml", reason="the extra `slides` is not installed")

from tools.places import NOTEBOOKS
from tools.slides.teaching import put_notes, table

PATHS = sorted(NOTEBOOKS.glob("*.ipynb"))


def with_notes(path):
    notebook = nbformat.read(path, as_version=4)
    put_notes(notebook, path.stem)
    return notebook.cells


def is_note(cell):
    return cell.metadata.get("slideshow", {}).get("slide_type") == "notes"


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_a_lesson_has_its_row_behind_its_first_cell(path):
    row = next(row for row in table("lesson") if row["lesson"].startswith(path.stem[:2]))
    _, first, *_ = with_notes(path)
    assert is_note(first)
    assert all(row[heading] in first.source for heading in ("ask before you play it", "expect", "on the board"))


def test_a_question_stands_behind_the_prediction_that_asks_it():
    cells = with_notes(NOTEBOOKS / "03_convolution_5x5.ipynb")
    before = {note.source: cell for cell, note in pairwise(cells) if is_note(note)}
    asked = next(cell for note, cell in before.items() if note.startswith("**Ask.** The stroke moves two pixels"))
    assert "Now the same stroke moves two pixels to the right" in asked.source


def test_most_lessons_have_a_note_at_a_question_and_none_is_asked_elsewhere():
    asking = 0
    for path in PATHS:
        cells = with_notes(path)
        for cell, note in pairwise(cells[2:]):
            if is_note(note):
                assert "**Predict" in cell.source
                asking += 1
    assert asking >= 20


def test_another_notebook_has_no_notes(tmp_path):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# My own")])
    put_notes(notebook, "my_own")
    put_notes(notebook, "03")
    assert len(notebook.cells) == 1


def test_a_table_that_is_missing_is_said_in_a_sentence():
    assert table("a", "x\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n| 3 | 4 |") == [{"a": "1", "b": "2"}]
    with pytest.raises(ValueError, match=r"TEACHING\.md has no table whose first column is 'c'"):
        table("c", "| a | b |")


@pytest.mark.parametrize("row", table("lesson missed"), ids=lambda row: row["lesson missed"])
def test_an_absent_student_is_sent_to_headings_that_are_there(row):
    [path] = NOTEBOOKS.glob(f"{row['lesson missed']}_*.ipynb")
    prose = "\n".join(cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "markdown")
    headings = set(re.findall(r"(?m)^##+ (.*)", prose))
    named = re.findall(r'"([^"]+)"', row["read"] + row["do"])
    assert named
    assert set(named) <= headings


def test_an_absent_student_finds_every_lesson():
    assert [row["lesson missed"] for row in table("lesson missed")] == [path.stem[:2] for path in PATHS]

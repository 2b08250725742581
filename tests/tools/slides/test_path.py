"""A path through several lessons: what its file may say, and what becomes of it."""

import itertools

import nbformat
import pytest

pytest.importorskip("latex2mathml", reason="the extra `slides` is not installed")

from cnnlab.lessons import is_claim
from tools.places import NOTEBOOKS
from tools.slides import __main__ as command
from tools.slides.path import PATHS, gathered, read, sections
from tools.slides.teaching import table

STOP = '[[stops]]\nminutes = 5\ntake = [{ lesson = "00", heading = "Draw a digit" }]\n'


@pytest.fixture
def path_of(tmp_path):
    """A function that reads a path written as this text."""

    def read_it(text):
        (tmp_path / "own.toml").write_text(text, encoding="utf-8")
        return read("own", tmp_path)

    return read_it


@pytest.mark.parametrize("name", [path.stem for path in PATHS.glob("*.toml")])
def test_every_path_is_whole(name):
    title, stops = read(name)
    assert title
    assert all(take.ids for stop in stops for take in stop.takes)


def test_ninety_minutes_are_ninety_minutes_from_the_first_lesson_to_the_last_but_two():
    _, stops = read("ninety")
    assert sum(stop.minutes for stop in stops) == 90
    lessons = [take.lesson.stem[:2] for stop in stops for take in stop.takes]
    assert lessons == sorted(lessons)
    assert (lessons[0], lessons[-1]) == ("00", "13")


def test_teaching_says_the_same_minutes_and_headings_as_the_file():
    _, stops = read("ninety")
    told = [(row["minutes"], row["from"]) for row in table("minutes")]
    assert told == [(stop.span, f"{stop.takes[0].lesson.stem[:2]} {stop.name}") for stop in stops]
    assert all(row[heading] for row in table("minutes") for heading in ("ask", "expect", "show"))


def test_what_prose_announces_by_a_colon_is_taken_too():
    announced = []
    for take in (take for stop in read("ninety")[1] for take in stop.takes):
        cells = [cell for cell in nbformat.read(take.lesson, as_version=4).cells if not is_claim(cell)]
        for cell, after in itertools.pairwise(cells):
            if cell.id in take.ids and cell.cell_type == "markdown" and cell.source.endswith(":"):
                announced.append((take.lesson.stem, after.id, after.id in take.ids))
    assert len(announced) > 5
    assert [found for found in announced if not found[-1]] == []


def test_every_stop_has_something_to_see():
    for stop in read("ninety")[1]:
        cells = [(take, cell) for take in stop.takes for cell in nbformat.read(take.lesson, as_version=4).cells]
        assert any(cell.get("outputs") for take, cell in cells if cell.id in take.ids)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "'stops' is missing"),
        ("title = ", "own.toml: Invalid value"),
        (STOP, "'title' is missing"),
        ('title = "A"\n' + STOP.replace("5", "0"), "a whole number from 1, got 0"),
        ('title = "A"\n' + STOP.replace("5", "true"), "a whole number from 1, got True"),
        ('title = "A"\n' + STOP.replace("00", "77"), "there is no lesson '77'"),
        ('title = "A"\n' + STOP.replace("Draw a", "Draw no"), "lesson 00 has no heading 'Draw no digit', but 'Draw a"),
        (
            'title = "A"\n' + STOP.replace('digit" }', 'digit", cells = ["c99"] }'),
            "has no cell 'c99' under 'Draw a digit'",
        ),
        ('title = "A"\n' + STOP.replace("heading", "header"), "own.toml: .*header"),
        ('title = "A"\n[[stops]]\nminutes = 5\ntake = []', "a stop takes nothing"),
    ],
)
def test_what_is_wrong_in_the_file_is_one_sentence(path_of, text, said):
    with pytest.raises(ValueError, match=said) as error:
        path_of(text)
    assert str(error.value).startswith("own.toml: ")
    assert "\n" not in str(error.value)


def test_an_unknown_path_is_answered_with_those_that_are_there(capsys):
    with pytest.raises(SystemExit) as end:
        command.main(["--path", "sixty"])
    assert end.value.code == 2
    assert "no slides: there is no path 'sixty': choose one of ninety" in capsys.readouterr().err


def test_prose_is_divided_at_a_heading_in_its_middle():
    def prose(source, name):
        return nbformat.v4.new_markdown_cell(source, id=name)

    code = nbformat.v4.new_code_cell("# a comment", id="c2")
    notebook = nbformat.v4.new_notebook(
        cells=[prose("# Title", "c0"), prose("## A\n\none\n\n## B\n\ntwo", "c1"), code, prose("## C", "c3")]
    )
    found = {name: [(cell.id, cell.source) for cell in cells] for name, cells in sections(notebook).items()}
    assert found == {
        "A": [("c1", "## A\n\none")],
        "B": [("c1", "## B\n\ntwo"), ("c2", "# a comment")],
        "C": [("c3", "## C")],
    }


def test_the_deck_holds_the_cells_of_the_path_in_order_with_its_minutes():
    title, stops = read("ninety")
    lessons = {take.lesson: nbformat.read(take.lesson, as_version=4) for stop in stops for take in stop.takes}
    head, *cells = gathered(title, stops, lessons).cells
    assert head.source.startswith(f"# {title}")
    assert head.source.count("\n| ") == len(stops) + 1
    assert [cell.metadata["seconds"] / 60 for cell in cells if "seconds" in cell.metadata] == [s.minutes for s in stops]
    notes = [cell.source for cell in cells if cell.metadata["slideshow"]["slide_type"] == "notes"]
    assert [note.split(".")[0] for note in notes] == [f"Minutes {stop.span}" for stop in stops]
    prose = "\n".join(cell.source for cell in nbformat.read(NOTEBOOKS / "03_convolution_5x5.ipynb", 4).cells)
    assert all(cell.source in prose for cell in cells if cell.source.startswith("## One window"))

"""What every lesson must be, besides what nbval checks: that a second run prints what is committed."""

import ast
import json
import re
import statistics
from itertools import pairwise

import matplotlib.pyplot as plt
import pytest

from cnnlab.lessons import is_claim
from tools.minutes import counted, promised
from tools.places import NOTEBOOKS, ROOT

PATHS = sorted(NOTEBOOKS.glob("*.ipynb"))
LESSONS = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in PATHS}
each_lesson = pytest.mark.parametrize("name", LESSONS)


def sources(name, kind):
    return ["".join(cell["source"]) for cell in LESSONS[name]["cells"] if cell["cell_type"] == kind]


def code_cells(name):
    return [cell for cell in LESSONS[name]["cells"] if cell["cell_type"] == "code"]


def seen_code(name):
    """The sources of the code cells that a learner sees."""
    return ["".join(cell["source"]) for cell in code_cells(name) if not is_claim(cell)]


def test_there_are_lessons():
    assert LESSONS


@each_lesson
def test_a_lesson_opens_with_its_number_and_promises_and_ends_by_mirroring_them(name):
    first, *_, last = sources(name, "markdown")
    assert first.startswith(f"# {name[:2]}. ")
    assert "You will be able to" in first
    assert "minutes" in first
    assert last.startswith("## You have seen")
    promised, seen = (len(re.findall(r"(?m)^- ", text)) for text in (first, last))
    assert 2 <= promised <= seen


@each_lesson
def test_code_cells_are_short_and_have_one_idea(name):
    lengths = [len(source.splitlines()) for source in seen_code(name)]
    assert max(lengths) <= 12
    assert statistics.median(lengths) <= 4


@each_lesson
def test_no_prose_only_leads_on_to_a_cell(name):
    cells = LESSONS[name]["cells"]
    before_code = ["".join(cell["source"]) for cell, after in pairwise(cells) if after["cell_type"] == "code"]
    assert [text for text in before_code if len(text.split()) < 15 and text in sources(name, "markdown")] == []


@each_lesson
def test_what_only_checks_is_out_of_sight(name):
    claims = [cell for cell in code_cells(name) if is_claim(cell)]
    assert all(cell["metadata"]["jupyter"] == {"source_hidden": True} and not cell["outputs"] for cell in claims)
    assert [source for source in seen_code(name) if re.search(r"(?m)^\s*assert\b", source)] == []


@each_lesson
def test_no_cell_prints_true_or_false_where_a_learner_wants_a_number(name):
    printed = [
        "".join(output.get("text", "")) for cell in code_cells(name) for output in cell["outputs"] if "text" in output
    ]
    assert [text for text in printed if re.search(r"\b(True|False)\b", text)] == []


@each_lesson
def test_what_only_checks_can_be_left_out(name):
    """No cell that a learner has uses a name that only such a cell makes."""
    made = {False: set(), True: set()}
    for cell in code_cells(name):
        names = list(ast.walk(ast.parse("".join(cell["source"]))))
        stored, loaded = (
            {node.id for node in names if isinstance(node, ast.Name) and isinstance(node.ctx, context)}
            for context in (ast.Store, ast.Load)
        )
        if not is_claim(cell):
            assert loaded & (made[True] - made[False] - stored) == set()
        made[is_claim(cell)] |= stored


@each_lesson
def test_a_lesson_takes_as_long_as_its_head_promises(name):
    assert 30 <= promised(LESSONS[name]) <= 45
    assert counted(LESSONS[name]) == pytest.approx(promised(LESSONS[name]), rel=0.15)


def test_the_minutes_are_counted_by_what_a_learner_meets():
    def cell(kind, source, **more):
        return {"cell_type": kind, "metadata": more, "source": [source]}

    notebook = {
        "cells": [
            cell("markdown", "word " * 360 + "**Predict.**<details>" + "folded " * 900 + "</details>"),  # 2 + 2
            cell("code", "def mine():\n    raise NotImplementedError"),  # 7
            cell("code", 'answers = {"A": None}'),  # 7: the stub of the Bug Zoo
            cell("code", "from cnnlab.widgets import ConvStepper"),
            cell("code", "ConvStepper(image, kernel)"),  # 1
            cell("code", "Valley(inputs, targets, weights=[0])"),  # 1
            cell("code", 'Claims.from_file("article_claims.json", only=[1, 3])'),  # 1
            cell("code", "raise NotImplementedError", tags=["claim"]),
        ]
    }
    assert counted(notebook) == pytest.approx(21, abs=0.1)


@each_lesson
def test_two_or_three_questions_end_a_lesson(name):
    questions = json.loads((NOTEBOOKS / "questions" / f"{name[:2]}.json").read_text(encoding="utf-8"))
    assert len(questions) in (2, 3)


@each_lesson
def test_code_fits_the_width_of_a_cell(name):
    too_wide = [line for source in sources(name, "code") for line in source.splitlines() if len(line) > 92]
    assert too_wide == []


@each_lesson
def test_every_code_cell_was_run_in_order_without_errors_or_warnings(name):
    counts = [cell["execution_count"] for cell in code_cells(name)]
    assert counts == list(range(1, len(counts) + 1))
    kinds = [output.get("name", output["output_type"]) for cell in code_cells(name) for output in cell["outputs"]]
    assert {"error", "stderr"}.isdisjoint(kinds)


@each_lesson
def test_no_output_holds_a_widget_state_a_time_or_a_path_of_one_machine(name):
    assert "widgets" not in LESSONS[name]["metadata"]
    outputs = json.dumps(
        [output for cell in code_cells(name) for output in cell["outputs"] if "image/png" not in output.get("data", {})]
    )
    assert not re.search(r"steps/s|/home/|/tmp/|/Users/|\bC:\\\\", outputs)


@each_lesson
def test_every_cell_knows_its_place_on_a_slide(name):
    cells = LESSONS[name]["cells"]
    assert all("slideshow" in cell["metadata"] for cell in cells)
    headings = [cell for cell in cells if cell["cell_type"] == "markdown" and cell["source"][0].startswith("#")]
    assert {cell["metadata"]["slideshow"]["slide_type"] for cell in headings} == {"slide"}


@each_lesson
def test_no_answer_at_the_start_of_a_line_becomes_an_item_of_a_list(name):
    prose = "\n".join(sources(name, "markdown"))
    assert re.findall(r"(?m)^\d\d+\. .*", prose) == []
    assert re.findall(r"(?m)^(?!\d+\. |\s).+\n(1\. .*)", prose) == []  # a list of its own begins after an empty line


@each_lesson
def test_links_between_files_lead_somewhere(name):
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", "\n".join(sources(name, "markdown"))):
        assert (NOTEBOOKS / target).exists(), target


@each_lesson
def test_every_picture_has_words_beside_it(name):
    assert not re.search(r"!\[\s*\]\(|<img(?![^>]*alt=)", "\n".join(sources(name, "markdown"))), (
        "a picture without alt text"
    )
    cells = LESSONS[name]["cells"]
    for place, cell in enumerate(cells):
        if any("image/png" in output.get("data", {}) for output in cell.get("outputs", [])):
            near = [near["cell_type"] for near in cells[max(0, place - 3) : place + 2]]
            assert "markdown" in near, "".join(cell["source"])


# Numbers in prose that no cell shows, and why they may stand there.
KNOWN_NUMBERS = {
    "03_convolution_5x5": {"30": "a speed of the player", "200": "one of three answers to choose from"},
    "07_the_full_architecture": {"13": "a setting that the reader types into the widget"},
}


def numbers_in(text):
    """Whole and decimal numbers of two digits or more; smaller ones are words for counting."""
    plain = re.sub(r"(?<=\d)_(?=\d)", "", text.replace("\u2009", "").replace("\xa0", ""))
    found = re.findall(r"(?<![\w.])\d[\d,]*(?:\.\d+)?", plain)
    return {number.replace(",", "").rstrip(".") for number in found if len(number.rstrip(".,")) > 1}


UNREAD = [
    *(r"(?s)```.*?```", r"`[^`]*`", r"(?s)\$\$.*?\$\$", r"\$[^$]*\$", r"\]\([^)]*\)"),
    *(r"(?m)^# \d\d\.", r"\d\d\. (?=[A-Z])", r"[Ll]essons? \d\d(?: (?:and|to) \d\d)?", r"(?m)^\| \d\d"),
    r"About [\d-]+ minutes",
]


def prose(name):
    """What a reader reads: no code, no formulas, no links, no lesson numbers, no minutes, no misconception tags."""
    text = "\n".join(sources(name, "markdown"))
    for unread in UNREAD:
        text = re.sub(unread, " ", text)
    return text


@each_lesson
def test_every_number_in_prose_is_shown_or_asserted_by_a_cell(name):
    shown = "\n".join(sources(name, "code"))
    for cell in code_cells(name):
        for output in cell["outputs"]:
            texts = [
                output.get("text", ""),
                *(output.get("data", {}).get(kind, "") for kind in ("text/plain", "text/html")),
            ]
            shown += "\n".join("".join(text) for text in texts)
    missing = numbers_in(prose(name)) - numbers_in(shown) - set(KNOWN_NUMBERS.get(name, {}))
    assert missing == set()


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md"])
def test_links_of_the_documents_lead_somewhere(document):
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", (ROOT / document).read_text(encoding="utf-8")):
        assert (ROOT / target).exists(), target


def test_the_notebooks_together_stay_small():
    others = [*NOTEBOOKS.glob("images/*.png"), *NOTEBOOKS.glob("weights/*.npz")]
    assert sum(path.stat().st_size for path in [*PATHS, *others]) < 7_500_000
    assert max(path.stat().st_size for path in PATHS) < 600_000


@pytest.fixture
def run_cells(monkeypatch, tmp_path):
    """A function that runs the code of a lesson, each cell first changed by another function, and returns its names."""
    monkeypatch.chdir(NOTEBOOKS)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def run(name, changed=str, **names):
        for source in sources(name, "code"):
            exec(changed(source), names)
            plt.close("all")
        return names

    return run


IN_FEWER = [name for name in LESSONS if any("most=" in source for source in sources(name, "code"))]


def test_the_lessons_that_train_for_longer_than_a_browser_can_ask_for_so_many_digits():
    assert [name[:2] for name in IN_FEWER] == ["02", "03", "06", "07", "08", "09", "10", "11", "12", "13"]


@pytest.mark.parametrize("name", IN_FEWER)
def test_what_a_lesson_asserts_holds_with_the_digits_of_a_browser_and_it_says_that_they_are_fewer(
    name, run_cells, monkeypatch, capsys
):
    monkeypatch.setattr("cnnlab.data.IN_BROWSER", True)
    run_cells(name)
    assert "slower in a browser" in capsys.readouterr().out


def test_every_cell_of_the_classifier_works_with_a_training_that_was_stopped(run_cells, monkeypatch):
    """What comes before that training has fewer digits; what comes after it is let off nothing because of that."""

    def stop(run):
        if run.step == 2:
            run.stop()

    def with_stop(source):
        changed = source.replace("callbacks=[monitor]", "callbacks=[monitor, stop]")
        return source if changed == source else f"{changed}\nall_here = True"

    monkeypatch.setattr("cnnlab.data.IN_BROWSER", True)
    names = run_cells("11_digit_classifier", with_stop, stop=stop)
    assert names["all_here"]
    assert names["history"].interrupted
    assert len(names["history"].loss) == 2

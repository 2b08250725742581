"""Quiz and Claims: what they refuse, what they keep, and what a learner sees."""

import json
import re

import pytest

from cnnlab.widgets import Claims, Quiz

QUESTIONS = [
    {
        "ask": "How many places has a 2 x 2 kernel on 5 x 5 cells?",
        "options": [
            {"text": "nine", "right": False, "why": "That is a 3 x 3 kernel."},
            {"text": "sixteen", "right": True, "why": "Four across, four down."},
        ],
    },
    {
        "ask": "<b>Does</b> pooling learn?",
        "options": [
            {"text": "it does", "right": False, "why": "It has no weights."},
            {"text": "it does not", "right": True, "why": "There is nothing to learn."},
        ],
    },
]
CLAIMS = [
    {"claim": "A 28 x 28 image has 784 pixels.", "verdict": "true", "why": "28 times 28."},
    {"claim": "A dense net assumes independent pixels.", "verdict": "false", "why": "It learns XOR.", "lesson": "02"},
]


def changed(question, **options):
    return [{**question, **options}]


@pytest.mark.parametrize(
    ("make", "error", "fragment"),
    [
        (lambda: Quiz([]), ValueError, "empty"),
        (lambda: Quiz("what"), TypeError, "str"),
        (lambda: Quiz(changed(QUESTIONS[0], ask=" ")), ValueError, "empty"),
        (lambda: Quiz(changed(QUESTIONS[0], options=QUESTIONS[0]["options"][:1])), ValueError, "at least two"),
        (lambda: Quiz(changed(QUESTIONS[0], options=QUESTIONS[0]["options"][:1] * 2)), ValueError, "exactly one right"),
        (lambda: Quiz(changed(QUESTIONS[0], hint="no")), ValueError, "hint"),
        (lambda: Claims(changed(CLAIMS[0], verdict="maybe")), ValueError, "'maybe'"),
        (lambda: Claims([{"claim": "alone"}]), ValueError, "verdict"),
    ],
)
def test_malformed_questions_are_refused_in_words_that_name_them(make, error, fragment):
    with pytest.raises(error, match=re.escape(fragment)):
        make()


def test_answers_are_kept_by_name_and_found_again(tmp_path):
    first = Claims(CLAIMS, name="before", folder=tmp_path)
    first.answers = {"0": "true", "1": "depends"}
    Claims(CLAIMS, name="after", folder=tmp_path).answers = {"1": "false"}
    stored = json.loads((tmp_path / "cnnlab_answers.json").read_text())
    assert stored == {"before": {"0": "true", "1": "depends"}, "after": {"1": "false"}}
    assert Claims(CLAIMS, name="before", folder=tmp_path).answers == {"0": "true", "1": "depends"}


def test_forgotten_answers_leave_the_file_and_others_stay(tmp_path):
    for name in ("one", "two"):
        Claims(CLAIMS, name=name, folder=tmp_path).answers = {"0": "true"}
    Claims(CLAIMS, name="one", folder=tmp_path).answers = {}
    assert json.loads((tmp_path / "cnnlab_answers.json").read_text()) == {"two": {"0": "true"}}


def test_a_damaged_file_is_a_sentence_and_kept_aside_at_the_next_answer(tmp_path):
    file = tmp_path / "cnnlab_answers.json"
    file.write_text("{half")
    widget = Claims(CLAIMS, name="one", folder=tmp_path)
    assert "cannot be read" in widget.message
    assert file.read_text() == "{half"
    widget.answers = {"0": "true"}
    assert json.loads(file.read_text()) == {"one": {"0": "true"}}
    assert (tmp_path / "cnnlab_answers.json.bak").read_text() == "{half"


def test_without_a_name_nothing_is_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Claims(CLAIMS).answers = {"0": "true"}
    assert list(tmp_path.iterdir()) == []


def test_questions_come_from_a_file_whose_name_they_take(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "03.json").write_text(json.dumps(QUESTIONS))
    Quiz.from_file("03.json").answers = {"0": [1]}
    assert json.loads((tmp_path / "cnnlab_answers.json").read_text()) == {"03": {"0": [1]}}
    assert Quiz.from_file("03.json", name=None).answers == {}
    (tmp_path / "03.json").write_text("{half")
    with pytest.raises(ValueError, match=re.escape("03.json is not a JSON file")):
        Quiz.from_file("03.json")


def test_the_repr_is_the_whole_text():
    assert all(text in repr(Quiz(QUESTIONS)) for text in ("sixteen", "pooling learn"))
    assert "784 pixels" in repr(Claims(CLAIMS))


def test_each_option_has_its_own_feedback_and_the_first_try_counts(open_page):
    page = open_page(Quiz(QUESTIONS))
    page.get_by_label("nine", exact=True).check()
    assert page.get_by_text("That is a 3 x 3 kernel.").is_visible()
    page.get_by_label("sixteen", exact=True).check()
    assert page.get_by_text("Four across, four down.").is_visible()
    page.get_by_label("it does not", exact=True).check()
    assert page.get_by_text("1 of 2 right at the first try").is_visible()
    assert page.locator(".cnnlab b", has_text="Does").count() == 0, "text stays text"


def test_a_verdict_is_shown_after_an_answer_only(open_page):
    page = open_page(Claims(CLAIMS))
    show = page.get_by_role("button", name=re.compile("Show the verdict")).first
    assert show.is_disabled()
    page.get_by_role("button", name=re.compile("^True")).first.press("Enter")
    show.press("Enter")
    assert page.get_by_text("28 times 28.").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [700, 1400])
@pytest.mark.parametrize("widget", [Quiz(QUESTIONS), Claims(CLAIMS)], ids=["quiz", "claims"])
def test_a_page_passes_axe_and_nothing_is_cut_off(open_page, widget, scheme, width):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = open_page(widget, scheme)
    page.set_viewport_size({"width": width, "height": 900})
    report = axe.run(page, context=".cnnlab")
    assert report.violations_count == 0, report.generate_report()
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")

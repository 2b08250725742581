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
        (lambda: Claims(CLAIMS, again=True), ValueError, "give the name"),
    ],
)
def test_malformed_questions_are_refused_in_words_that_name_them(make, error, fragment):
    with pytest.raises(error, match=re.escape(fragment)):
        make()


def test_answers_are_kept_by_name_and_found_again(tmp_path):
    first = Claims(CLAIMS, name="before", folder=tmp_path)
    first.answers = {"0": "true", "1": "depends"}
    Claims(CLAIMS, name="after", folder=tmp_path).answers = {"1": "false"}
    stored = json.loads((tmp_path / "cnnlab_answers.json").read_text(encoding="utf-8"))
    assert stored == {"before": {"0": "true", "1": "depends"}, "after": {"1": "false"}}
    assert Claims(CLAIMS, name="before", folder=tmp_path).answers == {"0": "true", "1": "depends"}


def test_forgotten_answers_leave_the_file_and_others_stay(tmp_path):
    for name in ("one", "two"):
        Claims(CLAIMS, name=name, folder=tmp_path).answers = {"0": "true"}
    Claims(CLAIMS, name="one", folder=tmp_path).answers = {}
    assert json.loads((tmp_path / "cnnlab_answers.json").read_text(encoding="utf-8")) == {"two": {"0": "true"}}


def test_claims_asked_again_keep_both_rounds(tmp_path):
    Claims(CLAIMS, name="trial", folder=tmp_path).answers = {"0": "true", "1": "depends"}
    again = Claims(CLAIMS, name="trial", folder=tmp_path, again=True)
    assert (again.first, again.answers) == ({"0": "true", "1": "depends"}, {})
    again.answers = {"1": "false"}
    assert Claims(CLAIMS, name="trial", folder=tmp_path).answers == {"0": "true", "1": "depends"}
    assert Claims(CLAIMS, name="trial", folder=tmp_path, again=True).answers == {"1": "false"}


def test_claims_asked_again_leave_out_answers_that_no_longer_fit(tmp_path):
    file = tmp_path / "cnnlab_answers.json"
    file.write_text(json.dumps({"trial": {"0": "true", "7": "true", "1": "maybe"}}), encoding="utf-8")
    assert Claims(CLAIMS, name="trial", folder=tmp_path, again=True).first == {"0": "true"}
    file.write_text("{half", encoding="utf-8")
    widget = Claims(CLAIMS, name="trial", folder=tmp_path, again=True)
    assert widget.first == {}
    assert "cannot be read" in widget.message


def test_a_damaged_file_is_a_sentence_and_kept_aside_at_the_next_answer(tmp_path):
    file = tmp_path / "cnnlab_answers.json"
    file.write_text("{half", encoding="utf-8")
    widget = Claims(CLAIMS, name="one", folder=tmp_path)
    assert "cannot be read" in widget.message
    assert file.read_text(encoding="utf-8") == "{half"
    widget.answers = {"0": "true"}
    assert json.loads(file.read_text(encoding="utf-8")) == {"one": {"0": "true"}}
    assert (tmp_path / "cnnlab_answers.json.bak").read_text(encoding="utf-8") == "{half"


def test_without_a_name_nothing_is_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Claims(CLAIMS).answers = {"0": "true"}
    assert list(tmp_path.iterdir()) == []


def test_questions_come_from_a_file_whose_name_they_take(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "03.json").write_text(json.dumps(QUESTIONS), encoding="utf-8")
    Quiz.from_file("03.json").answers = {"0": [1]}
    assert json.loads((tmp_path / "cnnlab_answers.json").read_text(encoding="utf-8")) == {"03": {"0": [1]}}
    assert Quiz.from_file("03.json", name=None).answers == {}
    (tmp_path / "03.json").write_text("{half", encoding="utf-8")
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


def asked_again(folder, **first):
    """Two claims for the second time; `first` is what was said before."""
    Claims(CLAIMS, name="trial", folder=folder).answers = first
    return Claims(CLAIMS, name="trial", folder=folder, again=True)


def test_what_one_said_first_is_shown_after_the_second_answer_only(open_page, tmp_path):
    page = open_page(asked_again(tmp_path, **{"0": "true", "1": "depends"}))
    assert page.get_by_text("The first time you said").count() == 0
    page.get_by_role("button", name="True", exact=True).first.press("Enter")
    assert page.get_by_text("The first time you said the same.").is_visible()
    page.get_by_role("button", name="False", exact=True).last.press("Enter")
    assert page.get_by_text("The first time you said it depends.").is_visible()
    status = page.get_by_role("status")
    assert status.inner_text() == "2 of 2 answered. You changed your mind on 1 of 2."
    page.get_by_role("button", name="Show the verdict").last.press("Enter")
    assert status.inner_text().endswith("You agree with 1 of the 1 verdict shown; the first time it was 0.")
    page.get_by_role("button", name="Forget these answers").press("Enter")
    assert page.get_by_text("The first time you said").count() == 0


def test_a_second_time_without_a_first_says_so(open_page, tmp_path):
    page = open_page(asked_again(tmp_path))
    page.get_by_role("button", name="True", exact=True).first.press("Enter")
    assert page.get_by_role("status").inner_text() == "1 of 2 answered. No answers from the first time are kept here."


def test_a_claim_that_was_not_judged_first_is_not_compared(open_page, tmp_path):
    page = open_page(asked_again(tmp_path, **{"1": "false"}))
    page.get_by_role("button", name="True", exact=True).first.press("Enter")
    page.get_by_role("button", name="False", exact=True).last.press("Enter")
    assert page.get_by_role("status").inner_text() == "2 of 2 answered. You changed your mind on 0 of 1."


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_second_time_passes_axe_with_everything_open(open_page, tmp_path, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = open_page(asked_again(tmp_path, **{"0": "true", "1": "depends"}), scheme)
    for number in (0, 1):
        page.get_by_role("button", name="True", exact=True).nth(number).press("Enter")
        page.get_by_role("button", name="Show the verdict").first.press("Enter")
    report = axe.run(page, context=".cnnlab")
    assert report.violations_count == 0, report.generate_report()


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

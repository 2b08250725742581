"""Quiz and Claims: what they refuse, and what they keep."""

import json
import re
from pathlib import Path

import pytest
from traitlets import TraitError
from widgets.questions.examples import CLAIMS, QUESTIONS

from cnnlab.widgets import Claims, Quiz

ARTICLE = Path(__file__).parents[3] / "notebooks" / "article_claims.json"


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
        (lambda: Claims(CLAIMS, only=[]), ValueError, "only is empty: name at least one of the claims 1 to 2"),
        (lambda: Claims(CLAIMS, only=[1, 3]), ValueError, "only names claim 3, but there are claims 1 to 2"),
        (lambda: Claims(CLAIMS, only=[0]), ValueError, "a claim number in only must be at least 1, got 0"),
        (lambda: Claims(CLAIMS, only=[2, 1, 2]), ValueError, "only names claim 2 more than once"),
        (lambda: Claims(CLAIMS, only=2), TypeError, "only must be a list of claim numbers, got 2"),
        (lambda: Claims(CLAIMS, only=["1"]), TypeError, "must be a whole number, got '1'"),
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


def test_some_of_the_claims_answer_for_the_whole_list(tmp_path):
    file = tmp_path / "cnnlab_answers.json"
    path = tmp_path / "trial.json"
    path.write_text(json.dumps(CLAIMS), encoding="utf-8")
    first = Claims.from_file(path, folder=tmp_path, only=[1])
    second = Claims.from_file(path, folder=tmp_path, only=[2])
    assert [claim["claim"] for claim in second.claims] == [CLAIMS[1]["claim"]]
    assert "2. A dense net" in repr(second)
    first.answers = {"0": "no idea"}
    second.answers = {"1": "depends"}
    with pytest.raises(TraitError, match="no such question"):
        second.answers = {"0": "true"}
    assert Claims.from_file(path, folder=tmp_path).answers == {"0": "no idea", "1": "depends"}
    assert Claims.from_file(path, folder=tmp_path, only=[2]).answers == {"1": "depends"}
    second.answers = {}
    assert json.loads(file.read_text(encoding="utf-8")) == {"trial": {"0": "no idea"}}


def test_the_claims_of_the_article_can_be_asked_a_few_at_a_time():
    whole = Claims.from_file(ARTICLE, name=None)
    assert Claims.from_file(ARTICLE, name=None, only=range(4, 6)).claims == whole.claims[3:5]


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

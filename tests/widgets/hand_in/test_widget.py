"""HandIn in Python: what it reads, what it says of it, and what it deletes."""

import json

import pytest
from widgets.hand_in.records import RECORD, hand_in

from cnnlab.record import COPY, FILE
from cnnlab.widgets import HandIn, Quiz
from cnnlab.widgets.hand_in.words import told

OPTIONS = [{"text": "two", "right": True, "why": "Yes."}, {"text": "three", "right": False, "why": "No."}]


@pytest.fixture
def file(tmp_path):
    path = tmp_path / FILE
    path.write_text(json.dumps(RECORD), encoding="utf-8")
    return path


def test_it_holds_the_record_and_the_words_for_it_and_all_of_them_are_its_repr(file):
    widget = HandIn(file.parent)
    assert (widget.record, widget.told, widget.message) == (RECORD, told(RECORD), "")
    assert all(line in repr(widget) for part in told(RECORD) for line in part["lines"])
    assert repr(hand_in({})).endswith("Nothing yet.")


def test_it_looks_where_python_works_and_again_when_it_is_asked(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    widget = HandIn()
    assert (widget.record, widget.told) == ({}, [])
    Quiz([{"ask": "One and one?", "options": OPTIONS}], name="03").answers = {"0": [0]}
    assert widget.record == {}
    widget.looked += 1
    assert widget.record == {"03": {"0": [0]}}
    assert widget.told == [{"title": "Lesson 03", "lines": ["1 question answered, in 1 try."]}]


def test_what_is_deleted_is_gone_from_the_file_and_from_the_widget(file):
    file.with_name(f"{FILE}.bak").write_text("{half", encoding="utf-8")
    widget = HandIn(file.parent)
    widget.deleted += 1
    assert (widget.record, widget.told, widget.message) == ({}, [], "")
    assert json.loads(file.read_text(encoding="utf-8")) == {}
    assert sorted(path.name for path in file.parent.iterdir() if not path.name.startswith(".")) == [FILE]


def test_a_damaged_file_is_a_sentence_and_may_be_deleted(file):
    file.write_text("{half", encoding="utf-8")
    widget = HandIn(file.parent)
    assert widget.message.startswith(f"{FILE} cannot be read")
    assert (widget.record, file.read_text(encoding="utf-8")) == ({}, "{half")
    widget.deleted += 1
    assert (widget.message, json.loads(file.read_text(encoding="utf-8"))) == ("", {})


def test_what_cannot_be_deleted_is_a_sentence(file, monkeypatch):
    def denied(path, text):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("cnnlab.record.store.write_text", denied)
    widget = HandIn(file.parent)
    widget.deleted += 1
    assert widget.message == "Your answers cannot be deleted: Permission denied."
    assert widget.record == RECORD


def test_where_only_answers_are_kept_it_says_so(file):
    assert "no student's copy" in HandIn(file.parent).about["note"]
    file.with_name(COPY).write_text("{}", encoding="utf-8")
    assert HandIn(file.parent).about["note"] == ""


def test_a_folder_that_is_none_is_refused():
    with pytest.raises(TypeError, match="str"):
        HandIn(3)

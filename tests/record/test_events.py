"""Attempts, predictions and times: what is counted, what others have spoilt, and that nothing is written elsewhere."""

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from cnnlab.record import FILE, RESERVED, keep_attempt, keep_prediction
from cnnlab.widgets import Claims, Quiz

OPTIONS = [{"text": "two", "right": True, "why": "Yes."}, {"text": "three", "right": False, "why": "No."}]
QUESTIONS = [{"ask": f"{n} and one?", "options": OPTIONS} for n in range(3)]
CLAIMS = [{"claim": f"Claim {n}.", "verdict": "true", "why": "So."} for n in range(12)]


def record(folder):
    return json.loads((folder / FILE).read_text(encoding="utf-8"))


def is_now(text):
    """Whether a text is a time of this minute, in UTC and in seconds, as the format has it."""
    time = datetime.fromisoformat(text)
    age = datetime.now(UTC) - time
    return text == time.astimezone(UTC).isoformat(timespec="seconds") and timedelta(0) <= age < timedelta(minutes=1)


# ----------------------------------------------------------------------------------------------------------- exercises


def test_attempts_are_counted_with_what_they_betrayed_and_the_latest_verdict_stands(copy):
    for ok, misconception in [(False, "M8"), (False, None), (False, "M8"), (True, None), (False, "M1"), (True, None)]:
        assert keep_attempt("conv2d", ok, misconception) == ""
        entry = record(copy)["exercises"]["conv2d"]
        assert entry["ok"] is ok
    assert {name: entry[name] for name in ("attempts", "misconceptions")} == {
        "attempts": 6,
        "misconceptions": {"M8": 2, "M1": 1},
    }
    assert all(is_now(entry[name]) for name in ("first", "last", "right"))
    assert set(entry) == {"attempts", "ok", "misconceptions", "first", "last", "right"}


def test_the_first_time_it_was_right_stays_and_there_is_none_before(copy, monkeypatch):
    times = iter(["T1", "T2", "T3", "T4"])
    monkeypatch.setattr("cnnlab.record.events._now", lambda: next(times))
    keep_attempt("conv2d", False)
    assert "right" not in record(copy)["exercises"]["conv2d"]
    for ok in (True, False, True):
        keep_attempt("conv2d", ok)
    entry = record(copy)["exercises"]["conv2d"]
    assert (entry["first"], entry["last"], entry["right"]) == ("T1", "T4", "T2")


def test_predictions_are_counted_by_what_became_of_them(copy):
    for kind, misconception in [("wrong", "M8"), ("wrong", "M15"), ("right", None), ("shown", None), ("wrong", "M8")]:
        keep_prediction("03 ConvStepper", kind, misconception)
    entry = record(copy)["predictions"]["03 ConvStepper"]
    assert all(is_now(entry.pop(name)) for name in ("first", "last"))
    assert entry == {"right": 1, "wrong": 3, "shown": 1, "misconceptions": {"M8": 2}}
    with pytest.raises(ValueError, match="a prediction is one of right, wrong, shown, got 'guessed'"):
        keep_prediction("03 ConvStepper", "guessed")


@pytest.mark.parametrize("entries", [None, 3, [], {"conv2d": 7}, {"conv2d": {"attempts": "many", "first": 1}}])
def test_what_others_have_spoilt_is_counted_anew_and_what_stands_beside_it_stays(copy, entries):
    (copy / FILE).write_text(json.dumps({"exercises": entries, "03": {"0": [1]}}), encoding="utf-8")
    assert keep_attempt("conv2d", True) == ""
    assert record(copy)["exercises"]["conv2d"]["attempts"] == 1
    assert record(copy)["03"] == {"0": [1]}


def test_where_the_lessons_are_no_students_copy_nothing_is_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert keep_attempt("conv2d", True) == ""
    assert keep_prediction("03 ConvStepper", "right") == ""
    assert list(tmp_path.iterdir()) == []


def test_a_record_that_cannot_be_written_is_one_sentence(copy, monkeypatch):
    def full(path, text):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("cnnlab.record.store.write_text", full)
    assert keep_attempt("conv2d", True) == f"This could not be written to {FILE}: No space left on device."


def test_a_damaged_record_is_put_aside_and_said(copy):
    (copy / FILE).write_text("{half", encoding="utf-8")
    said = keep_attempt("conv2d", True)
    assert said == f"{FILE} could not be read: it is now {FILE}.bak, and a new one was begun."
    assert (copy / f"{FILE}.bak").read_text(encoding="utf-8") == "{half"
    assert record(copy)["exercises"]["conv2d"]["ok"] is True


WRITER = """
import sys
from cnnlab.record import keep_attempt, keep_prediction

print("ready", flush=True)
sys.stdin.readline()
for _ in range(100):
    assert keep_attempt("conv2d", False, "M8") == ""
    assert keep_prediction("03 ConvStepper", "wrong") == ""
"""


def test_of_two_processes_that_count_at_once_none_loses_any(copy):
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "encoding": "utf-8"}
    writers = [subprocess.Popen([sys.executable, "-c", WRITER], cwd=copy, **pipes) for _ in range(2)]
    for writer in writers:
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        print("go", file=writer.stdin, flush=True)
    for writer in writers:
        _, errors = writer.communicate(timeout=120)
        assert (writer.returncode, errors) == (0, "")
    found = record(copy)
    assert found["exercises"]["conv2d"]["attempts"] == 200
    assert found["exercises"]["conv2d"]["misconceptions"] == {"M8": 200}
    assert found["predictions"]["03 ConvStepper"]["wrong"] == 200


# --------------------------------------------------------------------------------------------------------------- times


def test_every_answer_has_its_time_beside_those_of_other_questions(copy):
    quiz, claims = Quiz(QUESTIONS, name="03"), Claims(CLAIMS, name="article_claims")
    quiz.answers = {"0": [1]}
    quiz.answers = {"0": [1, 0]}
    quiz.answers = {"0": [1, 0], "2": [0]}
    claims.answers = {"4": "true"}
    again = Claims(CLAIMS, name="article_claims", again=True)
    again.answers = {"4": "false"}
    times = record(copy)["times"]
    counts = {"03 0": 2, "03 2": 1, "article_claims 4": 1, "article_claims, again 4": 1}
    assert {name: len(given) for name, given in times.items()} == counts
    assert all(is_now(text) for given in times.values() for text in given)


def test_what_is_forgotten_takes_its_times_along_and_no_others(copy):
    first, second = (Claims(CLAIMS, name="claims", only=only) for only in ([1, 2, 11], [12]))
    quiz, longer = Quiz(QUESTIONS, name="03"), Quiz(QUESTIONS, name="03 x")
    quiz.answers = longer.answers = {"0": [1]}
    first.answers = {"0": "true", "1": "true", "10": "true"}
    second.answers = {"11": "true"}
    first.answers = {"0": "true", "10": "true"}
    assert "claims 1" not in record(copy)["times"]
    first.answers = {}
    quiz.answers = {}
    assert sorted(record(copy)["times"]) == ["03 x 0", "claims 11"]
    assert "03" not in record(copy)


def test_times_that_others_have_spoilt_do_not_keep_an_answer_from_its_place(copy):
    (copy / FILE).write_text(json.dumps({"times": {"03 0": "noon", "03 1": None}}), encoding="utf-8")
    Quiz(QUESTIONS, name="03").answers = {"0": [1]}
    assert record(copy)["03"] == {"0": [1]}
    assert [is_now(text) for text in record(copy)["times"]["03 0"]] == [True]


def test_elsewhere_an_answer_has_no_time(tmp_path):
    Quiz(QUESTIONS, name="03", folder=tmp_path).answers = {"0": [1]}
    assert record(tmp_path) == {"03": {"0": [1]}}


@pytest.mark.parametrize("name", RESERVED)
def test_no_quiz_takes_the_name_of_what_the_record_keeps_for_itself(name):
    with pytest.raises(ValueError, match=f"name cannot be '{name}': the file keeps something else by it"):
        Quiz(QUESTIONS, name=name)

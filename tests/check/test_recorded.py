"""Every checker keeps an attempt in a student's copy of the lessons, and what it cannot keep disturbs no check."""

import json

import numpy as np
import pytest
from checkers import CHECKERS
from learner import convolve, forever

from cnnlab import bug_zoo, check
from cnnlab.record import COPY, FILE


@pytest.fixture
def copy(tmp_path, monkeypatch):
    (tmp_path / COPY).write_text("{}", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def exercises(folder):
    return json.loads((folder / FILE).read_text(encoding="utf-8"))["exercises"]


def turned(image, kernel):
    return convolve(image, kernel[::-1, ::-1])


def stub(image, kernel):
    raise NotImplementedError


@pytest.mark.parametrize("name", CHECKERS)
def test_every_checker_keeps_an_attempt_under_its_own_name(copy, name):
    result = getattr(check, name)("no function")
    assert result.ok is False
    assert {name: entry["attempts"] for name, entry in exercises(copy).items()} == {name: 1}


def test_a_wrong_function_and_then_a_right_one(copy, capsys):
    assert check.conv2d(turned).misconception == "M8"
    assert exercises(copy)["conv2d"]["misconceptions"] == {"M8": 1}
    assert check.conv2d(convolve).ok
    entry = exercises(copy)["conv2d"]
    assert (entry["attempts"], entry["ok"], entry["misconceptions"]) == (2, True, {"M8": 1})
    assert entry["right"] == entry["last"]
    assert capsys.readouterr().out == ""


def test_a_stub_is_no_attempt(copy):
    assert check.conv2d(stub).ok is None
    assert check.diagnosis(dict.fromkeys(bug_zoo.SPECIMENS)).ok is None
    assert not (copy / FILE).exists()


def test_a_loop_without_end_and_a_function_that_checks_itself_are_attempts(copy, monkeypatch):
    monkeypatch.setattr("cnnlab.check.attempt.SECONDS", 0.2)
    assert check.conv2d(forever).ok is False
    assert exercises(copy)["conv2d"]["attempts"] == 1

    def checks_itself(image, kernel):
        check.max_pool2d(turned)
        return np.zeros((1, 1))

    assert check.conv2d(checks_itself).ok is False
    assert {name: entry["attempts"] for name, entry in exercises(copy).items()} == {"conv2d": 2}


def test_what_a_learners_function_does_to_the_working_folder_leads_no_record_astray(copy, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")

    def wanders(image, kernel):
        import os

        os.chdir(elsewhere)
        return convolve(image, kernel)

    assert check.conv2d(wanders).ok
    assert exercises(copy)["conv2d"]["ok"] is True
    assert list(elsewhere.iterdir()) == []


def test_a_record_that_cannot_be_written_is_one_short_line_and_the_verdict_stands(copy, monkeypatch, capsys):
    def full(path, text):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("cnnlab.record.store.write_text", full)
    assert check.conv2d(convolve).ok
    assert capsys.readouterr().out == f"(This could not be written to {FILE}: No space left on device.)\n"


def test_elsewhere_nothing_is_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert check.conv2d(convolve).ok
    assert list(tmp_path.iterdir()) == []

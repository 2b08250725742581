"""The environment of the lowest versions: made once for each state of pyproject.toml, by a resolver that picks them."""

import sys

import pytest

from tools import lowest
from tools.places import ROOT


@pytest.fixture
def commands(monkeypatch, tmp_path):
    """What is run, and nothing is; in a folder that is empty."""
    found = []
    (tmp_path / "pyproject.toml").write_text("[project]", encoding="utf-8")
    (tmp_path / ".venv-lowest").mkdir()
    monkeypatch.setattr(lowest, "PROJECT", tmp_path / "pyproject.toml")
    monkeypatch.setattr(lowest, "VENV", tmp_path / ".venv-lowest")
    monkeypatch.setattr(sys, "version_info", (*lowest.OLDEST, 9))
    for name in ("run", "run_quietly"):
        monkeypatch.setattr(lowest, name, lambda *command, **options: found.append([*map(str, command)]) or 0)
    return found


def test_the_lowest_versions_are_installed_once_and_the_tests_run_each_time(commands, capsys):
    assert [lowest.main(["-x"]), lowest.main(["-x"])] == [0, 0]
    (*installing, first), second = commands[:-1], commands[-1]
    assert [command[2] for command in installing] == ["venv", "pip", "uv"]
    assert ["--resolution", "lowest-direct", "--editable", f"{ROOT}[test]"] == installing[-1][-4:]
    assert first == second
    assert first[1:3] == ["-m", "pytest"]
    assert first[-1] == "-x"
    assert len(capsys.readouterr().out.splitlines()) == 1


def test_a_changed_project_is_installed_anew(commands):
    lowest.main([])
    lowest.PROJECT.write_text("[project]\nname = 'cnnlab'", encoding="utf-8")
    lowest.main([])
    assert len(commands) == 8


def test_another_python_is_told_why_nothing_is_tried(commands, capsys, monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 13, 1))
    assert lowest.main([]) == 0
    assert commands == []
    assert capsys.readouterr().out == f"{lowest.OTHER_PYTHON.format(3, 13)}\n"


def test_the_tests_that_it_runs_are_there():
    assert all((ROOT / "tests" / name).exists() for name in lowest.QUICK)

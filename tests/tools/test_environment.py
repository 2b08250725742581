"""How `.venv` comes about: once for each state of pyproject.toml, and without chatter."""

import sys
from pathlib import Path

import pytest

from tools import environment
from tools.environment import ALL, PLAIN, SLIDES, install


@pytest.fixture
def commands(monkeypatch, tmp_path):
    """What is run to install into a folder that is empty; nothing is."""
    found = []
    (tmp_path / "pyproject.toml").write_text("[project]", encoding="utf-8")
    (tmp_path / ".venv").mkdir()
    monkeypatch.setattr(environment, "PROJECT", tmp_path / "pyproject.toml")
    monkeypatch.setattr(environment, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(environment, "PYTHON", tmp_path / ".venv" / "python")
    monkeypatch.setattr(environment, "run_quietly", lambda *command: found.append([str(part) for part in command]))
    return found


def test_an_environment_is_made_and_filled_in_two_sentences(commands, capsys, tmp_path):
    install(SLIDES)
    python, pip = str(tmp_path / ".venv" / "python"), ["-m", "pip", "install", "--disable-pip-version-check"]
    assert commands == [
        [sys.executable, "-m", "venv", str(tmp_path / ".venv")],
        [python, *pip, "--upgrade", "pip"],
        [python, *pip, "--editable", f"{environment.ROOT}[slides]"],
    ]
    assert len(capsys.readouterr().out.splitlines()) == 2


@pytest.mark.parametrize(
    ("first", "then", "again"),
    [(PLAIN, PLAIN, False), (PLAIN, SLIDES, True), (SLIDES, PLAIN, False), (SLIDES, ALL, True), (ALL, SLIDES, False)],
)
def test_what_is_installed_is_not_installed_again(commands, first, then, again):
    install(first)
    commands.clear()
    install(then)
    assert bool(commands) == again


def test_a_changed_project_is_installed_again(commands):
    install(ALL)
    commands.clear()
    environment.PROJECT.write_text("[project]\nname = 'größer'", encoding="utf-8")
    install(PLAIN)
    assert commands[-1][-1] == str(environment.ROOT)


def test_an_installation_that_failed_is_tried_again(commands, monkeypatch):
    def fail(*command):
        raise SystemExit(1)

    with monkeypatch.context() as patched:
        patched.setattr(environment, "run_quietly", fail)
        with pytest.raises(SystemExit):
            install(PLAIN)
    install(PLAIN)
    assert len(commands) == 3


def test_an_environment_is_whole_if_it_has_pip(commands, monkeypatch):
    assert not environment.has_pip()
    monkeypatch.setattr(environment, "PYTHON", Path(sys.executable))
    assert environment.has_pip()

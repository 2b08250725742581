"""The commands: what each calls, in which order, and what is said where one cannot start."""

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from conftest import LONGEST, pytest_collection_modifyitems

import dev
from tools import javascript
from tools.places import ROOT

OWN = {"lab", "test", "print"}  # the first two do it themselves, the third has a tool of another name
RUFF = [sys.executable, "-m", "ruff"]
PYTEST = [sys.executable, "-m", "pytest", "--numprocesses=auto", "--dist=loadfile", "--no-loadscope-reorder"]
PYTEST += ["--screenshot=only-on-failure", "--output=test-results"]


@pytest.fixture
def commands(monkeypatch):
    """What dev.py runs, and nothing does: the commands, each with the exit code 0."""
    found = []
    monkeypatch.setattr(dev, "run", lambda *command, **_: found.append(list(command)) or 0)
    monkeypatch.setattr(javascript, "checks", lambda: [["biome", "ci"], ["tsc"], ["node", "--test"]])
    return found


def test_the_help_names_every_command(capsys):
    assert dev.main([]) == 0
    said = capsys.readouterr().out
    assert [name for name in dev.EXTRAS if f"python dev.py {name} " not in said] == []


def test_an_unknown_command_is_answered_with_the_help(capsys):
    assert dev.main(["lesson"]) == 2
    assert "python dev.py lab " in capsys.readouterr().out


def test_an_old_python_is_told_so_in_a_sentence(capsys, monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 9, 6))
    assert dev.main(["lab"]) == 2
    assert capsys.readouterr().out.startswith("cnnlab needs Python 3.11 or newer; this is ")


def test_tests_run_after_lint_format_and_the_javascript(commands):
    assert dev.test(["tests/test_nn.py", "-k", "dropout"]) == 0
    lint = [[*RUFF, "check", ROOT], [*RUFF, "format", "--check", ROOT]]
    scripts = [["biome", "ci"], ["tsc"], ["node", "--test"]]
    assert commands == [*lint, *scripts, [*PYTEST, "tests/test_nn.py", "-k", "dropout"]]


def test_the_files_that_take_longest_are_begun_first():
    assert [name for name in LONGEST if not (ROOT / name).exists()] == []
    items = [SimpleNamespace(nodeid=f"{name}::test") for name in ("tests/a.py", *LONGEST[::-1], "tests/b.py")]
    pytest_collection_modifyitems(items)
    assert [item.nodeid.removesuffix("::test") for item in items] == [*LONGEST, "tests/a.py", "tests/b.py"]


@pytest.mark.parametrize("failing", ["format", "tsc"])
def test_the_first_check_that_fails_is_the_last(commands, monkeypatch, failing):
    monkeypatch.setattr(dev, "run", lambda *command, **_: commands.append(command) or 3 * (failing in command))
    assert dev.test([]) == 3
    assert failing in commands[-1]


@pytest.mark.parametrize(
    ("name", "tool"), [(name, name) for name in dev.EXTRAS if name not in OWN] + [("print", "paper")]
)
def test_every_other_command_starts_its_tool(commands, name, tool):
    assert dev.do(name, ["flag"]) == 0
    assert commands == [[sys.executable, "-m", f"tools.{tool}", "flag"]]
    assert (ROOT / "tools" / tool).with_suffix(".py").exists() or (ROOT / "tools" / tool / "__main__.py").exists()


def test_outside_of_the_environment_a_command_starts_once_more_within(commands, monkeypatch):
    installed = []
    monkeypatch.setattr(sys, "prefix", str(Path(sys.base_prefix)))
    monkeypatch.setattr(dev, "install", installed.append)
    assert dev.main(["slides", "a.ipynb"]) == 0
    assert installed == ["[slides]"]
    assert commands == [[dev.PYTHON, ROOT / "dev.py", "slides", "a.ipynb"]]


def test_within_the_environment_a_command_runs_at_once_after_what_has_changed_is_installed(commands, monkeypatch):
    monkeypatch.setattr(sys, "prefix", str(dev.VENV))
    monkeypatch.setattr(dev, "install", lambda extras: commands.append(["install", extras]))
    assert dev.main(["slides", "a.ipynb"]) == 0
    assert commands == [["install", "[slides]"], [sys.executable, "-m", "tools.slides", "a.ipynb"]]

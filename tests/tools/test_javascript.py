"""Where Node comes from, what it runs, and what is said where there is none."""

import sys
from pathlib import Path

import pytest

from tools import javascript
from tools.places import ROOT


@pytest.fixture
def machine(monkeypatch, tmp_path):
    """A function that puts Node of a version, and npm, into one of the places where they are looked for."""
    own, others = tmp_path / "own", tmp_path / "others"
    versions = {}
    monkeypatch.setattr(sys, "executable", str(own / "python"))
    monkeypatch.setenv("PATH", str(others))
    monkeypatch.setattr(javascript, "major_version", lambda node: versions[Path(node).parent])

    def add(place, version):
        folder = {"own": own, "others": others}[place]
        folder.mkdir()
        versions[folder] = version
        suffix = ".exe" if sys.platform == "win32" else ""
        for name in ("node", "npm"):
            (folder / f"{name}{suffix}").touch(mode=0o755)
        return tuple(str(folder / f"{name}{suffix}") for name in ("node", "npm"))

    return add


def test_the_environments_own_node_comes_first(machine):
    own = machine("own", 24)
    machine("others", 22)
    assert javascript.node_and_npm() == own


@pytest.mark.parametrize("version", [20, 26])
def test_else_the_machines_is_taken(machine, version):
    others = machine("others", version)
    assert javascript.node_and_npm() == others


def test_but_not_an_old_one(machine):
    machine("others", 18)
    assert javascript.node_and_npm() is None


def test_without_node_one_sentence_is_said_and_nothing_is_run(machine, monkeypatch, capsys):
    monkeypatch.delenv("CI", raising=False)
    assert javascript.checks() == []
    assert capsys.readouterr().out.splitlines() == [javascript.NO_NODE]


def test_without_node_ci_fails(machine, monkeypatch):
    monkeypatch.setenv("CI", "true")
    with pytest.raises(SystemExit, match="there is no Node"):
        javascript.checks()


def test_node_tells_its_version():
    node, _ = javascript.node_and_npm() or pytest.skip(javascript.NO_NODE)
    assert javascript.major_version(node) >= javascript.OLDEST


def test_packages_are_installed_once_for_each_lock_file(monkeypatch, tmp_path, capsys):
    commands = []
    (tmp_path / "node_modules").mkdir()
    (tmp_path / "lock").write_text("{}", encoding="utf-8")
    monkeypatch.setattr(javascript, "LOCK", tmp_path / "lock")
    monkeypatch.setattr(javascript, "MODULES", tmp_path / "node_modules")
    monkeypatch.setattr(javascript, "run_quietly", lambda *command: commands.append(command))
    for _ in range(2):
        javascript.install("npm")
    assert [command[:2] for command in commands] == [("npm", "ci")]
    assert len(capsys.readouterr().out.splitlines()) == 1
    (tmp_path / "lock").write_text("{ }", encoding="utf-8")
    javascript.install("npm")
    assert len(commands) == 2


def test_every_test_in_javascript_is_run_by_its_path(monkeypatch):
    monkeypatch.setattr(javascript, "node_and_npm", lambda: ("node", "npm"))
    monkeypatch.setattr(javascript, "install", lambda npm: None)
    biome, types, tests = javascript.checks()
    assert [biome[2], *types[-2:]] == ["ci", "-p", "."]
    assert tests == ["node", "--test", *sorted((ROOT / "tests").rglob("*.test.js"))]

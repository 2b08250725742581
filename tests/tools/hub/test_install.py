"""The hub's environment: made once for each state of pyproject.toml, with one version of the proxy."""

import json

import pytest

from tools.hub import __main__ as command
from tools.hub import install
from tools.places import ROOT


@pytest.fixture
def commands(monkeypatch, tmp_path):
    """What is run to install into a folder that is empty; npm leaves what it would, and nothing else is done."""
    found = []
    (tmp_path / "pyproject.toml").write_text("[project]", encoding="utf-8")
    (tmp_path / ".venv-hub").mkdir()
    monkeypatch.setattr(install, "PROJECT", tmp_path / "pyproject.toml")
    monkeypatch.setattr(install, "VENV", tmp_path / ".venv-hub")
    monkeypatch.setattr(install, "node_and_npm", lambda: ("node", "npm"))

    def run(*parts):
        found.append([str(part) for part in parts])
        if parts[0] == "npm":
            package = tmp_path / ".venv-hub" / "node_modules" / install.PROXY / "package.json"
            package.parent.mkdir(parents=True, exist_ok=True)
            package.write_text(json.dumps({"version": parts[-1].rpartition("@")[2]}), encoding="utf-8")

    monkeypatch.setattr(install, "run_quietly", run)
    return found


def test_jupyterhub_and_its_proxy_are_installed_once(commands, capsys):
    install.install()
    install.install()
    venv, uv, packages, proxy = commands
    assert venv[1:3] == ["-m", "venv"]
    assert uv[-1] == "uv"
    assert packages[-1] == f"{ROOT}[hub]"
    assert proxy[-1] == f"configurable-http-proxy@{install.VERSION}"
    assert len(capsys.readouterr().out.splitlines()) == 2


def test_what_has_changed_is_installed_anew(commands, monkeypatch):
    install.install()
    commands.clear()
    install.PROJECT.write_text("[project]\nname = 'cnnlab'", encoding="utf-8")
    install.install()
    assert [parts[-1] for parts in commands][-1] == f"{ROOT}[hub]"
    commands.clear()
    monkeypatch.setattr(install, "VERSION", "5.4.0")
    install.install()
    assert [parts[-1] for parts in commands] == ["configurable-http-proxy@5.4.0"]


def test_without_node_the_command_says_what_to_install(commands, monkeypatch, capsys):
    monkeypatch.setattr(install, "node_and_npm", lambda: None)
    assert command.main([]) == 2
    assert capsys.readouterr().out == f"{install.NO_NODE}\n"
    assert commands == []

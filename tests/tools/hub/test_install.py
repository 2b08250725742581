"""The hub's environment: made once for each state of pyproject.toml, with one version of the proxy."""

import json
import shutil
import socket
from pathlib import Path

import pytest

from tools.browser import free_port
from tools.hub import __main__ as command
from tools.hub import install
from tools.javascript import node_and_npm
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
    assert command.main(["--port", str(free_port())]) == 2
    assert capsys.readouterr().out == f"{install.NO_NODE}\n"
    assert commands == []


def test_a_file_in_the_place_of_the_class_folder_is_said(commands, tmp_path, capsys):
    (tmp_path / "class").touch()
    assert command.main([str(tmp_path / "class")]) == 2
    assert "is a file: name a folder" in capsys.readouterr().out
    assert commands == []


def test_a_port_that_somebody_has_is_said(commands, capsys):
    with socket.create_server(("127.0.0.1", 0)) as other:
        assert command.main(["--port", str(other.getsockname()[1])]) == 2
    assert command.main(["--port", "77777"]) == 2
    assert capsys.readouterr().out.count("choose another with --port") == 2
    assert commands == []


@pytest.mark.skipif(node_and_npm() is None, reason=install.NO_NODE)
def test_the_proxy_is_run_by_the_program_itself_and_not_by_a_script_that_starts_it():
    """JupyterHub ends the process that it started, and no other."""
    node = shutil.which("node", path=install.search_path())
    assert not Path(node).read_bytes().startswith(b"#!")

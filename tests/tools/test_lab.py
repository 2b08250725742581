"""JupyterLab as `python dev.py lab` starts it."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from tools import lab
from tools.browser import free_port
from tools.places import NOTEBOOKS, ROOT
from tools.stamps import put_stamp


@pytest.fixture
def commands(monkeypatch):
    found = []
    monkeypatch.setattr(lab, "run", lambda *command: found.append(command) or 0)
    return found


def test_the_first_lesson_is_opened_unless_a_file_is_named(commands):
    lab.open_lab(["--no-browser"])
    lab.open_lab(["notebooks/GLOSSARY.md"])
    first = NOTEBOOKS / "00_start_here.ipynb"
    assert commands[0][-2:] == (first, "--no-browser")
    assert commands[1][-1] == "notebooks/GLOSSARY.md"
    assert first not in commands[1]


@pytest.mark.parametrize("root", [True, False])
def test_root_is_allowed_and_told_so_in_one_line(commands, monkeypatch, capsys, root):
    monkeypatch.setattr(lab, "AS_ROOT", root)
    lab.open_lab([])
    assert ("--allow-root" in commands[0]) == root
    assert len(capsys.readouterr().out.splitlines()) == root
    assert "--ServerApp.ip=127.0.0.1" in commands[0]


@pytest.fixture
def odd_checkout(tmp_path):
    """A small checkout in a folder whose path has spaces and letters beyond ASCII."""
    folder = tmp_path / "größe und mehr" / "cnn lab"
    shutil.copytree(ROOT / "tools", folder / "tools")
    shutil.copy(ROOT / "dev.py", folder)
    (folder / "notebooks").mkdir()
    shutil.copy(NOTEBOOKS / "00_start_here.ipynb", folder / "notebooks")
    shutil.copy(ROOT / "pyproject.toml", folder)
    (folder / ".venv").mkdir()
    for part in Path(sys.prefix).iterdir():  # this environment, stamped as the folder's own
        if part.suffix != ".stamp":
            (folder / ".venv" / part.name).symlink_to(part, target_is_directory=part.is_dir())
    put_stamp(folder / ".venv" / "cnnlab.stamp", folder / "pyproject.toml")
    return folder


@pytest.mark.skipif(sys.platform == "win32", reason="a link to a folder needs rights there")
def test_lab_starts_in_a_folder_with_spaces_and_letters_beyond_ascii(odd_checkout, tmp_path):
    port = free_port()
    own = {name: str(tmp_path / name) for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR")}
    own |= {"JUPYTER_TOKEN": "secret", "PYTHONPATH": ""}
    command = [odd_checkout / ".venv/bin/python", "dev.py", "lab", "--no-browser", f"--ServerApp.port={port}"]
    process = subprocess.Popen(command, cwd=odd_checkout, env={**os.environ, **own}, start_new_session=True)
    try:
        address = f"http://127.0.0.1:{port}/api/contents/00_start_here.ipynb?content=0&token=secret"
        assert json.loads(wait_for(address, process))["name"] == "00_start_here.ipynb"
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(30)


def wait_for(address, process):
    """What is answered there as soon as somebody answers, while the process runs."""
    while process.poll() is None:
        with contextlib.suppress(ConnectionError, urllib.error.URLError), urllib.request.urlopen(address) as answer:
            return answer.read()
        time.sleep(0.1)
    pytest.fail("JupyterLab has ended")

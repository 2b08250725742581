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

import cnnlab
from cnnlab.record import COPY
from tools import lab
from tools.browser import free_port
from tools.places import NOTEBOOKS, ROOT
from tools.stamps import put_stamp


@pytest.fixture
def commands(monkeypatch, tmp_path):
    found = []
    monkeypatch.setattr(lab, "run", lambda *command: found.append(command) or 0)
    monkeypatch.setattr(lab, "OWN", tmp_path / "my_lessons")
    return found


def test_the_learners_first_lesson_is_opened_unless_a_file_is_named(commands):
    lab.open_lab(["--no-browser"])
    lab.open_lab(["notebooks/GLOSSARY.md"])
    first = lab.OWN / "00_start_here.ipynb"
    assert first.exists()
    assert commands[0][-2:] == (first, "--no-browser")
    assert commands[1][-1] == "notebooks/GLOSSARY.md"
    assert first not in commands[1]


def test_a_lesson_starts_afresh_and_is_opened(commands, capsys):
    lab.open_lab([])
    own = lab.OWN / "03_convolution_5x5.ipynb"
    own.write_text("mine", encoding="utf-8")
    assert lab.open_lab(["--afresh=03", "--no-browser"]) == 0
    assert commands[1][-2:] == (own, "--no-browser")
    assert own.read_text(encoding="utf-8") != "mine"
    [kept] = lab.OWN.glob("03* until *.ipynb")
    assert kept.read_text(encoding="utf-8") == "mine"
    assert kept.name in capsys.readouterr().out


def test_what_is_kept_of_the_first_lesson_is_not_opened_in_its_place(commands):
    lab.open_lab([])
    lab.open_lab(["--afresh=00"])
    lab.open_lab([])
    assert len(list(lab.OWN.glob("00*.ipynb"))) == 2
    assert [command[-1].name for command in commands] == ["00_start_here.ipynb"] * 3


def test_what_the_note_of_the_lessons_says_is_told_or_one_sentence_says_that_it_is_damaged(commands, capsys):
    lab.open_lab([])
    note = lab.OWN / COPY
    content = json.loads(note.read_text(encoding="utf-8"))
    content["lessons"]["03_convolution_5x5.ipynb"]["sha256"] = "of an older one"
    note.write_text(json.dumps(content), encoding="utf-8")
    assert lab.open_lab([]) == 0
    assert (
        f"03 was given from {cnnlab.__version__} and has changed since: --afresh=03 begins" in capsys.readouterr().out
    )
    note.write_text("{half", encoding="utf-8")
    assert lab.open_lab([]) == 2
    assert f"{note} is damaged: delete it" in capsys.readouterr().out
    assert len(commands) == 2


def test_a_lesson_that_is_not_there_is_one_sentence(commands, capsys):
    assert lab.open_lab(["--afresh=77"]) == 2
    assert commands == []
    assert capsys.readouterr().out.splitlines()[-1].startswith("there is no lesson '77': name one by its number")


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

"""How a hub ends: with all that it has started, whatever state it is in."""

import os
import subprocess
import sys
import time

import pytest

from tools.hub import running

STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(0, flush=True); time.sleep(600)"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="JupyterHub does not run on Windows")


def started(class_folder, **more):
    """A process of this class, in a session of its own, that does not heed being asked to end."""
    environment = {**os.environ, "CNNLAB_CLASS": str(class_folder), **more}
    command = [sys.executable, "-c", STUBBORN]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, start_new_session=True)
    process.stdout.readline()
    return process


def test_the_processes_of_a_class_and_of_a_student_are_found(tmp_path):
    ours = [
        started(tmp_path / "class"),
        started(tmp_path / "class", JUPYTERHUB_USER="ada"),
        started(tmp_path / "other"),
    ]
    try:
        hub, ada, other = (process.pid for process in ours)
        assert {process.pid for process in running.processes(tmp_path / "class")} == {hub, ada}
        assert {process.pid for process in running.processes(tmp_path / "class", "ada")} == {ada}
        assert {process.pid for process in running.processes(tmp_path / "other")} == {other}
    finally:
        for process in ours:
            process.kill()
            process.communicate()


def test_nothing_is_left_of_a_hub_that_does_not_end(tmp_path, monkeypatch):
    monkeypatch.setattr(running, "ENDS", 1)
    hub, student = started(tmp_path), started(tmp_path, JUPYTERHUB_USER="ada")
    began = time.monotonic()
    running.end(hub, tmp_path)
    assert time.monotonic() - began < 10
    assert running.processes(tmp_path) == []
    for process in (hub, student):
        assert process.poll() is not None or process.wait(5) is not None
        process.communicate()


def test_a_hub_that_does_not_start_says_why_and_leaves_nothing(tmp_path, monkeypatch):
    failing = [sys.executable, "-c", "raise SystemExit('the proxy is not there')"]
    monkeypatch.setattr(running, "command", lambda folder, port: (failing, {**os.environ, "CNNLAB_CLASS": str(folder)}))
    with (
        pytest.raises(RuntimeError, match="JupyterHub did not start:\nthe proxy is not there"),
        running.running_hub(tmp_path / "class"),
    ):
        pytest.fail("it has started")
    assert running.processes(tmp_path / "class") == []

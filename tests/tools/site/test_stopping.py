"""Ctrl-C while the lessons run: one sentence, at once, and nothing left behind."""

import os
import signal
import subprocess
import sys
import time

import pytest

pytest.importorskip("myst_nb", reason="the extra `site` is not installed")

from tools.places import NOTEBOOKS, ROOT

LESSON = NOTEBOOKS / "01_ann_parameter_counts.ipynb"  # it trains


def heeding():
    """A job in the background of a script ignores Ctrl-C, and so would all that it starts; a terminal's does not."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of Windows tells of Ctrl-C in another way")
@pytest.mark.parametrize("seconds", [0.5, 4])  # into the start of a kernel, and into a lesson
def test_ctrl_c_is_answered_by_one_sentence(seconds):
    before = {*ROOT.glob(".site*")}
    terminal = {name: value for name, value in os.environ.items() if name != "PYTEST_CURRENT_TEST"}
    process = subprocess.Popen(
        [sys.executable, "-m", "tools.site", LESSON],
        cwd=ROOT,
        env=terminal,  # a kernel that knows of pytest lets what its processes say through to where it was started
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
        preexec_fn=heeding,
    )
    said = ""
    while "running the lessons" not in said:
        said += process.stderr.read(1)
    time.sleep(seconds)
    os.killpg(process.pid, signal.SIGINT)  # a terminal tells all processes that it started
    said += process.communicate(timeout=30)[1]
    assert process.returncode == 1
    _, stopped, rest = said.partition("\nstopped")
    assert stopped + rest == "\nstopped; the earlier site is as it was\n"
    assert "Traceback" not in said
    assert "KeyboardInterrupt" not in said
    assert {*ROOT.glob(".site*")} == before

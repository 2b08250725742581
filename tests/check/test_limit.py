"""The time that a learner's function has: its own, for one call and for a whole check; and that tracers survive."""

import hashlib
import itertools
import os
import subprocess
import sys
import textwrap
import threading
import time

import numpy as np
import pytest
from learner import convolve, forever

from cnnlab import check
from cnnlab.check import attempt as attempts
from cnnlab.check import limit as limits
from cnnlab.check.exercise import case
from tools.places import ROOT

both_kinds = pytest.mark.parametrize("kind", [limits.Alarm, limits.Watcher])


def timed(fn, *args):
    """What a call gives, and the seconds that it took by the clock on the wall."""
    began = time.monotonic()
    return fn(*args), time.monotonic() - began


@both_kinds
def test_an_import_takes_as_long_as_it_takes(monkeypatch, tmp_path, kind):
    monkeypatch.setattr(attempts, "SECONDS", 0.1)
    monkeypatch.setattr(limits, "IDLE", 0.0)
    monkeypatch.setattr(attempts, "limit", kind)
    monkeypatch.syspath_prepend(tmp_path)
    loop = "import time\nuntil = time.thread_time() + 0.5\nwhile time.thread_time() < until: pass\nanswer = 3\n"
    (tmp_path / "slowly_loaded.py").write_text(loop, encoding="utf-8")
    sys.modules.pop("slowly_loaded", None)

    def imports():
        import slowly_loaded

        return slowly_loaded.answer

    with attempts.Trial(imports, []) as trial:
        assert trial.attempt(case()).value == 3
        assert trial.left > attempts.IN_ALL - 0.3


def test_a_loop_after_an_import_ends():
    def imports_and_loops(image, kernel):
        import json  # noqa: F401

        forever()

    assert "never ends" in check.conv2d(imports_and_loops).message


@both_kinds
def test_a_function_that_waits_for_its_turn_has_more_time_by_the_clock(monkeypatch, kind):
    monkeypatch.setattr(attempts, "SECONDS", 0.6)
    monkeypatch.setattr(attempts, "limit", kind)
    with attempts.Trial(lambda: time.sleep(0.8), []) as trial:
        assert trial.attempt(case()).error is None
    with attempts.Trial(lambda: [time.sleep(0.1) for _ in range(100)], []) as trial:
        outcome, seconds = timed(trial.attempt, case())
    assert isinstance(outcome.error, limits.Stopped)
    assert seconds < 8


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no alarm clock")
@pytest.mark.parametrize(
    "endless",
    [
        lambda rows, columns, channels=1: (9**rows) ** (columns * 10**6),
        lambda rows, columns, channels=1: time.sleep(100),
        lambda rows, columns, channels=1: threading.Lock().acquire() and threading.Event().wait(),
    ],
    ids=["powers", "a long sleep", "a lock"],
)
def test_a_long_call_ends_on_systems_with_an_alarm_clock(monkeypatch, endless):
    monkeypatch.setattr(attempts, "SECONDS", 0.3)
    result, seconds = timed(check.count_inputs, endless)
    assert "never ends" in result.message
    assert seconds < 10


@both_kinds
def test_a_loop_in_somebody_elses_code_ends_a_little_later(monkeypatch, kind):
    monkeypatch.setattr(attempts, "SECONDS", 0.05)
    monkeypatch.setattr(attempts, "limit", kind)
    with attempts.Trial(lambda: forever(), []) as trial:
        assert isinstance(trial.attempt(case()).error, limits.Stopped)
        assert attempts.IN_ALL - trial.left > limits.GRACE


def test_a_function_that_ends_on_some_inputs_only_is_stopped_once():
    calls = itertools.count()

    def ends_on_the_first(image, kernel):
        return np.zeros((2, 2)) if next(calls) == 0 else forever()

    began = time.thread_time()
    assert check.conv2d(ends_on_the_first).ok is False
    assert time.thread_time() - began < attempts.SECONDS + 1


def test_a_right_function_that_takes_too_long_in_all_is_told_how_far_it_came(monkeypatch):
    monkeypatch.setattr(limits, "IDLE", 0.0)
    monkeypatch.setattr(attempts, "IN_ALL", 0.5)

    def slow(image, kernel):
        until = time.thread_time() + 0.02
        while time.thread_time() < until:
            pass
        return convolve(image, kernel)

    result, seconds = timed(check.conv2d, slow)
    assert result.ok is False
    assert "seconds, and a check ends there" in result.message
    assert seconds < 10


def test_what_cannot_be_stopped_is_said(monkeypatch, capsys):
    monkeypatch.setattr(attempts, "PATIENCE", 0.05)

    def in_one_call(image, kernel):
        hashlib.pbkdf2_hmac("sha256", b"", b"", 10**6)
        return convolve(image, kernel) + 1

    assert check.conv2d(in_one_call).ok is False
    said = capsys.readouterr().out
    assert "(Your function is still at work in line" in said
    assert "choose Restart Kernel in the menu" in said


def test_a_check_that_is_over_says_nothing(monkeypatch, capsys):
    monkeypatch.setattr(attempts, "PATIENCE", 1.0)
    assert check.conv2d(convolve).ok
    time.sleep(1.5)
    assert capsys.readouterr().out == ""


# ------------------------------------------------------------------------------------------------ tracers and profilers

TRACERS = {
    "sys.settrace": "sys.settrace(lambda *_: None)",
    "sys.settrace, every line": "sys.settrace(every_line)",
    "sys.setprofile": "sys.setprofile(lambda *_: None)",
    "cProfile": "profiler = cProfile.Profile(); profiler.enable()",
    "pdb": "pdb.Pdb(stdin=io.StringIO(steps), stdout=io.StringIO(), nosigint=True).set_trace()",
    "nothing": "None",
}
WORK = """
    import cProfile, io, pdb, sys
    from cnnlab import check
    from cnnlab.check import attempt, limit

    def every_line(*_):
        return every_line

    def endless(rows, columns, channels=1):
        while True:
            pass

    def right(rows, columns, channels=1):
        return rows * columns * channels

    steps = "step\\n" * 30 + "continue\\n"
    attempt.SECONDS = 0.1
    attempt.limit = {kind}
    {before}
    for fn in (right, endless, right):
        tracer = sys.gettrace()
        print(check.count_inputs(fn).ok)
        assert sys.gettrace() is tracer or "Pdb" in repr(tracer)  # which goes when it is told to continue
    {after}
    print(sum(range(1000)))
    sys.settrace(None)
    sys.setprofile(None)
    if "profiler" in globals():
        profiler.disable()
    cProfile.run("sum(range(10))")
    sys.settrace(every_line)
    print(check.count_inputs(right).ok)
"""


@pytest.mark.parametrize("kind", ["limit.Alarm", "limit.Watcher"])
@pytest.mark.parametrize("tracer", TRACERS.values(), ids=TRACERS)
def test_a_tracer_or_a_profiler_works_before_and_after_a_check(kind, tracer):
    for before, after in ((tracer, "pass"), ("pass", tracer)):
        code = textwrap.dedent(WORK).format(kind=kind, before=before, after=after)
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, timeout=120, capture_output=True, encoding="utf-8", check=False
        )
        assert done.returncode == 0, done.stderr
        words = done.stdout.split()
        assert words[:4] == ["True", "False", "True", "499500"]
        assert words[-1] == "True"

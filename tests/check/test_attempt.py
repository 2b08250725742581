"""Calling a learner's function: every loop ends, and a flood of prints is cut short."""

import builtins
import io
import os
import signal
import sys
import threading
import time
import warnings

import numpy as np
import pytest
from learner import convolve, forever, stubborn

from cnnlab import check
from cnnlab.check import attempt as attempts
from cnnlab.check import limit as limits
from cnnlab.check.exercise import case


def restart():
    """Catches the first shot in the middle of a loop, and goes on to the next loop."""
    try:
        forever()
    except:  # noqa: E722 (a learner may write this)
        forever()


@pytest.mark.parametrize("kind", [limits.Alarm, limits.Watcher])
def test_many_endless_loops_in_a_row_all_end_and_leave_no_watcher(monkeypatch, kind):
    monkeypatch.setattr(attempts, "SECONDS", 0.01)
    monkeypatch.setattr(limits, "GRACE", 0.05)  # which every third loop waits for: it runs in another file
    monkeypatch.setattr(attempts, "limit", kind)
    monkeypatch.setattr(sys, "unraisablehook", lambda _: None)  # a late shot may fall in a destructor, as in a hook
    before = threading.active_count()
    for fn in [forever, stubborn, restart] * 30:
        with attempts.Trial(fn, []) as trial:
            assert isinstance(trial.attempt(case()).error, limits.Stopped)
    until = time.monotonic() + 2
    while threading.active_count() > before and time.monotonic() < until:
        time.sleep(0.01)
    assert threading.active_count() <= before


def chatty(image, kernel):
    while True:
        print(image)


def complaining(image, kernel):
    while True:
        print(image, file=sys.stderr)


@pytest.mark.parametrize(("fn", "stream"), [(chatty, "out"), (complaining, "err")])
def test_a_function_that_prints_is_heard_at_first_and_does_not_flood_the_page(capsys, fn, stream):
    assert "never ends" in check.conv2d(fn).message
    printed = getattr(capsys.readouterr(), stream)
    assert printed.startswith("[[")
    assert printed.endswith("(The rest of what your function prints is left out.)\n")
    assert len(printed) < 2100
    print("afterwards all is printed again")
    assert capsys.readouterr().out == "afterwards all is printed again\n"


# -------------------------------------------------------------------------------------------------- what is left behind


def everything_that_is_set():
    return {
        "errors of NumPy": np.geterr(),
        "printing": np.get_printoptions(),
        "warnings": list(warnings.filters),
        "streams": (sys.stdin, sys.stdout, sys.stderr),
        "folder": os.getcwd(),
        "handlers": {number: signal.getsignal(number) for number in signal.valid_signals()},
        "depth": sys.getrecursionlimit(),
        "names of NumPy": dict(vars(np)),
        "names of everybody": {name: value for name, value in vars(builtins).items() if name != "_"},
        "tracer": (sys.gettrace(), sys.getprofile()),
        "turns": sys.getswitchinterval(),
        "timer": signal.getitimer(signal.ITIMER_REAL),
    }


def careless(image, kernel):
    np.seterr(all="raise")
    np.set_printoptions(precision=1)
    warnings.simplefilter("ignore")
    sys.stderr = sys.stdout = io.StringIO()
    os.chdir("/")
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    sys.setrecursionlimit(3000)
    sys.settrace(lambda *_: None)
    return convolve(image, kernel)


@pytest.mark.parametrize("fails", [False, True])
def test_a_check_leaves_nothing_behind(fails):
    def fn(image, kernel):
        return careless(image, kernel) + fails

    before = everything_that_is_set()
    assert check.conv2d(fn).ok is not fails
    after = everything_that_is_set()
    assert {name for name, value in after.items() if value != before[name]} == set()


@pytest.mark.parametrize(("module", "name", "told"), [(np, "sum", "np.sum"), (builtins, "range", "range")])
def test_a_name_of_everybody_that_is_replaced_is_put_back_and_told(module, name, told):
    def replaces(image, kernel):
        setattr(module, name, lambda *_: 0)
        return np.zeros((2, 2))

    before = getattr(module, name)
    result = check.conv2d(replaces)
    assert getattr(module, name) is before
    assert result.ok is False
    assert f"in the place of {told}, for everybody" in result.message


# --------------------------------------------------------------------------------------------------- what a function is


def test_the_raise_that_is_left_under_a_full_body_is_named():
    def conv2d(image, kernel):
        answer = convolve(image, kernel)
        answer = answer + 0
        raise NotImplementedError

    result = check.conv2d(conv2d)
    assert result.ok is False
    assert "still comes to the NotImplementedError of the stub in line" in result.message
    assert "(`raise NotImplementedError`): take that line out." in result.message


def test_a_stub_with_words_is_not_attempted():
    def conv2d(image, kernel):
        """What the task says."""
        raise NotImplementedError("later")

    assert check.conv2d(conv2d).ok is None


def test_a_checker_inside_the_function_that_it_checks_is_told_at_once():
    def conv2d(image, kernel):
        answer = convolve(image, kernel)
        check.conv2d(conv2d)
        return answer

    def hides_it(image, kernel):
        try:
            return conv2d(image, kernel)
        except:  # noqa: E722 (a learner may write this)
            return convolve(image, kernel)

    began = time.thread_time()
    for fn in (conv2d, hides_it):
        assert "calls a checker itself" in check.conv2d(fn).message
    assert "(`check.conv2d(conv2d)`)" in check.conv2d(conv2d).message
    assert time.thread_time() - began < 1
    assert check.conv2d(convolve).ok


def test_what_the_stop_button_raises_comes_through_and_the_next_check_runs():
    def interrupted(image, kernel):
        signal.raise_signal(signal.SIGINT)
        return convolve(image, kernel)

    previous = signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever started this may have it ignored
    try:
        before = everything_that_is_set()
        with pytest.raises(KeyboardInterrupt):
            check.conv2d(interrupted)
        assert everything_that_is_set() == before
    finally:
        signal.signal(signal.SIGINT, previous)
    assert check.conv2d(convolve).ok

"""Calling a learner's function: every loop ends, and a flood of prints is cut short."""

import threading
import time

from learner import forever, stubborn

from cnnlab import check
from cnnlab.check import attempt as attempts
from cnnlab.check.exercise import case


def restart():
    """Catches the first shot in the middle of a loop, and goes on to the next loop."""
    try:
        forever()
    except:  # noqa: E722 (a learner may write this)
        forever()


def test_many_endless_loops_in_a_row_all_end_and_leave_no_watcher(monkeypatch):
    monkeypatch.setattr(attempts, "SECONDS", 0.01)
    before = threading.active_count()
    for fn in [forever, stubborn, restart] * 30:
        assert isinstance(attempts.attempt(fn, [], case()).error, attempts.Stopped)
    until = time.monotonic() + 2
    while threading.active_count() > before and time.monotonic() < until:
        time.sleep(0.01)
    assert threading.active_count() <= before


def chatty(image, kernel):
    while True:
        print(image)


def test_a_function_that_prints_is_heard_at_first_and_does_not_flood_the_page(capsys):
    assert "never ends" in check.conv2d(chatty).message
    printed = capsys.readouterr().out
    assert printed.startswith("[[")
    assert printed.endswith("(The rest of what your function prints is left out.)\n")
    assert len(printed) < 2100
    print("afterwards all is printed again")
    assert capsys.readouterr().out == "afterwards all is printed again\n"

"""The tests of pages where Chromium may be, and nothing that drives it: they are skipped, and say what is missing."""

import os
import subprocess
import sys

from tools.places import ROOT

PAGES = "tests/widgets/pool_stepper/test_widget.py"  # most of it needs no browser


def without_a_driver(**environment):
    options = ["-n0", "-q", "-rs", "-p", "no:playwright", "-p", "no:cacheprovider", "-k", "winner or small"]
    own = {name: value for name, value in os.environ.items() if name != "CI"}
    command = [sys.executable, "-m", "pytest", *options, PAGES]
    return subprocess.run(command, cwd=ROOT, env=own | environment, capture_output=True, encoding="utf-8")


def test_without_a_driver_they_are_skipped_with_the_reason():
    done = without_a_driver()
    assert done.returncode == 0, done.stdout
    assert "1 passed, 2 skipped" in done.stdout
    assert "the browser tests need: pip install -e .[browser]" in done.stdout


def test_where_all_should_be_there_they_fail():
    done = without_a_driver(CI="true")
    assert done.returncode == 1
    assert "the browser tests need" in done.stdout

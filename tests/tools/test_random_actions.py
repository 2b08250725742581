"""Random actions on every widget lead to no error, to nothing blank and to no other cells; the seed is printed."""

import subprocess
import sys

import pytest

pytest.importorskip("playwright", reason="the browser tests need: pip install -e .[browser]")

from tools.browser import CHROMIUM, NO_CHROMIUM
from tools.places import ROOT


@pytest.mark.skipif(CHROMIUM is None, reason=NO_CHROMIUM)
@pytest.mark.parametrize(("where", "actions"), [("page", 320), ("lab", 160)])
def test_nothing_goes_wrong(where, actions):
    command = [sys.executable, "-m", "tools.random_actions", "--actions", str(actions), "--only", where]
    tried = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=400)
    assert tried.returncode == 0, tried.stdout + tried.stderr

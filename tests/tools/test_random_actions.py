"""Random actions on every widget lead to no error, nothing blank and no other cells; the seed is printed."""

import pytest

pytest.importorskip("playwright", reason="the browser tests need: pip install -e .[browser]")

from tools import random_actions
from tools.browser import CHROMIUM, NO_CHROMIUM


@pytest.mark.skipif(CHROMIUM is None, reason=NO_CHROMIUM)
@pytest.mark.parametrize(("where", "actions"), [("page", 320), ("lab", 160)])
def test_nothing_goes_wrong(where, actions):
    assert random_actions.main(["--actions", str(actions), "--only", where]) == 0

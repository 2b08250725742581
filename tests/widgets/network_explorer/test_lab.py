"""NetworkExplorer in JupyterLab: what one view changes comes to Python and to the other, and both themes."""

import json
import re

import pytest
from widgets.in_lab import comes_to_python, in_python, passes_axe_in_both_themes

MAKE = """
import numpy as np
from cnnlab import data, nn
from cnnlab.widgets import NetworkExplorer
images, labels = data.load_mnist("test")
widget = NetworkExplorer(nn.lenet(rng=np.random.default_rng(0)), images[:3], labels[:3])
widget
"""


def test_a_filter_goes_to_python_and_both_views_follow(open_views):
    page, first, second = open_views(MAKE)
    first.get_by_label("filter 3 of layer 1").click()
    for view in (first, second):
        view.get_by_text("Off: filter 3 of layer 1.").wait_for()
    comes_to_python(page, "widget.off", [[1, 3]])
    first.get_by_role("application").focus()
    page.keyboard.press("Home")
    page.keyboard.press("PageDown")
    second.get_by_text(re.compile("^max-pool 2x2: map")).wait_for()
    page.keyboard.press("PageUp")
    for _ in range(8):
        page.keyboard.press("[")
    comes_to_python(page, "widget.cell[:2]", [1, 0])
    page.keyboard.press("x")
    second.get_by_text("Off: filter 0 of layer 1, filter 3 of layer 1.").wait_for()
    second.get_by_role("button", name="All on again").click()
    first.get_by_text("Every filter is on").wait_for()
    comes_to_python(page, "widget.off", [])
    first.get_by_label("image 0, a 7").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    second.get_by_text("a 2.").or_(second.get_by_text("that is right")).wait_for()
    comes_to_python(page, "widget.choice", 1)
    shown = float(second.get_by_role("group", name="layer 10: dense").locator("span").first.inner_text())
    assert shown == pytest.approx(json.loads(str(in_python(page, "float(widget.numbers[-2][0])"))), abs=6e-4)
    passes_axe_in_both_themes(page)

"""ArchitectureBuilder in JupyterLab, by keyboard."""

import re

from widgets.in_lab import comes_to_python, in_python, passes_axe_in_both_themes

MAKE = "from cnnlab.widgets import ArchitectureBuilder\nwidget = ArchitectureBuilder()\nwidget"


def test_in_jupyterlab_a_learner_builds_a_network_by_keyboard_and_both_views_follow(open_cells):
    page = open_cells(MAKE, "widget")
    one, other = (page.get_by_role("group", name="Architecture builder").nth(k) for k in (0, 1))
    one.get_by_role("button", name=re.compile("^3 ")).press("Enter")
    other.get_by_role("group", name="Layer 3, Conv2d").wait_for()
    one.get_by_label("out channels").fill("32")
    one.get_by_label("out channels").press("Enter")
    other.get_by_text("40,122 parameters").first.wait_for()
    assert one.get_by_label("out channels").evaluate("field => field === document.activeElement")
    one.get_by_label("kernel size").fill("13")
    one.get_by_label("kernel size").press("Enter")
    other.get_by_role("alert").filter(has_text="a kernel of size 13 does not fit an input of size 12").wait_for()
    one.get_by_role("button", name="Remove layer 3").press("Enter")
    other.get_by_text("19,354 parameters").first.wait_for()
    one.get_by_role("button", name="Add AvgPool2d").press("Enter")
    one.get_by_role("button", name="Move layer 3 up").press("Enter")
    other.get_by_role("button", name=re.compile(r"^2 +AvgPool2d")).wait_for()
    kinds = "[layer['kind'] for layer in widget.layers][:4]"
    comes_to_python(page, kinds, ["Conv2d", "MaxPool2d", "AvgPool2d", "ReLU"])
    assert "AvgPool2d(2)" in in_python(page, "repr(widget.build(rng=__import__('numpy').random.default_rng(0)))")
    one.get_by_label("rows").fill("9999")
    one.get_by_label("rows").press("Enter")
    other.get_by_role("alert").filter(has_text="rows may be at most 512, got 9999").wait_for()
    other.get_by_role("button", name="the article's").press("Enter")
    one.get_by_text("390 parameters").first.wait_for()
    assert one.get_by_role("alert").count() == 0  # an empty message is hidden
    passes_axe_in_both_themes(page)

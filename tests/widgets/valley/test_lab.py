"""Valley in JupyterLab: two views of one model, the keyboard alone, and both themes."""

import re

from widgets.in_lab import comes_to_python, expect, passes_axe_in_both_themes, press, tab_to

VALLEY = """
from cnnlab.widgets import Valley
widget = Valley([1, 2, 3], [1, 3, 2], weights=[3], learning_rate=0.1, predict=True)
widget
"""


def test_a_run_is_in_both_views_and_in_python(open_views):
    page, *views = open_views(VALLEY)
    passes_axe_in_both_themes(page)
    tab_to(page, views[0].get_by_label(re.compile("^Your prediction")))
    page.keyboard.type("1.067")
    press(page, "Enter")
    expect(views[0].get_by_role("button", name="Step", exact=True)).to_be_focused()
    press(page, "Enter")
    for view in views:
        expect(view.get_by_role("application")).to_have_attribute("aria-label", re.compile("weight ≈1.067"))
    comes_to_python(page, "widget.path.round(3).tolist()", [[3.0], [1.067]])
    tab_to(page, views[0].get_by_label("learning rate", exact=True))
    press(page, "End")
    for view in views:
        expect(view.locator(".cl-pace")).to_contain_text("It leaves")
    comes_to_python(page, "widget.learning_rate > 1", True)
    comes_to_python(page, "widget.paces[0]['kind']", "leaves")
    views[1].get_by_role("application").focus()
    press(page, "ArrowLeft")
    comes_to_python(page, "widget.step", 0)
    comes_to_python(page, "widget.weights[0] < 3", True)

"""ShapeExplorer in JupyterLab: two views of one model, the keyboard alone, and both themes."""

import re

from widgets.in_lab import comes_to_python, expect, passes_axe_in_both_themes, press, tab_to
from widgets.shape_explorer.explorers import cells

EXPLORER = """
from cnnlab.widgets import ShapeExplorer
widget = ShapeExplorer(6, 3)
widget
"""


def shows(view, text):
    """Wait until a paragraph says it."""
    expect(view.get_by_role("paragraph").filter(has_text=text)).to_be_visible()


def output_of_formula(view):
    return view.get_by_role("img").locator("b").last


def test_shape_explorer_moves_in_both_views_by_keyboard(open_views):
    page, *views = open_views(EXPLORER)
    tab_to(page, views[0].get_by_label("stride", exact=True))
    press(page, "ArrowRight")
    for view in views:
        shows(view, "Half a step is left over")
        expect(output_of_formula(view)).to_have_text("2")
        expect(view.get_by_label("stride", exact=True)).to_have_value("2")
    comes_to_python(page, "widget.stride", 2)
    press(page, "Home")
    tab_to(page, views[0].get_by_role("button", name="same"))
    press(page, "Enter")
    for view in views:
        shows(view, "as large as the input")
    passes_axe_in_both_themes(page)
    views[0].get_by_label("kernel", exact=True).focus()
    press(page, "End")
    for view in views:
        expect(view.get_by_role("alert")).to_contain_text("A kernel of size 9 does not fit an input of size 6")


def slide(root, name, key):
    root.get_by_label(name, exact=True).press(key)


def test_in_jupyterlab_the_sliders_reach_python_and_come_back(open_cells):
    page = open_cells("from cnnlab.widgets import ShapeExplorer\nShapeExplorer(6, 3)", "1 + 1")
    root = page.get_by_role("group", name="Shape explorer")
    root.wait_for()
    same = root.get_by_role("button", name="same")
    message = root.get_by_role("alert", include_hidden=True)  # it is hidden while it is empty
    outputs = root.get_by_role("application", name=re.compile("^Output cells"))
    slide(root, "stride", "ArrowRight")
    shows(root, "Half a step is left over")
    assert output_of_formula(root).inner_text() == "2"
    assert cells(outputs) == 4
    same.click()
    assert "needs stride 1" in root.inner_text()
    slide(root, "stride", "Home")
    shows(root, "4 x 4 out")
    same.click()
    shows(root, "as large as the input")
    assert same.get_attribute("aria-pressed") == "true"
    root.get_by_role("button", name="valid").click()
    shows(root, "4 x 4 out")
    slide(root, "kernel", "End")
    expect(message).to_contain_text("A kernel of size 9 does not fit an input of size 6")
    assert outputs.count() == 0
    slide(root, "kernel", "Home")
    shows(root, "6 x 6 out")
    assert message.inner_text() == ""

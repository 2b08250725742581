"""ShapeExplorer in JupyterLab: two views of one model, the keyboard alone, and both themes."""

from widgets.in_lab import both_say, comes_to_python, expect, passes_axe_in_both_themes, press, tab_to

EXPLORER = """
from cnnlab.widgets import ShapeExplorer
widget = ShapeExplorer(6, 3)
widget
"""


def test_shape_explorer_moves_in_both_views_by_keyboard(open_views):
    page, *views = open_views(EXPLORER)
    tab_to(page, views[0].get_by_label("stride", exact=True))
    press(page, "ArrowRight")
    both_say(views, ".cl-words", "Half a step is left over")
    for view in views:
        expect(view.locator(".cl-formula b").last).to_have_text("2")
        expect(view.get_by_label("stride", exact=True)).to_have_value("2")
    comes_to_python(page, "widget.stride", 2)
    press(page, "Home")
    tab_to(page, views[0].get_by_role("button", name="same"))
    press(page, "Enter")
    both_say(views, ".cl-words", "as large as the input")
    passes_axe_in_both_themes(page)
    views[0].get_by_label("kernel", exact=True).focus()
    press(page, "End")
    both_say(views, ".cl-message", "A kernel of size 9 does not fit an input of size 6")

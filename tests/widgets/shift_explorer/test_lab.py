"""ShiftExplorer in JupyterLab: two views of one model, by the keyboard, and Python reads what was moved."""

from widgets.in_lab import comes_to_python, expect, in_python, passes_axe_in_both_themes, press, tab_to

EXPLORER = """
from cnnlab import data
from cnnlab.widgets import ShiftExplorer
widget = ShiftExplorer(data.load_mnist("test")[0][0, 0], data.KERNELS["vertical edge"])
widget
"""


def test_a_digit_moves_in_both_views_and_in_python(open_views):
    page, *views = open_views(EXPLORER)
    tab_to(page, views[0].get_by_label("The digit"))
    press(page, "ArrowRight", "ArrowRight", "ArrowUp")
    for view in views:
        moved = view.get_by_role("paragraph").first
        expect(moved).to_have_text("The digit moved by 1 row up and 2 columns to the right.")
    comes_to_python(page, "widget.shift", (-1, 2))
    in_python(page, "setattr(widget, 'shift', (0, 4))")
    for view in views:
        expect(view.get_by_role("paragraph").first).to_have_text("The digit moved by 4 columns to the right.")
    views[1].get_by_label("windows of").select_option("4")
    comes_to_python(page, "widget.walk['whole']", [0, 1])
    passes_axe_in_both_themes(page)

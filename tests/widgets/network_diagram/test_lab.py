"""NetworkDiagram in JupyterLab: what is set in one view goes to Python, and both follow."""

from accessibility import faults

MAKE = """
from cnnlab.widgets import NetworkDiagram
widget = NetworkDiagram([128, 10], side=28)
widget
"""


def test_in_jupyterlab_settings_go_to_python_and_both_views_follow(open_cells):
    page = open_cells(MAKE, "widget")
    views = [page.get_by_role("group", name="Network diagram").nth(k) for k in (0, 1)]
    for view in views:
        view.get_by_text("101,770 parameters = 100,480 + 1,290").wait_for()
    views[0].get_by_label("colour").check()
    for view in views:
        view.get_by_text("302,474 parameters").wait_for()
    views[1].get_by_label("hidden 1", exact=True).fill("64")
    views[1].get_by_label("hidden 1", exact=True).press("Enter")
    views[0].get_by_text("151,242 parameters").wait_for()
    views[0].get_by_role("button", name="Add a hidden layer").press("Enter")
    views[1].get_by_label("hidden 2", exact=True).wait_for()
    views[1].get_by_label("outputs").fill("0")
    views[1].get_by_label("outputs").press("Enter")
    views[0].get_by_role("alert").filter(has_text="at least 1, got 0").wait_for()
    assert faults(page, ".cnnlab") == ""

"""TinyNetwork in JupyterLab: what is changed in one view goes to Python, and both follow."""

from accessibility import faults
from widgets.in_lab import comes_to, in_python
from widgets.stepper.reading import button, say

MAKE = """
from cnnlab.widgets import TinyNetwork
widget = TinyNetwork([2, 3], [[2, -1], [-1, 0.5]], [[1, -2], [-1, 1]], target=0, learning_rate=0.5)
widget
"""


def test_in_jupyterlab_steps_go_to_python_and_both_views_follow(open_views):
    page, first, second = open_views(MAKE)
    first.get_by_label("Step of the walk").press("End")
    comes_to(24, lambda: in_python(page, "widget.step"))
    button(second, "Take the step").click()
    comes_to(1, lambda: in_python(page, "len(widget.taken)"))
    assert in_python(page, "widget.loss < widget.taken[0]['loss']") is True
    for view in (first, second):
        view.get_by_text("1 step taken.").wait_for()
    assert say(first) == say(second)
    assert in_python(page, "setattr(widget, 'hidden', [[1, 1], [0, 1]])") is None
    for view in (first, second):
        view.get_by_text("No step taken yet.").wait_for()
        comes_to("Sum 0 = 2·1 + 3·1 = 5", lambda view=view: say(view))
    assert in_python(page, "setattr(widget, 'target', 9)") is None
    first.get_by_role("alert").filter(has_text="Target must be one of the classes 0 to 1").wait_for()
    assert in_python(page, "setattr(widget, 'target', 1)") is None
    comes_to("Sum 0 = 2·1 + 3·1 = 5", lambda: say(first))
    assert faults(page, ".cnnlab") == ""

"""PermutationGoggles in JupyterLab: two views of one widget, and what Python hears."""

import pytest
from accessibility import faults
from widgets.in_lab import comes_to_python

NETS = """
answers = {"digits": labels[:3].tolist(), "accuracy": 0.9}
conditions = ["straight", "one shuffle", "new shuffle each"]
widget.verdicts = {"dense net": {condition: answers for condition in conditions}}
"""
MAKE = """
import numpy as np
from cnnlab import data
from cnnlab.widgets import PermutationGoggles
images, labels = data.load_mnist("test")
widget = PermutationGoggles(images[:3], labels[:3], rng=np.random.default_rng(0))
widget
"""


@pytest.mark.parametrize("theme", ["Light", "Dark"])
def test_in_jupyterlab_both_views_wear_the_same_goggles(open_cells, theme):
    page = open_cells(MAKE, "widget", theme=theme)
    first, second = page.get_by_role("group", name="Permutation goggles").all()
    first.get_by_label("one shuffle for all").focus()
    page.keyboard.press("ArrowRight")
    second.get_by_text("A shuffle was drawn anew for each image").wait_for()
    assert second.get_by_label("a new shuffle for each").is_checked()
    assert faults(page, ".cnnlab") == ""


def test_in_jupyterlab_a_prediction_goes_to_python_and_is_answered_in_both_views(open_cells):
    page = open_cells(MAKE, NETS, "widget")
    first, second = page.get_by_role("group", name="Permutation goggles").all()
    first.get_by_label("one shuffle for all").check()
    first.get_by_role("button", name="Show").click()
    assert first.get_by_text("Choose an answer for each net first.").is_visible()
    first.get_by_label("about the same").focus()
    page.keyboard.press("Space")
    first.get_by_role("button", name="Show").press("Enter")
    for view in (first, second):
        view.get_by_text('You said "about the same": right').wait_for()
    comes_to_python(page, "widget.predictions", {"one shuffle": {"dense net": "same"}})
    second.get_by_role("button", name="Predict again").click()
    first.get_by_text("Predict first").wait_for()

"""Steppers that walk backward, in JupyterLab: two views of one model, the keyboard alone, and both themes."""

import pytest
from widgets.in_lab import both_say, comes_to_python, passes_axe_in_both_themes, press, tab_to
from widgets.stepper.reading import SENTENCE, group

BACKWARD = {
    "Gradient of the feature map": """
from cnnlab.widgets import ConvStepper
image, kernel, grad_out = [[1, 2, 0], [0, 3, 1], [2, 1, 0]], [[1, -1], [0, 2]], [[-2, -1], [0, 1]]
widget = ConvStepper(image, kernel, direction="backward", grad_out=grad_out)
widget
""",
    "Gradient of the output": """
from cnnlab.widgets import PoolStepper
feature_map = [[1, 2, 0, 1], [0, 3, 1, 0], [2, 0, 4, 1], [1, 1, 0, 5]]
widget = PoolStepper(feature_map, direction="backward", grad_out=[[-2, -1], [0, 1]])
widget
""",
}


@pytest.mark.parametrize(("gradient", "source"), BACKWARD.items(), ids=["conv", "pool"])
def test_a_backward_stepper_is_stepped_and_edited_by_keyboard_and_both_views_follow(open_views, gradient, source):
    page, *views = open_views(source)
    tab_to(page, group(views[0], gradient))
    press(page, "ArrowRight", "Enter")
    both_say(views, SENTENCE, "Output row 0, column 1 sends back -1")
    press(page, "Enter")
    page.keyboard.type("7")
    press(page, "Enter")
    both_say(views, SENTENCE, "Output row 0, column 1 sends back 7")
    comes_to_python(page, "[float(grad) for grad in __import__('numpy').ravel(widget.walk['out'])]", [-2, 7, 0, 1])
    comes_to_python(page, "widget.step", 1)
    passes_axe_in_both_themes(page)

"""DenseToConv in JupyterLab: two views of one model, and both themes."""

import re

from conftest import choose_theme
from widgets.in_lab import comes_to_python, passes_axe_in_both_themes

MAKE = """
import numpy as np
from cnnlab.widgets import DenseToConv
widget = DenseToConv(6, 3, rng=np.random.default_rng(0))
widget
"""
PICTURE = "canvas => canvas.toDataURL()"


def test_two_views_stop_together(open_views):
    page, first, second = open_views(MAKE)
    matrix = first.get_by_role("application", name=re.compile("^Matrix"))
    first.get_by_label("tied").check()
    second.get_by_text("This dense layer is a convolution").wait_for()
    matrix.press("Home")
    second.get_by_text("Row 0, column 0: the weight").wait_for()
    comes_to_python(page, "[widget.stop, widget.row, widget.column]", ["tied", 0, 0])
    light = matrix.evaluate(PICTURE)
    choose_theme(page, "Dark")
    canvas = matrix.element_handle()
    page.wait_for_function(f"([canvas, light]) => ({PICTURE})(canvas) !== light", arg=[canvas, light])
    passes_axe_in_both_themes(page)

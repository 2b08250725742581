"""What a cell of a notebook sets, in any form that the constructor takes: Python and the page read it alike."""

import numpy as np
import pytest
from widgets.stepper.reading import say

from cnnlab.widgets import ConvStepper, PoolStepper, TapeStepper

GRID = [[1, 2, 0, 1], [0, 3, 1, 1], [2, 1, 0, 1], [2, 1, 0, 1]]
MAKE = {
    "conv": lambda: ConvStepper(GRID, [[1, -1], [2, 0]]),
    "conv back": lambda: ConvStepper(GRID, [[1, -1], [2, 0]], direction="backward"),
    "pool": lambda: PoolStepper(GRID),
    "tape": lambda: TapeStepper([1, 2, 0, 3], [1, -1]),
}
TAKEN = [
    ("conv", "image", [[4, 2], [3, 1]]),
    ("conv", "image", np.arange(12).reshape(3, 4)),
    ("conv", "image", [[True, False], [True, True]]),
    ("conv", "kernel", [[1, 0], [0, 1]]),
    ("conv", "kernel", np.ones((1, 3, 3))),
    ("conv", "stride", 2),
    ("conv", "stride", (1, 2)),
    ("conv", "stride", 2.0),
    ("conv", "padding", (1.0, 0)),
    ("conv", "dilation", 2),
    ("conv", "padding", 1),
    ("conv", "padding", (1, 0)),
    ("conv", "padding", "same"),
    ("conv", "padding", "valid"),
    ("conv", "bias", [2]),
    ("conv back", "grad_out", [[1, 2], [3, 4]]),
    ("pool", "image", [[1, 2], [3, 4]]),
    ("pool", "kernel_size", 3),
    ("pool", "stride", (1, 1)),
    ("pool", "padding", 1),
    ("pool", "kernel_size", 2.0),
    ("tape", "stride", 1.0),
    ("tape", "padding", 0.0),
    ("tape", "signal", np.arange(5.0)),
    ("tape", "kernel", np.ones(3)),
    ("tape", "padding", "same"),
    ("tape", "padding", (1, 0)),
]
REFUSED = [
    ("conv", "stride", 1.5),
    ("conv", "stride", True),
    ("tape", "stride", True),
    ("tape", "padding", False),
    ("conv", "stride", 0),
    ("conv", "stride", None),
    ("conv", "stride", (1, 0)),
    ("conv", "dilation", 0),
    ("conv", "dilation", "x"),
    ("conv", "padding", (0, -1)),
    ("conv", "padding", "half"),
    ("conv", "bias", [1, 2]),
    ("conv", "filter", 3),
    ("conv", "image", np.ones((2, 3, 3))),
    ("conv", "kernel", np.ones((2, 1, 2, 2))),
    ("pool", "mode", "median"),
    ("pool", "kernel_size", 0),
    ("pool", "kernel_size", 1.5),
    ("pool", "padding", "same"),
    ("tape", "stride", 0),
    ("tape", "padding", -1),
]


@pytest.mark.parametrize(("kind", "trait", "value"), TAKEN)
def test_what_is_taken_is_shown(open_page, kind, trait, value):
    widget = MAKE[kind]()
    setattr(widget, trait, value)
    assert widget.message == ""
    page = open_page(widget)
    first = float(np.ravel(widget.walk["out"])[0])
    assert float(say(page).split(":")[0].split(" ")[-1]) == first


@pytest.mark.parametrize(("kind", "trait", "value"), REFUSED)
def test_what_is_refused_is_said(open_page, kind, trait, value):
    widget = MAKE[kind]()
    setattr(widget, trait, value)
    assert widget.message
    page = open_page(widget)
    assert page.get_by_role("alert").all_inner_texts() == [widget.message]
    assert say(page) == "These settings leave no output."


def test_same_is_what_it_means_when_it_is_set():
    widget = MAKE["conv"]()
    widget.padding = "same"
    assert widget.padding == [[0, 1], [0, 1]]
    assert np.shape(widget.walk["out"]) == np.shape(GRID)
    widget.stride = 2
    widget.padding = "same"
    assert "stride" in widget.message

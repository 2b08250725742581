"""ShapeExplorer: its numbers against loops and real convolutions, and what it refuses."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from traitlets import TraitError
from widgets.shape_explorer.explorers import SLIDERS, counted, findings

from cnnlab import functional as F
from cnnlab.widgets import ShapeExplorer


@settings(max_examples=60, deadline=None)
@given(**SLIDERS)
def test_every_position_of_the_sliders_is_a_real_convolution_or_a_sentence(
    size, kernel_size, stride, padding, dilation
):
    widget = ShapeExplorer(size, kernel_size, stride=stride, padding=padding, dilation=dilation)
    x, w = np.zeros((1, 1, size, size)), np.zeros((1, 1, kernel_size, kernel_size))
    if dilation * (kernel_size - 1) + 1 > size + 2 * padding:
        assert widget.walk == {}
        assert "does not fit" in widget.message
        return
    out = F.conv2d(x, w, None, stride, padding, dilation).shape[2]
    assert (widget.message, widget.walk["out"]) == ("", out)
    assert repr(widget).endswith(f"= {out}")
    assert np.array_equal(widget.walk["counts"], counted(size, kernel_size, stride, padding, dilation))


def test_the_numbers_of_the_lesson_are_its_own(in_node):
    assert np.diag(ShapeExplorer(5, 3).walk["counts"]).tolist() == [1, 4, 9, 4, 1]
    assert ShapeExplorer(5, 3, padding=1).walk["counts"][1][1] == 4
    assert "1 row and 1 column are never read" in findings(in_node, 6, 3, stride=2)
    assert ShapeExplorer(28, 5, padding="same").walk["out"] == 28


@pytest.mark.parametrize(
    ("arguments", "error", "fragment"),
    [
        ({"size": 33}, ValueError, "33"),
        ({"stride": 0}, ValueError, "0"),
        ({"kernel_size": 2.5}, TypeError, "2.5"),
        ({"padding": "full"}, ValueError, "full"),
        ({"kernel_size": 2, "padding": "same"}, ValueError, "odd number"),
        ({"stride": 2, "padding": "same"}, ValueError, "stride 1"),
    ],
)
def test_numbers_outside_the_sliders_are_refused_in_words_that_name_them(arguments, error, fragment):
    with pytest.raises(error, match=re.escape(fragment)):
        ShapeExplorer(**arguments)


@settings(max_examples=60, deadline=None)
@given(name=st.sampled_from(list(SLIDERS)), value=st.one_of(st.none(), st.text(max_size=2), st.integers(-5, 40)))
def test_no_setting_raises_anything_but_a_refusal_of_its_type(name, value):
    widget = ShapeExplorer()
    try:
        setattr(widget, name, value)
    except TraitError:
        return
    assert bool(widget.message) == (widget.walk == {})

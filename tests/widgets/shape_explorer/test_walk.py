"""What ShapeExplorer says of a walk is true, and what "same" and the formula come to."""

import re

import pytest
from hypothesis import given, settings
from widgets.shape_explorer.explorers import SLIDERS, counted, explorer, findings

from cnnlab.widgets.shape_explorer import LIMITS
from cnnlab.widgets.shape_explorer.walk import same_padding


@settings(max_examples=100, deadline=None)
@given(**SLIDERS)
def test_the_words_are_true(in_node, size, kernel_size, stride, padding, dilation):
    words = findings(in_node, size, kernel_size, stride, padding, dilation)
    if not words:
        return
    counts = counted(size, kernel_size, stride, padding, dilation)
    left = (len(counts) - dilation * (kernel_size - 1) - 1) % stride
    inner = counts[: len(counts) - left, : len(counts) - left]
    assert bool(left) == ("left over" in words)
    assert not left or f"{left} row" in words
    assert not (inner == 0).any() or f"pass over {(inner == 0).sum()} cell" in words
    gaps, within = (inner == 0).sum(), (inner[padding : padding + size, padding : padding + size] == 0).sum()
    assert (f"({gaps - within} of them padding)" in words) == (0 < within < gaps)
    assert bool(re.search(r"never read (them|it) \(only padding\)", words)) == (0 == within < gaps)
    assert ("every cell on the way is read" not in words) or inner.all()


@pytest.mark.parametrize(
    ("size", "stride", "padding", "fragment"),
    [
        (6, 2, 0, "Half a step is left over: 1 row and 1 column are never read."),
        (5, 3, 0, "Two thirds of a step are left over: 2 rows and 2 columns are never read."),
        (4, 3, 0, "A third of a step is left over"),
        (5, 4, 0, "Half a step is left over: 2 rows"),
        (6, 4, 0, "Three quarters of a step are"),
        (7, 5, 0, "Four fifths of a step are"),
        (4, 2, 1, "1 row and 1 column are never read (only padding)."),
        (4, 4, 1, "3 rows and 3 columns are never read (1 of each is padding)."),
        (5, 2, 0, "The steps come out even"),
    ],
)
def test_what_the_floor_drops_is_said_in_words(in_node, size, stride, padding, fragment):
    assert fragment in findings(in_node, size, 3, stride, padding)


@settings(max_examples=80, deadline=None)
@given(**SLIDERS)
def test_same_keeps_the_size_or_says_why_not(size, kernel_size, stride, padding, dilation):
    widget, total = explorer(size, kernel_size, stride, padding, dilation), dilation * (kernel_size - 1)
    try:
        widget.padding = same_padding(kernel_size, stride, dilation, most=LIMITS["padding"][1])
    except ValueError:
        assert stride > 1 or total % 2 or total // 2 > LIMITS["padding"][1]
        return
    assert widget.walk["out"] == size


def test_the_repr_is_the_filled_formula():
    formula = "floor((6 + 2*0 - 1*(3 - 1) - 1) / 2) + 1 = floor(1.5) + 1 = 2"
    assert repr(explorer(6, 3, 2)).endswith(f"dilation=1): {formula}")
    assert repr(explorer(4, 9)).endswith("use a smaller kernel or more padding.)")

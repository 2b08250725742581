"""Ink is what a round pen touches, and what is no drawing is refused by name."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnlab.drawings import MOST_POINTS, WIDTHS, check_strokes, draw_strokes

PART = st.floats(0, 1)
STROKES = st.lists(st.lists(st.tuples(PART, PART), min_size=1, max_size=8), max_size=4)


def touched(strokes, side, width):
    """How far each pixel's middle is from the strokes, segment by segment, less the pen's radius: below 0 is ink."""
    y, x = np.mgrid[:side, :side] + 0.5
    nearest = np.full((side, side), np.inf)
    for stroke in strokes:
        points = [(side * a, side * b) for a, b in stroke]
        for (x0, y0), (x1, y1) in zip(points, points[1:] or points, strict=False):
            length = (x1 - x0) ** 2 + (y1 - y0) ** 2
            t = np.clip(((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / length, 0, 1) if length > 1e-12 else 0
            nearest = np.minimum(nearest, np.hypot(x - x0 - t * (x1 - x0), y - y0 - t * (y1 - y0)))
    return nearest - width * side / 2


@settings(max_examples=150, deadline=None)
@given(strokes=STROKES, side=st.integers(20, 60), width=st.floats(*WIDTHS))
def test_ink_is_what_a_round_pen_touches(strokes, side, width):
    away, canvas = touched(check_strokes(strokes), side, width), draw_strokes(strokes, side=side, width=width)
    assert canvas.shape == (side, side)
    assert canvas.dtype == np.float32
    assert np.allclose(
        canvas, np.clip(0.5 - away, 0, 1), atol=0.15
    )  # places of the pen are up to a quarter of a pixel apart


def test_no_strokes_are_blank_paper_and_a_point_is_a_dot():
    assert draw_strokes([]).sum() == 0
    assert draw_strokes([[(0.5, 0.5)]], side=100, width=0.1).sum() == pytest.approx(np.pi * 25, rel=0.01)


@pytest.mark.parametrize(
    ("strokes", "error", "named"),
    [
        ([[(0.5, float("nan"))]], ValueError, "point 0 of stroke 0 must lie from 0 to 1, got .0.5, nan"),
        ([[(0.5, 0.5)], [(0, 0), (1.2, 0)]], ValueError, "point 1 of stroke 1 .* got .1.2, 0.0"),
        ([[]], ValueError, "stroke 0 must be a list of points"),
        ([[(1, 2, 3)]], ValueError, "stroke 0 must be a list of points"),
        (["ab"], ValueError, "stroke 0 must be a list of points"),
        ("ab", TypeError, "strokes must be a list of lists"),
        ([[(0.5, 0.5)] * (MOST_POINTS + 1)], ValueError, f"may have {MOST_POINTS} points"),
    ],
)
def test_what_cannot_be_drawn_is_refused_by_name(strokes, error, named):
    with pytest.raises(error, match=named):
        draw_strokes(strokes)

"""Two gradients side by side, differences on a scale of powers of ten: what is drawn, and what is refused."""

import numpy as np
import pytest
from viz.pictures import said

from cnnlab import viz

SERIES = {"one": {"a": 1e-6, "b": 1e-7}, "other": {"a": 1e-15, "b": 0.0}}


def test_the_picture_says_where_two_gradients_differ():
    axes = viz.show_gradients([[1.0, 2.0], [3.0, -4.0]], [[1.0, 2.0], [3.0, np.nan]])
    assert "both agree" in said(axes)
    axes = viz.show_gradients([[1.0, 2.0]], [[1.0, -2.0]])
    assert "they differ in 1 of 2 cells" in said(axes)
    assert axes[2].images[0].get_array().tolist() == [[0.0, 4.0]]
    assert {ax.images[0].norm.vmax for ax in axes} == {4.0}


@pytest.mark.parametrize(
    ("one", "other"),
    [([[1.0]], [[1.0, 2.0]]), ([1.0], [1.0]), ([[1.0]], [[np.nan]])],
    ids=["shapes", "axes", "nothing"],
)
def test_gradients_that_cannot_be_compared_are_refused(one, other):
    with pytest.raises(ValueError, match=r"shape|compare"):
        viz.show_gradients(one, other)


def test_each_series_has_a_dot_in_each_row_at_its_difference():
    ax = viz.plot_differences(SERIES, limit=1e-5, title="close")
    one, other = ax.lines[:2]
    assert one.get_xdata().tolist() == [1e-6, 1e-7]
    assert list(other.get_ydata()) == [0, 1]
    assert ax.get_xscale() == "log"
    assert [text.get_text() for text in ax.get_yticklabels()] == ["a", "b"]
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["one", "other"]
    assert ax.get_title(loc="left") == "close"


def test_a_difference_of_zero_is_at_the_left_edge_and_says_so():
    ax = viz.plot_differences(SERIES)
    left, right = ax.get_xlim()
    assert all(left < x < right for line in ax.lines for x in line.get_xdata())
    assert "0" in [text.get_text().strip() for text in ax.texts]


def test_the_limit_is_a_line_with_its_name():
    ax = viz.plot_differences(SERIES, limit=1e-5)
    assert ax.lines[-1].get_xdata() == [1e-5, 1e-5]
    assert " limit 1e-5" in [text.get_text() for text in ax.texts]


def test_dots_at_one_place_can_both_be_seen():
    ax = viz.plot_differences({"one": {"a": 1e-6}, "other": {"a": 1e-6}})
    one, other = ax.lines
    assert one.get_markersize() > other.get_markersize()
    assert one.get_fillstyle() == "none"


@pytest.mark.parametrize(
    "differences",
    [{}, {"one": {}}, {"one": {"a": 1}, "other": {"b": 1}}, {"one": {"a": -1}}, {"one": {"a": np.nan}},
     {name: {"a": 1} for name in "abcd"}],
)  # fmt: skip
def test_what_cannot_be_compared_is_refused(differences):
    with pytest.raises(ValueError, match=r"series|at least 0"):
        viz.plot_differences(differences)


def test_each_nudge_has_a_dot_at_its_error_and_the_largest_is_on_the_left():
    ax = viz.plot_nudges({"one way": {0.1: 0.05, 0.01: 0.005}, "both": {0.1: 1e-3, 0.01: 0.0}}, title="nudges")
    one, both = ax.lines
    assert one.get_xdata().tolist() == [0.1, 0.01]
    assert one.get_ydata().tolist() == [0.05, 0.005]
    assert both.get_ydata()[1] > 0, "a logarithm shows no 0"
    assert {ax.get_xscale(), ax.get_yscale()} == {"log"}
    left, right = ax.get_xlim()
    assert left > 0.1 > 0.01 > right
    assert [text.get_text().strip() for text in ax.texts] == ["one way", "both"]
    assert ax.get_title(loc="left") == "nudges"


@pytest.mark.parametrize(
    "errors",
    [{}, {"a": {}}, {"a": {0.0: 1.0}}, {"a": {0.1: -1.0}}, {name: {0.1: 1.0} for name in "abcdef"}],
    ids=["nothing", "empty", "nudge", "error", "six"],
)
def test_errors_that_cannot_be_drawn_are_refused(errors):
    with pytest.raises(ValueError, match=r"series|above 0"):
        viz.plot_nudges(errors)

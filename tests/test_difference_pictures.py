"""Differences on a scale of powers of ten: where the dots lie, and what is refused."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from cnnlab import viz


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


SERIES = {"one": {"a": 1e-6, "b": 1e-7}, "other": {"a": 1e-15, "b": 0.0}}


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

"""Signals as lines, weights as bars, and outputs under the windows that they were made of."""

import re

import matplotlib as mpl
import numpy as np
import pytest

from cnnlab import signals, viz


def test_signals_are_drawn_on_one_scale_with_their_titles():
    x, _ = signals.make_signals(6, rng=np.random.default_rng(0))
    axes = viz.show_signals(x, list("abcdef"), columns=3, heading="Six")
    assert axes.shape == (6,)
    assert [ax.get_title("left") for ax in axes] == list("abcdef")
    assert len({ax.get_ylim() for ax in axes}) == 1
    assert np.array_equal(axes[4].lines[-1].get_ydata(), x[4, 0])
    assert axes[0].figure.get_suptitle() == "Six"


def test_weights_are_bars_orange_above_zero_and_blue_below():
    (ax,) = viz.show_signals([[1.0, -2, 3]], bars=True)
    assert [bar.get_height() for bar in ax.patches] == [1, -2, 3]
    colours = [mpl.colors.to_hex(bar.get_facecolor()) for bar in ax.patches]
    assert colours == [viz.LIGHT[sign] for sign in ("positive", "negative", "positive")]


def test_an_output_stands_under_the_middle_of_its_window():
    axes = viz.show_filtered([0, 0, 5, 0, 0, 0], {"edge": [-1, 0, 1], "pair": [1, 1]})
    _, edge = (line for line in axes[0].lines if len(line.get_xdata()) > 2)
    assert edge.get_xdata().tolist() == [1, 2, 3, 4]
    assert edge.get_ydata().tolist() == [5, 0, -5, 0]
    assert axes[1].lines[-1].get_xdata().tolist() == [0.5, 1.5, 2.5, 3.5, 4.5]
    assert [ax.get_title("left") for ax in axes] == ["edge", "pair"]


def test_beats_are_marked_above_the_signal_and_the_output_stands_under_it():
    axes = viz.show_beats([0, 0, 5, 0, 0, 0], [2], output=[1, 2, 3, 4], line=2.5)
    curve, marks = axes[0].lines
    assert curve.get_ydata().tolist() == [0, 0, 5, 0, 0, 0]
    assert marks.get_xdata().tolist() == [2]
    assert marks.get_ydata()[0] > 5
    output, line = axes[1].lines
    assert output.get_xdata().tolist() == [1, 2, 3, 4]
    assert line.get_ydata()[0] == 2.5
    assert len(viz.show_beats([1.0, 2])) == 1


@pytest.mark.parametrize(
    ("draw", "fragment"),
    [
        (lambda: viz.show_signals(np.zeros((2, 2, 9))), "got (2, 2, 9)"),
        (lambda: viz.show_signals(np.zeros((33, 9))), "N up to 32"),
        (lambda: viz.show_signals([[1, np.nan]]), "finite"),
        (lambda: viz.show_signals([[1, 2]], ["a", "b"]), "1 signals need as many titles, got 2"),
        (lambda: viz.show_filtered([[1, 2]], {"a": [1]}), "signal must be one list of numbers, got shape (1, 2)"),
        (lambda: viz.show_filtered([1, 2], {"a": []}), "the kernel 'a'"),
        (lambda: viz.show_filtered([1, 2], {"a": [1, 2, 3]}), "does not fit"),
        (lambda: viz.show_filtered([1, 2], {}), "got 0"),
        (lambda: viz.show_beats([1, 2], [2]), "from 0 to 1, got 2 to 2"),
        (lambda: viz.show_beats([[1, 2]]), "signal must be one list of numbers"),
    ],
)
def test_what_cannot_be_drawn_is_refused(draw, fragment):
    with pytest.raises(ValueError, match=re.escape(fragment)):
        draw()


def test_drawing_leaves_the_settings_of_matplotlib_alone():
    before = dict(mpl.rcParams)
    viz.show_signals([[1.0, 2]])
    viz.show_filtered([1, 2, 3], {"sum": [1, 1]})
    assert dict(mpl.rcParams) == before


@pytest.mark.parametrize(("length", "marker"), [(40, "o"), (41, "None")])
def test_a_long_signal_is_a_line_without_dots(length, marker):
    (ax,) = viz.show_filtered(np.ones(length), {"mean": [0.5, 0.5]})
    assert {line.get_marker() for line in ax.lines[1:]} == {marker}

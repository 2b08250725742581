"""The picture of a layer as a matrix at three stops: the widget's own numbers, true words, and nothing collides."""

import numpy as np
import pytest
from viz.pictures import numbers, overlaps, said

from cnnlab.matrices import conv_as_matrix
from cnnlab.viz import show_conv_matrix, show_dense_to_conv
from cnnlab.widgets import DenseToConv

STOPS = ("dense", "masked", "tied")


def drawn(ax):
    return np.ma.filled(ax.images[0].get_array().astype(float), 0.0)


def titles(ax):
    return [text.get_text() for text in ax.texts if text.get_transform() != ax.transData]


@pytest.mark.parametrize(("side", "kernel_size"), [(4, 3), (6, 3), (5, 5), (4, 1), (12, 5), (28, 5), (28, 26)])
def test_it_draws_the_widgets_own_numbers_and_nothing_collides(side, kernel_size):
    axes = show_dense_to_conv(side, kernel_size, rng=np.random.default_rng(3))
    widget = DenseToConv(side, kernel_size, rng=np.random.default_rng(3))
    assert len(axes) == 3
    for ax, stop in zip(axes, STOPS, strict=True):
        assert np.array_equal(np.nan_to_num(drawn(ax)), widget.matrix(stop))
        assert titles(ax)[0] == f"{stop}: {widget.sums[stop]}"
    assert len({ax.images[0].norm.vmax for ax in axes}) == 1
    assert overlaps(axes) == []


def test_the_counts_of_the_lesson_stand_in_the_titles():
    axes = show_dense_to_conv(28, 5, rng=np.random.default_rng(0))
    assert [titles(ax)[0] for ax in axes] == [
        "dense: 576 x 784 = 451,584",
        "masked: 576 x 25 = 14,400",
        "tied: 5 x 5 = 25",
    ]
    assert said(axes).startswith("One map, 28 x 28 to 24 x 24 pixels: 451,584 free weights, or 25 that are shared")


def test_numbers_stand_in_the_cells_where_they_fit():
    kernel = np.array([[1, 0], [3, -4]])
    tied = show_dense_to_conv(4, 2, kernel=kernel, rng=np.random.default_rng(0))[2]
    assert [numbers(tied)[0, column] for column in (0, 1, 4, 5)] == ["1", "0", "3", "-4"]
    assert len(numbers(tied)) == 9 * 4  # a weight that is 0 is still a weight
    assert numbers(show_dense_to_conv(8, 3, rng=np.random.default_rng(0))[0]) == {}


def test_a_layer_that_cannot_be_is_refused():
    with pytest.raises(ValueError, match="size 7 does not fit an input of size 6"):
        show_dense_to_conv(6, 7, rng=np.random.default_rng(0))
    with pytest.raises(ValueError, match="at most 28"):
        show_dense_to_conv(32, 3, rng=np.random.default_rng(0))


def test_a_convolution_as_a_matrix_is_drawn_with_its_numbers_and_its_jumps():
    kernel = np.array([[1, -1], [2, 0]])
    ax = show_conv_matrix(kernel, 4, 5)
    written = numbers(ax)
    rows = [sorted(column for row, column in written if row == output and column >= 0) for output in range(12)]
    assert rows[:5] == [[0, 1, 5, 6], [1, 2, 6, 7], [2, 3, 7, 8], [3, 4, 8, 9], [5, 6, 10, 11]]
    assert [written[4, column] for column in rows[4]] == ["1", "-1", "2", "0"]  # a weight that is 0 is a weight
    assert np.array_equal(drawn(ax), conv_as_matrix(kernel, 4, 5))
    assert [text.get_text() for text in ax.texts if "row" in text.get_text()] == [
        *(f"map\nrow {row}" for row in range(3)),
        *(f"image row {row}" for row in range(4)),
    ]
    assert "12 x 20 = 240 places, a weight at 48, only 4 free numbers" in said([ax])
    assert overlaps([ax]) == []


@pytest.mark.parametrize(("kernel", "rows", "columns"), [((2, 2), 5, 5), ((1, 3), 1, 4), ((5, 5), 28, 28)])
def test_nothing_collides_in_a_small_matrix_nor_in_a_large_one(kernel, rows, columns):
    ax = show_conv_matrix(np.ones(kernel), rows, columns)
    assert overlaps([ax]) == []


def test_a_kernel_that_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="does not fit into 2 x 5"):
        show_conv_matrix(np.ones((3, 3)), 2, 5)

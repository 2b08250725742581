"""DenseToConv: one layer as a matrix, from free weights over neighbours to a convolution."""

import json
import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from traitlets import TraitError

from cnnlab import data
from cnnlab import functional as F
from cnnlab.matrices import free_weights
from cnnlab.viz import show_dense_to_conv
from cnnlab.widgets import DenseToConv

STOPS = ("dense", "masked", "tied")
WHOLE = [[1.0, -2, 3], [4, -5, 6], [-7, 8, 9]]


def widget(side=28, kernel_size=5, **options):
    return DenseToConv(side, kernel_size, rng=np.random.default_rng(0), **options)


def test_the_counts_of_the_lesson():
    assert widget().counts == {"dense": 451_584, "masked": 14_400, "tied": 25}


@pytest.mark.parametrize(("side", "kernel_size"), [(6, 3), (7, 2), (12, 5)])
def test_each_stop_has_as_many_different_places_as_it_counts(side, kernel_size):
    made = widget(side, kernel_size)
    out = side - kernel_size + 1
    dense, masked, tied = (made.matrix(stop) for stop in ("dense", "masked", "tied"))
    assert dense.shape == (out**2, side**2) == (made.counts["dense"] // side**2, side**2)
    near = (tied != 0) | (masked != 0)
    assert near.sum() <= made.counts["masked"]
    assert np.array_equal(masked[near], dense[near])
    assert (masked[~near] == 0).all()


def test_the_tied_matrix_is_the_convolution():
    kernel = np.arange(1.0, 26).reshape(5, 5)
    image = data.load_mnist("test")[0][0, 0].astype(float)
    made = widget(kernel=kernel)
    expected = F.conv2d(image[None, None], kernel[None, None])[0, 0]
    assert np.allclose(made.matrix("tied") @ image.ravel(), expected.ravel())


@settings(max_examples=40, deadline=None)
@given(side=st.integers(4, 9), size=st.integers(1, 9), seed=st.integers(0, 99))
def test_every_weight_joins_the_pixels_that_a_loop_finds(side, size, seed):
    size = min(size, side)
    made, out = DenseToConv(side, size, rng=np.random.default_rng(seed)), side - size + 1
    dense, masked, tied = map(made.matrix, STOPS)
    assert (dense != 0).all()
    for row, column in np.ndindex(out**2, side**2):
        i, j = column // side - row // out, column % side - row % out
        inside = 0 <= i < size and 0 <= j < size
        assert tied[row, column] == (made.kernel[i][j] if inside else 0)
        assert masked[row, column] == (dense[row, column] if inside else 0)
    assert np.abs(dense).max() <= np.abs(made.kernel).max()
    assert [made.counts[stop] for stop in STOPS] == [dense.size, out**2 * size**2, size**2]
    assert [eval(text.split("=")[0].replace("x", "*")) for text in made.sums.values()] == list(made.counts.values())


def test_the_maps_are_those_of_the_matrices():
    image = np.random.default_rng(1).random((1, 9, 9))
    made = widget(9, 4, image=image)
    for stop in STOPS:
        assert np.allclose(np.ravel(made.maps[stop]), made.matrix(stop) @ image.ravel())
    assert widget(9, 4).maps == {}


def test_one_rng_makes_one_widget_and_another_rng_another():
    assert np.array_equal(widget(6, 3).matrix("dense"), widget(6, 3).matrix("dense"))
    other = DenseToConv(6, 3, rng=np.random.default_rng(1))
    assert not np.array_equal(other.matrix("dense"), widget(6, 3).matrix("dense"))


def test_free_weights_are_spread_evenly_and_are_as_large_as_the_kernel():
    levels, counts = np.unique(free_weights(7, (576, 784), 9), return_counts=True)
    assert levels.tolist() == [*range(-9, 0), *range(1, 10)]
    assert (np.abs(counts / counts.mean() - 1) < 0.02).all()
    assert np.abs(np.corrcoef(free_weights(7, (20, 784), 99)) - np.eye(20)).max() < 0.15
    assert np.abs(widget(6, 3, kernel=np.full((3, 3), 0.25)).matrix("dense")).max() <= 0.25
    assert not (widget(6, 3, kernel=WHOLE).matrix("dense") % 1).any()
    assert widget(6, 3, kernel=np.zeros((3, 3))).matrix("tied").max() == 0


@pytest.mark.parametrize(
    ("options", "error", "fragment"),
    [
        ({"side": 29}, ValueError, "29"),
        ({"side": 6, "kernel_size": 7}, ValueError, "size 7 does not fit an input of size 6"),
        ({"kernel": [[1, 2], [3, 4]]}, ValueError, "5 x 5"),
        ({"kernel": [[1, 2], [3]]}, TypeError, "kernel must be a grid"),
        ({"kernel": np.full((5, 5), np.nan)}, ValueError, "NaN"),
        ({"image": np.full((28, 28), np.inf)}, ValueError, "infinity"),
        ({"image": [["a"]]}, TypeError, "image must be a grid"),
    ],
)
def test_what_does_not_fit_is_refused_in_words_that_name_it(options, error, fragment):
    with pytest.raises(error, match=re.escape(fragment)):
        widget(**options)
    with pytest.raises(ValueError, match="loose"):
        widget(6, 3).matrix("loose")


@settings(max_examples=60, deadline=None)
@given(
    name=st.sampled_from(["stop", "row", "column", "side", "maps"]),
    value=st.one_of(st.none(), st.text(max_size=2), st.integers(-9, 99), st.sampled_from(STOPS)),
)
def test_no_setting_raises_anything_but_a_refusal_of_its_type(name, value):
    made = widget(6, 3)
    try:
        setattr(made, name, value)
    except TraitError:
        return
    assert made.stop in STOPS
    assert 0 <= made.row < 16
    assert 0 <= made.column < 36


def test_the_repr_says_the_counts():
    assert repr(widget()).endswith("weights dense 576 x 784 = 451,584, masked 576 x 25 = 14,400, tied 5 x 5 = 25")


def test_what_is_no_layer_is_refused_and_the_cursor_stays_inside():
    for arguments in ((2, 3), (28, 0), (29.5, 5)):
        with pytest.raises((ValueError, TypeError)):
            widget(*arguments)
    with pytest.raises(ValueError, match=re.escape("(3, 3)")):
        widget(image=np.ones((3, 3)))
    made = widget(6, 3)
    made.row, made.column = 99, -5
    assert (made.row, made.column) == (15, 0)
    with pytest.raises(TraitError):
        made.stop = "loose"


def test_it_is_small():
    made = widget(image=data.load_mnist("test")[0][0, 0])
    assert len(json.dumps(made.state())) < 300_000


def test_the_picture_counts_the_weights_of_each_stop():
    axes = show_dense_to_conv(6, 3, rng=np.random.default_rng(0))
    assert len(np.ravel(axes)) == 3

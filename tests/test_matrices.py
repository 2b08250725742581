"""A convolution as a matrix, against plain loops; a dense layer that lacks weights, against central differences."""

import numpy as np
import pytest
from learner import convolve
from numpy.testing import assert_allclose

from cnnlab import nn, optim, training
from cnnlab.matrices import Masked, conv_as_matrix

CROSS = [[1, 1, 0, 0], [0, 1, 1, 0], [1, 0, 0, 1]]


def rng(seed=0):
    return np.random.default_rng(seed)


@pytest.mark.parametrize(
    ("kernel", "rows", "columns"), [((2, 2), 5, 5), ((1, 3), 2, 4), ((3, 2), 4, 6), ((1, 1), 3, 2), ((2, 3), 2, 3)]
)
def test_the_matrix_does_to_a_flattened_image_what_the_convolution_does(kernel, rows, columns):
    kernel, image = rng(1).normal(size=kernel), rng(2).normal(size=(rows, columns))
    expected = convolve(image, kernel)
    matrix = conv_as_matrix(kernel, rows, columns)
    assert matrix.shape == (expected.size, image.size)
    assert_allclose(matrix @ image.ravel(), expected.ravel(), atol=1e-12)


def test_each_row_holds_the_kernel_one_further_on_and_jumps_at_the_end_of_a_row_of_the_map():
    """What lesson 08 says of 2 x 2 on 5 x 5, and of 5 x 5 on 28 x 28."""
    for side, size in ((5, 2), (28, 5)):
        out = side - size + 1
        first = (conv_as_matrix(np.ones((size, size)), side, side) != 0).argmax(1)
        steps = np.diff(first)
        assert np.flatnonzero(steps != 1).tolist() == [out * row - 1 for row in range(1, out)]
        assert set(steps.tolist()) == {1, size}


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (([1, 2], 3, 3), r"grid of numbers, got shape \(2,\)"),
        (([[1], [2], [3]], 2, 5), "a kernel of 3 x 1 does not fit into 2 x 5 pixels"),
        (([[1, 2]], 3, 1), "1 x 2 does not fit into 3 x 1"),
        (([[1]], 0, 3), "rows"),
    ],
)
def test_what_is_no_convolution_is_refused(args, message):
    with pytest.raises(ValueError, match=message):
        conv_as_matrix(*args)


@pytest.mark.parametrize("bias", [True, False])
def test_the_gradients_of_a_masked_layer_are_those_that_nudging_finds(bias):
    layer = nn.Sequential(Masked(CROSS, bias=bias, rng=rng()), nn.ReLU(), nn.Linear(3, 2, rng=rng(1)))
    found = training.gradcheck(layer, rng(2).normal(size=(6, 4)), rng=rng(3), most=None)
    assert found, found


def test_a_masked_layer_computes_what_a_dense_one_does_with_zeros_in_its_matrix():
    layer, x = Masked(CROSS, rng=rng()), rng(1).normal(size=(5, 4)).astype(np.float32)
    assert_allclose(layer(x), x @ (layer.weight.data * np.array(CROSS)).T + layer.bias.data, rtol=1e-6)
    assert layer.macs((4,)) == 6
    assert layer.output_shape((4,)) == (3,)


def test_what_a_mask_took_stays_zero_in_training_and_the_rest_learns():
    layer = Masked(CROSS, rng=rng())
    before = layer.weight.data.copy()
    x, y = rng(1).normal(size=(64, 4)).astype(np.float32), rng(2).integers(0, 3, 64)
    training.fit(layer, optim.Adam(layer.parameters(), lr=0.01), (x, y), epochs=5, rng=rng(3), progress=False)
    lacking = np.array(CROSS) == 0
    assert (layer.weight.data[lacking] == 0).all()
    assert (layer.weight.data[~lacking] != before[~lacking]).all()


def test_the_first_weights_are_as_large_as_those_of_a_layer_with_so_few_inputs():
    mask = np.zeros((400, 100))
    mask[:, :25] = 1
    layer = Masked(mask, rng=rng())
    assert np.abs(layer.weight.data).max() == pytest.approx(1 / 5, rel=0.01)
    assert np.abs(layer.bias.data).max() == pytest.approx(1 / 5, rel=0.02)


@pytest.mark.parametrize(
    ("mask", "message"),
    [([1, 0], r"shape \(outputs, inputs\), got \(2,\)"), ([[1, 0], [0, 0]], "row 1 of the mask keeps no weight")],
)
def test_a_mask_of_another_kind_is_refused(mask, message):
    with pytest.raises(ValueError, match=message):
        Masked(mask, rng=rng())

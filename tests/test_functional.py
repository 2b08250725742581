"""`functional` against nested loops and SciPy."""

import tracemalloc
from functools import partial

import numpy as np
import oracles
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_array_equal
from scipy.signal import correlate2d
from settings_of_windows import close, conv_cases, int_or_pair, normal, pool_cases, searched, sizes

from cnnlab import functional as F


@searched
@given(conv_cases())
def test_conv2d_is_the_sum_of_products_under_each_window(case):
    x, weight, bias, given_settings, plain = case
    close(F.conv2d(x, weight, bias, *given_settings), oracles.conv2d(x, weight, bias, *plain))


@searched
@given(conv_cases())
def test_conv2d_agrees_with_scipy(case):
    x, weight, bias, given_settings, ((stride_h, stride_w), padding, (dilation_h, dilation_w)) = case
    padded = np.pad(x, ((0, 0), (0, 0), *padding))
    c_out, c_in, k_h, k_w = weight.shape
    spread = np.zeros((c_out, c_in, dilation_h * (k_h - 1) + 1, dilation_w * (k_w - 1) + 1))
    spread[:, :, ::dilation_h, ::dilation_w] = weight
    expected = [
        [sum(map(partial(correlate2d, mode="valid"), image, kernels))[::stride_h, ::stride_w] for kernels in spread]
        for image in padded
    ]
    close(F.conv2d(x, weight, bias, *given_settings), np.array(expected) + (0 if bias is None else bias[:, None, None]))


@searched
@given(st.data())
def test_conv1d_is_the_sum_of_products_under_each_window(data):
    kernel, stride, dilation = data.draw(st.tuples(st.integers(1, 4), st.integers(1, 3), st.integers(1, 3)))
    sides = st.tuples(st.integers(0, 3), st.integers(0, 3))
    padding = data.draw(st.integers(0, 3) | sides | st.sampled_from(["valid", "same"]))
    stride = 1 if padding == "same" else stride
    _, plain = oracles.sides(padding if isinstance(padding, str) else (0, padding), (1, kernel), (1, dilation))
    (length,) = sizes(data.draw, (kernel,), (plain,), (dilation,))
    x, weight, bias = normal(2, 3, length), normal(4, 3, kernel, seed=1), normal(4, seed=2)
    expected = oracles.conv1d(x, weight, bias, stride, plain, dilation)
    close(F.conv1d(x, weight, bias, stride, padding, dilation), expected)


@searched
@given(pool_cases(int_or_pair(1, 3)), st.booleans())
def test_max_pool2d_is_the_largest_in_each_window_and_padding_never_wins(case, ceil_mode):
    x, given_settings, plain = case
    assert_array_equal(F.max_pool2d(x, *given_settings, ceil_mode), oracles.max_pool2d(x, *plain, ceil_mode))


@searched
@given(pool_cases(int_or_pair(1, 3)), st.booleans())
def test_max_pool2d_gradient_goes_to_the_first_maximum_in_reading_order(case, ceil_mode):
    x, given_settings, plain = case
    grad_out = normal(*oracles.max_pool2d(x, *plain, ceil_mode).shape)
    expected = oracles.max_pool2d_backward(grad_out, x, *plain, ceil_mode)
    close(F.max_pool2d_backward(grad_out, x, *given_settings, ceil_mode), expected)


@pytest.mark.parametrize("count_include_pad", [True, False])
@searched
@given(pool_cases(), st.booleans())
def test_avg_pool2d_is_the_mean_of_each_window(count_include_pad, case, ceil_mode):
    x, given_settings, plain = case
    expected = oracles.avg_pool2d(x, *plain, count_include_pad, ceil_mode)
    close(F.avg_pool2d(x, *given_settings, count_include_pad, ceil_mode=ceil_mode), expected)


def test_without_ceil_mode_the_last_cells_are_not_read_and_with_it_they_are():
    x = np.arange(25.0).reshape(1, 1, 5, 5)
    assert_array_equal(F.max_pool2d(x, 2)[0, 0], [[6, 8], [16, 18]])
    assert_array_equal(F.max_pool2d(x, 2, ceil_mode=True)[0, 0], [[6, 8, 9], [16, 18, 19], [21, 23, 24]])
    assert_array_equal(F.avg_pool2d(x, 2, ceil_mode=True)[0, 0, 2], [20.5, 22.5, 24])


def test_same_padding_keeps_the_size_and_puts_the_odd_zero_after():
    x, weight = normal(1, 1, 5, 6), np.ones((1, 1, 2, 4))
    assert F.conv2d(x, weight, padding="same").shape == x.shape
    close(F.conv2d(x, weight, padding="same"), F.conv2d(x, weight, padding=((0, 1), (1, 2))))


def test_a_constant_window_sends_its_gradient_to_its_first_cell():
    grad_x = F.max_pool2d_backward(np.array([[[[1.0, 2.0], [3.0, 4.0]]]]), np.full((1, 1, 4, 4), 7.0), 2)
    assert_array_equal(grad_x[0, 0], [[1, 0, 2, 0], [0, 0, 0, 0], [3, 0, 4, 0], [0, 0, 0, 0]])


def test_all_negative_input_stays_negative_under_padding():
    assert_array_equal(F.max_pool2d(np.full((1, 1, 3, 3), -5.0), 3, 1, 1), np.full((1, 1, 3, 3), -5.0))


def test_relu_passes_what_is_positive_and_no_gradient_at_zero():
    x = np.array([-2.0, -0.0, 0.0, 3.0])
    assert_array_equal(F.relu(x), [0, 0, 0, 3])
    assert_array_equal(F.relu_backward(np.full(4, 5.0), x), [0, 0, 0, 5])


@pytest.mark.parametrize("axis", [-1, 0, 1])
def test_softmax_sums_to_one_and_survives_large_scores(axis):
    y = F.softmax(normal(4, 5) + 1e4, axis)
    close(y.sum(axis), 1)
    close(y, F.softmax(normal(4, 5), axis), atol=1e-11)


def test_cross_entropy_is_the_mean_negative_log_probability_of_the_right_class():
    logits, targets = normal(4, 3), np.array([0, 2, 1, 1])
    probabilities = np.exp(logits) / np.exp(logits).sum(1, keepdims=True)
    close(F.cross_entropy(logits, targets), -np.mean([np.log(probabilities[i, t]) for i, t in enumerate(targets)]))


def test_cross_entropy_is_finite_for_hopelessly_wrong_scores():
    close(F.cross_entropy(np.array([[1e4, 0.0]]), np.array([1])), 1e4)


def test_settings_may_be_numpy_integers_and_lists():
    x, weight, two = normal(1, 2, 6, 6), normal(3, 2, 3, 3), np.int64(2)
    assert_array_equal(F.conv2d(x, weight, None, two, [1, two]), F.conv2d(x, weight, None, 2, (1, 2)))
    assert_array_equal(F.max_pool2d(x, [two, 3]), F.max_pool2d(x, (2, 3)))


@pytest.mark.parametrize("dilation", [1, 2])
def test_conv2d_unfolds_the_width_only(dilation):
    n, c_in, size, k, c_out = 16, 8, 64, 5, 8
    x, weight = np.ones((n, c_in, size, size), np.float32), np.ones((c_out, c_in, k, k), np.float32)
    out_size = F.conv2d(x, weight, dilation=dilation).shape[-1]
    copy, unfolded, out = n * c_in * size**2, n * c_in * size * k * out_size, n * c_out * out_size**2
    tracemalloc.start()
    try:
        F.conv2d(x, weight, dilation=dilation)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert 4 * unfolded < peak < 1.1 * 4 * (copy + unfolded + out)

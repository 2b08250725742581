"""`functional` against nested loops, SciPy, central differences and the adjoint identity; and what it refuses."""

import tracemalloc
from functools import partial

import numpy as np
import oracles
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from scipy.signal import correlate2d

from cnnlab import functional as F

searched = settings(max_examples=60, deadline=None)
close = partial(assert_allclose, rtol=1e-9, atol=1e-9)
RNG = np.random.default_rng


def normal(*shape, seed=0):
    return RNG(seed).standard_normal(shape)


def distinct(*shape, seed=0):
    """Numbers of both signs that are all at least 0.5 apart, so that a nudge never changes which is the largest."""
    size = int(np.prod(shape))
    return (RNG(seed).permutation(size) - size / 2 + 0.25).reshape(shape) / 2


# ------------------------------------------------- shapes and settings nobody thought of


def int_or_pair(low, high):
    return st.integers(low, high) | st.tuples(st.integers(low, high), st.integers(low, high))


def as_pair(value):
    return value if isinstance(value, tuple) else (value, value)


def paddings(high):
    side = st.tuples(st.integers(0, high), st.integers(0, high))
    return int_or_pair(0, high) | st.tuples(side, side) | st.sampled_from(["valid", "same"])


def sizes(draw, kernel, padding, dilation=(1, 1)):
    """Rows and columns on which the window fits, from exactly once to a few times."""
    extents = [d * (k - 1) + 1 - sum(pad) for k, pad, d in zip(kernel, padding, dilation, strict=True)]
    return tuple(draw(st.integers(max(1, extent), max(1, extent) + 4)) for extent in extents)


@st.composite
def conv_cases(draw):
    """x, weight, bias, the settings as a caller writes them, and the same settings for the oracle."""
    kernel, dilation = draw(st.tuples(st.integers(1, 4), st.integers(1, 4))), draw(int_or_pair(1, 3))
    padding = draw(paddings(3))
    stride = draw(st.sampled_from([1, (1, 1)]) if padding == "same" else int_or_pair(1, 3))
    plain = oracles.sides(padding, kernel, as_pair(dilation))
    n, c_in, c_out = draw(st.tuples(*[st.integers(1, 3)] * 3))
    x = normal(n, c_in, *sizes(draw, kernel, plain, as_pair(dilation)), seed=1)
    weight, bias = normal(c_out, c_in, *kernel, seed=2), draw(st.sampled_from([None, normal(c_out, seed=3)]))
    return x, weight, bias, (stride, padding, dilation), (as_pair(stride), plain, as_pair(dilation))


@st.composite
def pool_cases(draw):
    kernel = draw(int_or_pair(1, 4))
    half = [k // 2 for k in as_pair(kernel)]
    within = st.tuples(*(st.tuples(st.integers(0, h), st.integers(0, h)) for h in half))
    symmetric = st.tuples(*(st.integers(0, h) for h in half))
    padding = draw(st.integers(0, min(half)) | symmetric | within | st.sampled_from(["valid", "same"]))
    stride = 1 if padding == "same" else draw(st.none() | int_or_pair(1, 3))
    plain = oracles.sides(padding, as_pair(kernel))
    shape = *draw(st.tuples(st.integers(1, 2), st.integers(1, 2))), *sizes(draw, as_pair(kernel), plain)
    # Few values make ties; none above zero, so that a padding of zeros instead of minus infinity would win.
    x = RNG(draw(st.integers(0, 99))).integers(-3, 1, shape).astype(float)
    return x, (kernel, stride, padding), (as_pair(kernel), as_pair(kernel if stride is None else stride), plain)


# ------------------------------------------------- independent answers


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
@given(pool_cases())
def test_max_pool2d_is_the_largest_in_each_window_and_padding_never_wins(case):
    x, given_settings, plain = case
    assert_array_equal(F.max_pool2d(x, *given_settings), oracles.max_pool2d(x, *plain))


@searched
@given(pool_cases())
def test_max_pool2d_gradient_goes_to_the_first_maximum_in_reading_order(case):
    x, given_settings, plain = case
    grad_out = normal(*oracles.max_pool2d(x, *plain).shape)
    close(F.max_pool2d_backward(grad_out, x, *given_settings), oracles.max_pool2d_backward(grad_out, x, *plain))


@pytest.mark.parametrize("count_include_pad", [True, False])
@searched
@given(pool_cases())
def test_avg_pool2d_is_the_mean_of_each_window(count_include_pad, case):
    x, given_settings, plain = case
    close(F.avg_pool2d(x, *given_settings, count_include_pad), oracles.avg_pool2d(x, *plain, count_include_pad))


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


# ------------------------------------------------- gradients

TARGETS = np.array([2, 0, 1, 2])
OVERLAP = {"kernel_size": 3, "stride": (2, 1), "padding": 1}
LOPSIDED = {"stride": (2, 1), "padding": ((0, 1), (2, 0)), "dilation": (1, 2)}
LOPSIDED_1D = {"stride": 2, "padding": (2, 1), "dilation": 2}
SAME_SPREAD = {"padding": "same", "dilation": 3}

# name: forward, backward(grad_out, *arrays), the arrays that get a gradient, settings
DIFFERENTIABLE = {
    "conv2d": (F.conv2d, F.conv2d_backward, [(2, 2, 5, 6), (3, 2, 3, 2), (3,)], {}),
    "conv2d strided": (F.conv2d, F.conv2d_backward, [(2, 2, 6, 6), (3, 2, 2, 3), (3,)], {"stride": 2, "padding": 1}),
    "conv2d stride over kernel": (F.conv2d, F.conv2d_backward, [(1, 2, 8, 7), (2, 2, 2, 1), (2,)], {"stride": 3}),
    "conv2d lopsided": (F.conv2d, F.conv2d_backward, [(2, 2, 6, 5), (2, 2, 3, 3), (2,)], LOPSIDED),
    "conv2d same": (F.conv2d, F.conv2d_backward, [(1, 2, 4, 5), (2, 2, 2, 3), (2,)], SAME_SPREAD),
    "conv1d": (F.conv1d, F.conv1d_backward, [(2, 3, 8), (2, 3, 3), (2,)], LOPSIDED_1D),
    "conv1d same": (F.conv1d, F.conv1d_backward, [(2, 2, 6), (3, 2, 4), (3,)], {"padding": "same"}),
    "max_pool2d": (F.max_pool2d, F.max_pool2d_backward, [(2, 2, 5, 6)], {"kernel_size": 2}),
    "max_pool2d overlapping": (F.max_pool2d, F.max_pool2d_backward, [(2, 2, 5, 6)], OVERLAP),
    "avg_pool2d": (F.avg_pool2d, F.avg_pool2d_backward, [(2, 2, 5, 6)], {"kernel_size": (2, 3)}),
    "avg_pool2d overlapping": (F.avg_pool2d, F.avg_pool2d_backward, [(2, 2, 5, 6)], OVERLAP),
    "avg_pool2d without padding in the mean": (
        F.avg_pool2d, F.avg_pool2d_backward, [(2, 2, 5, 6)], OVERLAP | {"count_include_pad": False},
    ),
    "linear": (F.linear, F.linear_backward, [(4, 3), (2, 3), (2,)], {}),
    "relu": (F.relu, F.relu_backward, [(3, 4)], {}),
    "softmax": (F.softmax, F.softmax_backward, [(3, 4)], {}),
    "softmax over columns": (F.softmax, F.softmax_backward, [(3, 4)], {"axis": 0}),
    "cross_entropy": (F.cross_entropy, F.cross_entropy_backward, [(4, 3)], {"targets": TARGETS}),
}  # fmt: skip
differentiable = pytest.mark.parametrize("name", DIFFERENTIABLE)


def as_tuple(result):
    return result if isinstance(result, tuple) else (result,)


def prepared(name, dtype=float):
    """forward and backward with the settings filled in, the input arrays, and a gradient for the output."""
    forward, backward, shapes, keywords = DIFFERENTIABLE[name]
    arrays = [distinct(*shape, seed=seed).astype(dtype) / 4 for seed, shape in enumerate(shapes)]
    forward, backward = partial(forward, **keywords), partial(backward, **keywords)
    out = forward(*arrays)
    grad_out = 1.5 if np.isscalar(out) else normal(*out.shape, seed=9).astype(dtype)
    return forward, backward, arrays, grad_out


@differentiable
def test_backward_agrees_with_central_differences(name):
    forward, backward, arrays, grad_out = prepared(name)
    grads = as_tuple(backward(grad_out, *arrays[:2]))
    assert len(grads) == len(arrays)
    for index, (array, grad) in enumerate(zip(arrays, grads, strict=True)):

        def scalar(changed, index=index):
            return np.sum(grad_out * forward(*arrays[:index], changed, *arrays[index + 1 :]))

        assert grad.shape == array.shape
        assert_allclose(grad, oracles.central_difference(scalar, array), rtol=1e-7, atol=1e-7)


@searched
@given(conv_cases())
def test_conv2d_backward_is_the_adjoint_in_x_in_weight_and_in_bias(case):
    x, weight, _, given_settings, _ = case
    out = F.conv2d(x, weight, None, *given_settings)
    grad_out = normal(*out.shape, seed=7)
    grad_x, grad_weight, grad_bias = F.conv2d_backward(grad_out, x, weight, *given_settings)
    close(np.vdot(grad_x, x), np.vdot(grad_out, out))
    close(np.vdot(grad_weight, weight), np.vdot(grad_out, out))
    close(grad_bias, grad_out.sum((0, 2, 3)))
    other = normal(*x.shape, seed=8)  # the identity must hold for every x, not only for the one it was computed at
    close(np.vdot(grad_x, other), np.vdot(grad_out, F.conv2d(other, weight, None, *given_settings)))


@pytest.mark.parametrize("count_include_pad", [True, False])
@searched
@given(pool_cases())
def test_avg_pool2d_backward_is_the_adjoint(count_include_pad, case):
    x, given_settings, _ = case
    out = F.avg_pool2d(x, *given_settings, count_include_pad)
    grad_out = normal(*out.shape, seed=7)
    grad_x = F.avg_pool2d_backward(grad_out, x, *given_settings, count_include_pad)
    close(np.vdot(grad_x, x), np.vdot(grad_out, out))


@pytest.mark.parametrize("name", ["conv1d", "conv1d same", "linear"])
def test_backward_is_the_adjoint_in_x_and_in_weight(name):
    forward, backward, (x, weight, _), grad_out = prepared(name)
    grad_x, grad_weight, _ = backward(grad_out, x, weight)
    close(np.vdot(grad_x, x), np.vdot(grad_out, forward(x, weight)))
    close(np.vdot(grad_weight, weight), np.vdot(grad_out, forward(x, weight)))


@pytest.mark.parametrize("name", ["conv2d", "conv2d lopsided", "conv1d", "linear"])
def test_leaving_out_grad_x_gives_none_and_the_same_other_gradients(name):
    _, backward, (x, weight, _), grad_out = prepared(name)
    grad_x, *others = backward(grad_out, x, weight, need_grad_x=False)
    assert grad_x is None
    for grad, expected in zip(others, backward(grad_out, x, weight)[1:], strict=True):
        assert_array_equal(grad, expected)


@pytest.mark.parametrize("name", ["max_pool2d", "max_pool2d overlapping"])
def test_handing_max_pool2d_backward_its_output_changes_nothing(name):
    forward, backward, (x,), grad_out = prepared(name)
    assert_array_equal(backward(grad_out, x, out=forward(x)), backward(grad_out, x))


# ------------------------------------------------- dtype, purity, memory


@differentiable
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_dtype_is_preserved(name, dtype):
    forward, backward, arrays, grad_out = prepared(name, dtype)
    results = [forward(*arrays), *as_tuple(backward(grad_out, *arrays[:2]))]
    arrays_only = [result for result in results if not isinstance(result, float)]  # cross_entropy is a plain float
    assert {result.dtype for result in arrays_only} == {np.dtype(dtype)}


@differentiable
def test_inputs_are_never_modified(name):
    forward, backward, arrays, grad_out = prepared(name)
    before = [np.copy(array) for array in (*arrays, grad_out)]
    out = forward(*arrays)
    grads = as_tuple(backward(grad_out, *arrays[:2]))
    for result in (out, *grads):
        if isinstance(result, np.ndarray):
            result[...] = 0  # a result is the caller's own: writing to it must not reach an input
    for array, copy in zip((*arrays, grad_out), before, strict=True):
        assert_array_equal(array, copy)


def batch_last(array):
    order = (2, 1, 3, 0) if array.ndim == 4 else (*range(1, array.ndim), 0)
    return np.ascontiguousarray(array.transpose(order)).transpose(np.argsort(order))


def every_other(array):
    wide = np.full([2 * size for size in array.shape], np.nan, array.dtype)
    part = wide[tuple(slice(None, None, 2) for _ in array.shape)]
    part[...] = array
    return part


def backwards(array):
    flipped = (slice(None, None, -1),) * array.ndim
    return array[flipped].copy()[flipped]


def read_only(array):
    array = array.copy()
    array.flags.writeable = False
    return array


@differentiable
@pytest.mark.parametrize("layout", [np.asfortranarray, batch_last, every_other, backwards, read_only])
def test_results_do_not_depend_on_the_memory_layout(name, layout):
    forward, backward, arrays, grad_out = prepared(name)
    relaid = [layout(array) for array in arrays]
    assert all(np.array_equal(a, b) for a, b in zip(arrays, relaid, strict=True))
    close(forward(*relaid), forward(*arrays))
    grad = grad_out if np.isscalar(grad_out) else layout(grad_out)
    for ours, expected in zip(
        as_tuple(backward(grad, *relaid[:2])), as_tuple(backward(grad_out, *arrays[:2])), strict=True
    ):
        close(ours, expected)


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


# ------------------------------------------------- what is refused, and in which words

X, W, B = normal(2, 3, 6, 7), normal(4, 3, 3, 3), normal(4)
X1, W1 = normal(2, 3, 9), normal(4, 3, 3)
LOGITS, LABELS = normal(3, 3), np.array([0, 1, 2])
DENSE_X, DENSE_W = normal(2, 5), normal(3, 5)
GRAD, POOLED = normal(2, 4, 4, 5), normal(2, 3, 3, 3)
NAN = np.array([[0.0, 1.0, 2.0], [0.0, np.nan, 0.0], [2.0, 1.0, 0.0]])


REFUSED = [
    # wrong rank
    ("conv2d x rank", lambda: F.conv2d(X[0], W), ValueError, "x must have 4 axes", "(3, 6, 7)"),
    ("conv2d weight rank", lambda: F.conv2d(X, W[0]), ValueError, "weight must have 4 axes", "(3, 3, 3)"),
    ("conv1d x rank", lambda: F.conv1d(X, W1), ValueError, "x must have 3 axes", "(2, 3, 6, 7)"),
    ("conv1d weight rank", lambda: F.conv1d(X1, W), ValueError, "weight must have 3 axes", "(4, 3, 3, 3)"),
    ("max_pool2d rank", lambda: F.max_pool2d(X1, 2), ValueError, "x must have 4 axes", "(2, 3, 9)"),
    ("avg_pool2d rank", lambda: F.avg_pool2d(X1, 2), ValueError, "x must have 4 axes", "(2, 3, 9)"),
    ("linear rank", lambda: F.linear(X, DENSE_W), ValueError, "x must have 2 axes", "(2, 3, 6, 7)"),
    ("cross_entropy rank", lambda: F.cross_entropy(X1, LABELS), ValueError, "logits must have 2 axes", "(2, 3, 9)"),
    # channels and features
    ("conv2d channels", lambda: F.conv2d(X[:, :2], W), ValueError, "(2, 2, 6, 7)", "(4, 3, 3, 3)"),
    ("conv1d channels", lambda: F.conv1d(X1[:, :2], W1), ValueError, "(2, 2, 9)", "(4, 3, 3)"),
    ("linear features", lambda: F.linear(DENSE_X[:, :4], DENSE_W), ValueError, "(2, 4)", "(3, 5)"),
    # kernels that do not fit
    ("conv2d kernel", lambda: F.conv2d(X, normal(4, 3, 9, 3), padding=1), ValueError, "size 9", "size 6", "1 + 1"),
    ("conv2d dilated kernel", lambda: F.conv2d(X, W, dilation=4), ValueError, "size 3", "spread to 9", "size 6"),
    ("conv1d kernel", lambda: F.conv1d(X1, normal(4, 3, 12), padding=(2, 0)), ValueError, "size 12", "size 9", "2 + 0"),
    ("max_pool2d kernel", lambda: F.max_pool2d(X, 7), ValueError, "size 7", "size 6"),
    ("avg_pool2d kernel", lambda: F.avg_pool2d(X, (2, 8)), ValueError, "size 8", "size 7"),
    ("max_pool2d kernel 0", lambda: F.max_pool2d(X, 0), ValueError, "kernel_size", "at least 1", "got 0"),
    ("max_pool2d kernel float", lambda: F.max_pool2d(X, 2.0), TypeError, "kernel_size", "2.0", "float"),
    ("conv2d kernel without rows", lambda: F.conv2d(X, W[:, :, :0]), ValueError, "weight", "(4, 3, 0, 3)"),
    ("conv2d without filters", lambda: F.conv2d(X, W[:0]), ValueError, "weight", "(0, 3, 3, 3)"),
    # stride
    ("stride 0", lambda: F.conv2d(X, W, stride=0), ValueError, "stride", "at least 1", "got 0"),
    ("stride negative", lambda: F.conv2d(X, W, stride=(1, -2)), ValueError, "stride", "columns", "got -2"),
    ("stride float", lambda: F.conv2d(X, W, stride=1.5), TypeError, "stride", "1.5", "float"),
    ("stride bool", lambda: F.conv2d(X, W, stride=True), TypeError, "stride", "True", "bool"),
    ("stride word", lambda: F.conv2d(X, W, stride="two"), TypeError, "stride", "'two'"),
    ("stride triple", lambda: F.conv2d(X, W, stride=(1, 2, 3)), ValueError, "stride", "(1, 2, 3)"),
    ("stride None", lambda: F.conv2d(X, W, stride=None), TypeError, "stride", "None"),
    ("conv1d stride 0", lambda: F.conv1d(X1, W1, stride=0), ValueError, "stride", "got 0"),
    ("conv1d stride float", lambda: F.conv1d(X1, W1, stride=2.5), TypeError, "stride", "2.5"),
    ("max_pool2d stride 0", lambda: F.max_pool2d(X, 2, 0), ValueError, "stride", "got 0"),
    ("avg_pool2d stride word", lambda: F.avg_pool2d(X, 2, "two"), TypeError, "stride", "'two'"),
    # dilation
    ("dilation 0", lambda: F.conv2d(X, W, dilation=0), ValueError, "dilation", "at least 1", "got 0"),
    ("dilation float", lambda: F.conv2d(X, W, dilation=(1, 2.5)), TypeError, "dilation", "2.5"),
    ("conv1d dilation 0", lambda: F.conv1d(X1, W1, dilation=0), ValueError, "dilation", "got 0"),
    # padding
    ("padding negative", lambda: F.conv2d(X, W, padding=-1), ValueError, "padding", "at least 0", "got -1"),
    ("padding negative side", lambda: F.conv2d(X, W, padding=((0, 0), (0, -3))), ValueError, "padding", "got -3"),
    ("padding float", lambda: F.conv2d(X, W, padding=0.5), TypeError, "padding", "0.5"),
    ("padding None", lambda: F.conv2d(X, W, padding=None), TypeError, "padding", "None"),
    ("padding triple", lambda: F.conv2d(X, W, padding=(1, 2, 3)), ValueError, "padding", "(1, 2, 3)"),
    ("padding half nested", lambda: F.conv2d(X, W, padding=(1, (2, 3))), ValueError, "padding", "(1, (2, 3))"),
    ("padding short side", lambda: F.conv2d(X, W, padding=((1,), (2, 3))), ValueError, "padding", "(1,)"),
    ("padding word", lambda: F.conv2d(X, W, padding="full"), ValueError, "padding", "'full'", '"valid"', '"same"'),
    ("padding same strided", lambda: F.conv2d(X, W, stride=2, padding="same"), ValueError, '"same"', "(2, 2)"),
    ("conv1d padding word", lambda: F.conv1d(X1, W1, padding="full"), ValueError, "padding", "'full'"),
    ("conv1d padding negative", lambda: F.conv1d(X1, W1, padding=-1), ValueError, "padding", "got -1"),
    ("conv1d padding same strided", lambda: F.conv1d(X1, W1, stride=2, padding="same"), ValueError, '"same"', "2"),
    ("max_pool2d padding over half", lambda: F.max_pool2d(X, 3, padding=2), ValueError, "half", "2", "(3, 3)"),
    ("avg_pool2d padding over half", lambda: F.avg_pool2d(X, (4, 2), padding=2), ValueError, "half", "2", "(4, 2)"),
    # what the arrays hold
    ("conv2d int x", lambda: F.conv2d(X.astype(np.int64), W), TypeError, "x must hold", "int64"),
    ("conv2d int weight", lambda: F.conv2d(X, W.astype(np.uint8)), TypeError, "weight must hold", "uint8"),
    ("conv2d int bias", lambda: F.conv2d(X, W, np.arange(4)), TypeError, "bias", "int64"),
    ("conv1d int x", lambda: F.conv1d(X1.astype(np.int32), W1), TypeError, "x must hold", "int32"),
    ("max_pool2d int", lambda: F.max_pool2d(X.astype(np.uint8), 2), TypeError, "x must hold", "uint8"),
    ("avg_pool2d bool", lambda: F.avg_pool2d(X > 0, 2), TypeError, "x must hold", "bool"),
    ("linear int", lambda: F.linear(DENSE_X.astype(int), DENSE_W), TypeError, "x must hold", "int64"),
    ("cross_entropy int", lambda: F.cross_entropy(LOGITS.astype(int), LABELS), TypeError, "logits must hold", "int64"),
    ("conv2d complex", lambda: F.conv2d(X * 1j, W), TypeError, "x must hold", "complex128"),
    ("conv2d mixed", lambda: F.conv2d(X.astype(np.float32), W), TypeError, "x is float32", "weight is float64"),
    ("conv2d mixed bias", lambda: F.conv2d(X, W, B.astype(np.float32)), TypeError, "bias is float32"),
    ("conv1d mixed", lambda: F.conv1d(X1, W1.astype(np.float32)), TypeError, "x is float64", "weight is float32"),
    ("linear mixed", lambda: F.linear(DENSE_X.astype(np.float32), DENSE_W), TypeError, "float32", "float64"),
    # lists
    ("conv2d x list", lambda: F.conv2d(X.tolist(), W), TypeError, "x must be a NumPy array", "list"),
    ("conv2d weight list", lambda: F.conv2d(X, W.tolist()), TypeError, "weight must be a NumPy array", "list"),
    ("conv2d bias list", lambda: F.conv2d(X, W, B.tolist()), TypeError, "bias must be a NumPy array", "list"),
    ("conv1d x list", lambda: F.conv1d(X1.tolist(), W1), TypeError, "x must be a NumPy array", "list"),
    ("max_pool2d list", lambda: F.max_pool2d(X.tolist(), 2), TypeError, "x must be a NumPy array", "list"),
    ("avg_pool2d list", lambda: F.avg_pool2d(X.tolist(), 2), TypeError, "x must be a NumPy array", "list"),
    ("linear list", lambda: F.linear(DENSE_X.tolist(), DENSE_W), TypeError, "x must be a NumPy array", "list"),
    ("linear bias list", lambda: F.linear(DENSE_X, DENSE_W, [0.0] * 3), TypeError, "bias must be", "list"),
    ("softmax list", lambda: F.softmax(LOGITS.tolist()), TypeError, "NumPy array", "list"),
    ("relu_backward list", lambda: F.relu_backward(LOGITS, LOGITS.tolist()), TypeError, "NumPy array", "list"),
    ("cross_entropy list", lambda: F.cross_entropy(LOGITS.tolist(), LABELS), TypeError, "logits must be", "list"),
    ("targets list", lambda: F.cross_entropy(LOGITS, [0, 1, 2]), TypeError, "targets must be", "list"),
    # bias
    ("conv2d bias length", lambda: F.conv2d(X, W, normal(3)), ValueError, "bias", "(4,)", "(3,)"),
    ("conv2d bias rank", lambda: F.conv2d(X, W, normal(4, 1)), ValueError, "bias", "(4, 1)"),
    ("conv1d bias length", lambda: F.conv1d(X1, W1, normal(5)), ValueError, "bias", "(4,)", "(5,)"),
    ("linear bias length", lambda: F.linear(DENSE_X, DENSE_W, normal(2)), ValueError, "bias", "(3,)", "(2,)"),
    # grad_out
    ("conv2d grad", lambda: F.conv2d_backward(X, X, W), ValueError, "grad_out", "(2, 4, 4, 5)", "(2, 3, 6, 7)"),
    ("conv2d grad list", lambda: F.conv2d_backward(GRAD.tolist(), X, W), TypeError, "grad_out must be", "list"),
    ("conv2d grad None", lambda: F.conv2d_backward(None, X, W), (TypeError, ValueError), "grad_out"),
    ("conv2d grad mixed", lambda: F.conv2d_backward(GRAD.astype(np.float32), X, W), TypeError, "grad_out is float32"),
    ("conv1d grad", lambda: F.conv1d_backward(normal(2, 4, 6), X1, W1), ValueError, "(2, 4, 7)", "(2, 4, 6)"),
    ("conv1d grad rank", lambda: F.conv1d_backward(GRAD, X1, W1), ValueError, "grad_out", "(2, 4, 4, 5)"),
    ("max_pool2d grad", lambda: F.max_pool2d_backward(X, X, 2), ValueError, "(2, 3, 3, 3)", "(2, 3, 6, 7)"),
    ("max_pool2d out", lambda: F.max_pool2d_backward(POOLED, X, 2, out=X), ValueError, "(2, 3, 3, 3)", "(2, 3, 6, 7)"),
    ("avg_pool2d grad", lambda: F.avg_pool2d_backward(X, X, 2), ValueError, "(2, 3, 3, 3)", "(2, 3, 6, 7)"),
    ("linear grad", lambda: F.linear_backward(normal(3, 3), DENSE_X, DENSE_W), ValueError, "(2, 3)", "(3, 3)"),
    ("relu grad", lambda: F.relu_backward(normal(3, 2), LOGITS), ValueError, "(3, 3)", "(3, 2)"),
    ("softmax grad", lambda: F.softmax_backward(normal(3), LOGITS), ValueError, "(3, 3)", "(3,)"),
    ("cross_entropy grad", lambda: F.cross_entropy_backward(np.ones(3), LOGITS, LABELS), TypeError, "grad_out"),
    # nothing there
    ("conv2d empty batch", lambda: F.conv2d(X[:0], W), ValueError, "x is empty", "(0, 3, 6, 7)"),
    ("conv1d empty batch", lambda: F.conv1d(X1[:0], W1), ValueError, "x is empty", "(0, 3, 9)"),
    ("max_pool2d empty batch", lambda: F.max_pool2d(X[:0], 2), ValueError, "x is empty", "(0, 3, 6, 7)"),
    ("avg_pool2d no columns", lambda: F.avg_pool2d(X[..., :0], 2), ValueError, "x is empty", "(2, 3, 6, 0)"),
    ("linear empty batch", lambda: F.linear(DENSE_X[:0], DENSE_W), ValueError, "x is empty", "(0, 5)"),
    ("cross_entropy empty batch", lambda: F.cross_entropy(LOGITS[:0], LABELS[:0]), ValueError, "logits", "(0, 3)"),
    # labels and logits
    ("labels too large", lambda: F.cross_entropy(LOGITS, LABELS + 1), ValueError, "0 ... 2", "3"),
    ("labels negative", lambda: F.cross_entropy(LOGITS, LABELS - 1), ValueError, "0 ... 2", "-1"),
    ("labels float", lambda: F.cross_entropy(LOGITS, LABELS * 1.0), TypeError, "whole numbers", "float64"),
    ("labels bool", lambda: F.cross_entropy(LOGITS, LABELS > 0), TypeError, "whole numbers", "bool"),
    ("labels too few", lambda: F.cross_entropy(LOGITS, LABELS[:2]), ValueError, "(3, 3)", "(2,)"),
    ("labels one-hot", lambda: F.cross_entropy(LOGITS, np.eye(3, dtype=int)), ValueError, "targets (3, 3)"),
    ("logits NaN", lambda: F.cross_entropy(NAN, LABELS), ValueError, "NaN", "row 1"),
    ("logits NaN backward", lambda: F.cross_entropy_backward(1.0, NAN, LABELS), ValueError, "NaN", "row 1"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("call", "expected", "fragments"), [pytest.param(*row[1:3], row[3:], id=row[0]) for row in REFUSED]
)
def test_bad_arguments_are_refused_in_words_that_name_them(call, expected, fragments):
    with pytest.raises(expected) as caught:
        call()
    assert caught.type in (TypeError, ValueError)
    message = str(caught.value)
    assert [fragment for fragment in fragments if fragment not in message] == []

"""The gradients of `functional` against central differences and the adjoint identity; and what no function changes."""

from functools import partial

import numpy as np
import oracles
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from settings_of_windows import RNG, close, conv_cases, normal, pool_cases, searched

from cnnlab import functional as F


def distinct(*shape, seed=0):
    """Numbers of both signs that are all at least 0.5 apart, so that a nudge never changes which is the largest."""
    size = int(np.prod(shape))
    return (RNG(seed).permutation(size) - size / 2 + 0.25).reshape(shape) / 2


TARGETS = np.array([2, 0, 1, 2])
OVERLAP = {"kernel_size": 3, "stride": (2, 1), "padding": 1}
SPREAD = {"kernel_size": 2, "stride": (2, 3), "dilation": (2, 3), "ceil_mode": True}
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
    "max_pool2d spread": (F.max_pool2d, F.max_pool2d_backward, [(2, 2, 7, 6)], SPREAD),
    "avg_pool2d": (F.avg_pool2d, F.avg_pool2d_backward, [(2, 2, 5, 6)], {"kernel_size": (2, 3)}),
    "avg_pool2d sticking out": (F.avg_pool2d, F.avg_pool2d_backward, [(2, 2, 6, 6)], OVERLAP | {"ceil_mode": True}),
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
@given(pool_cases(), st.booleans())
def test_avg_pool2d_backward_is_the_adjoint(count_include_pad, case, ceil_mode):
    x, given_settings, _ = case
    out = F.avg_pool2d(x, *given_settings, count_include_pad, ceil_mode=ceil_mode)
    grad_out = normal(*out.shape, seed=7)
    grad_x = F.avg_pool2d_backward(grad_out, x, *given_settings, count_include_pad, ceil_mode=ceil_mode)
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

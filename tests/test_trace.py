"""The stride walk step by step, against `functional` and against nested loops, on settings nobody thought of."""

from functools import partial

import numpy as np
import oracles
import pytest
from hypothesis import given
from numpy.testing import assert_allclose, assert_array_equal
from test_functional import conv_cases, normal, pool_cases, searched

from cnnlab import data, trace
from cnnlab import functional as F

exact = partial(assert_allclose, rtol=1e-12, atol=1e-12)


def as_map(steps, name="value"):
    """The steps' values as the output map, and that they come in reading order without gaps."""
    out = np.full((steps[-1].row + 1, steps[-1].col + 1), np.nan)
    assert [(step.row, step.col) for step in steps] == list(np.ndindex(out.shape))
    for step in steps:
        out[step.row, step.col] = getattr(step, name)
    return out


def scattered(steps, shape, dilation=(1, 1)):
    """The sum of every to_input, each laid where its window lies; what falls outside is lost."""
    total = np.zeros(shape)
    for step in steps:
        to_input = step.to_input.reshape(-1, *step.to_input.shape[-2:])
        for c, i, j in np.ndindex(to_input.shape):
            row, column = step.top + i * dilation[0], step.left + j * dilation[1]
            if 0 <= row < shape[1] and 0 <= column < shape[2]:
                total[c, row, column] += to_input[c, i, j]
    return total


@searched
@given(conv_cases())
def test_the_steps_of_a_convolution_are_what_functional_computes(case):
    x, weight, bias, written, plain = case
    steps = trace.conv_steps(x[0], weight[0], 0.0 if bias is None else bias[0], *written)
    exact(as_map(steps), F.conv2d(x, weight, bias, *written)[0, 0])
    exact(as_map(steps), oracles.conv2d(x[:1], weight[:1], bias, *plain)[0, 0])


@searched
@given(conv_cases())
def test_a_step_holds_the_cells_under_its_window_and_their_products(case):
    x, weight, _, written, (stride, padding, dilation) = case
    for step in trace.conv_steps(x[0], weight[0], 0.0, *written):
        assert step.top == step.row * stride[0] - padding[0][0]
        assert step.left == step.col * stride[1] - padding[1][0]
        assert step.patch.shape == step.products.shape == weight.shape[1:]
        assert step.patch.dtype == step.products.dtype == np.float64
        for c, i, j in np.ndindex(step.patch.shape):
            cell = oracles.cell(x, 0, c, step.top + i * dilation[0], step.left + j * dilation[1])
            assert step.patch[c, i, j] == cell
            assert step.products[c, i, j] == cell * weight[0, c, i, j]


@searched
@given(conv_cases())
def test_the_backward_steps_of_a_convolution_add_up_to_its_gradients(case):
    x, weight, _, written, (_, _, dilation) = case
    x, weight = x[:1], weight[:1]
    grad_out = normal(*F.conv2d(x, weight, None, *written).shape, seed=4)
    steps = trace.conv_backward_steps(grad_out[0, 0], x[0], weight[0], *written)
    grad_x, grad_weight, _ = F.conv2d_backward(grad_out, x, weight, *written)
    exact(as_map(steps, "grad"), grad_out[0, 0])
    exact(scattered(steps, x.shape[1:], dilation), grad_x[0])
    exact(sum(step.to_kernel for step in steps), grad_weight[0])


@searched
@given(pool_cases())
def test_the_steps_of_a_pooling_are_what_functional_computes(case):
    x, written, (kernel, stride, padding) = case
    largest, mean = (trace.pool_steps(x[0, 0], *written, mode) for mode in ("max", "avg"))
    assert_array_equal(as_map(largest), F.max_pool2d(x, *written)[0, 0])
    assert_array_equal(as_map(largest), oracles.max_pool2d(x, kernel, stride, padding)[0, 0])
    exact(as_map(mean), F.avg_pool2d(x, *written)[0, 0])
    exact(as_map(mean), oracles.avg_pool2d(x, kernel, stride, padding)[0, 0])
    assert all(step.patch[step.winner] == step.value == step.patch.max() for step in largest)
    assert all(step.winner is None for step in mean)


@searched
@given(pool_cases())
def test_the_backward_steps_of_a_pooling_add_up_to_its_gradient(case):
    x, written, (kernel, stride, padding) = case
    grad_out = normal(*F.max_pool2d(x[:1, :1], *written).shape, seed=4)
    largest, mean = (trace.pool_backward_steps(grad_out[0, 0], x[0, 0], *written, mode) for mode in ("max", "avg"))
    exact(scattered(largest, (1, *x.shape[2:])), F.max_pool2d_backward(grad_out, x[:1, :1], *written)[0])
    exact(
        scattered(largest, (1, *x.shape[2:])),
        oracles.max_pool2d_backward(grad_out, x[:1, :1], kernel, stride, padding)[0],
    )
    exact(scattered(mean, (1, *x.shape[2:])), F.avg_pool2d_backward(grad_out, x[:1, :1], *written)[0])
    assert [step.winner for step in largest] == [step.winner for step in trace.pool_steps(x[0, 0], *written)]


def test_whole_numbers_and_lists_are_welcome_and_no_product_is_minus_zero():
    step = trace.conv_steps([[0, 1], [2, 3]], [[-1, 1], [1, -1]], bias=1)[0]
    assert step.products.tolist() == [[[0.0, 1.0], [2.0, -3.0]]]
    assert not np.signbit(step.products[0, 0, 0])
    assert (step.value, type(step.value)) == (1.0, float)


def test_a_step_keeps_its_own_copy_of_the_pixels():
    image = np.zeros((3, 3))
    first, second, *_ = trace.conv_steps(image, np.ones((2, 2)))
    first.patch[:] = 7
    assert not image.any()
    assert not second.patch.any()


def test_padding_counts_as_zero_for_a_kernel_and_as_minus_infinity_for_a_maximum():
    assert trace.conv_steps([[-5]], [[1, 1]], padding=(0, 1))[0].patch.tolist() == [[[0.0, -5.0]]]
    assert trace.pool_steps([[-5]], 2, padding=1)[0].patch.tolist() == [[-np.inf, -np.inf], [-np.inf, -5.0]]
    assert trace.pool_steps([[-4]], 2, padding=1, mode="avg")[0].value == -1


def test_the_first_of_equal_values_wins():
    assert trace.pool_steps(np.ones((2, 2)), 2)[0].winner == (0, 0)
    assert trace.pool_steps([[0, 3], [3, 3]], 2)[0].winner == (0, 1)


SQUARE = np.ones((3, 3))


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: trace.conv_steps(np.ones(3), SQUARE), ValueError, r"image must be .*\(3,\)"),
        (lambda: trace.conv_steps(SQUARE, np.ones((1, 1, 2, 2))), ValueError, r"kernel must be .*\(1, 1, 2, 2\)"),
        (lambda: trace.conv_steps(np.ones((3, 4, 4)), SQUARE), ValueError, r"\(3, 4, 4\).*\(1, 3, 3\)"),
        (lambda: trace.conv_steps(SQUARE, np.ones((2, 0))), ValueError, r"not empty; got shape \(2, 0\)"),
        (lambda: trace.conv_steps([[1, 2], [3]], SQUARE), TypeError, r"rows of one length, got \[\[1, 2\], \[3\]\]"),
        (lambda: trace.conv_steps([["a"]], SQUARE), TypeError, r"image must be a grid of numbers, .* got \[\['a'\]\]"),
        (
            lambda: trace.conv_steps([[np.nan]], [[1]]),
            ValueError,
            "image must hold finite numbers, got NaN or infinity",
        ),
        (lambda: trace.conv_steps(SQUARE, SQUARE, "1"), TypeError, "bias must be a number, got '1'"),
        (lambda: trace.conv_steps(SQUARE, np.ones((4, 4))), ValueError, "size 4 does not fit an input of size 3"),
        (lambda: trace.conv_steps(SQUARE, SQUARE, stride=0), ValueError, "stride must be at least 1, got 0"),
        (lambda: trace.conv_steps(SQUARE, SQUARE, padding="full"), ValueError, "'full'"),
        (lambda: trace.pool_steps(np.ones((1, 3, 3)), 2), ValueError, r"each channel on its own.*\(1, 3, 3\)"),
        (lambda: trace.pool_steps(SQUARE, 2, mode="min"), ValueError, "'min'"),
        (lambda: trace.pool_steps(SQUARE, 2, padding=2), ValueError, "at most half"),
        (lambda: trace.pool_steps(SQUARE, 1.5), TypeError, "1.5"),
        (lambda: trace.conv_backward_steps(SQUARE, SQUARE, SQUARE), ValueError, r"\(1, 1\), got \(3, 3\)"),
        (lambda: trace.pool_backward_steps(SQUARE, SQUARE, 3), ValueError, r"\(1, 1\), got \(3, 3\)"),
    ],
)
def test_what_does_not_fit_is_one_error_that_names_it(call, error, message):
    with pytest.raises(error, match=message):
        call()


def functional_stages(image, kernel, pool, mode):
    maps = F.relu(F.conv2d(image[None, None], kernel[None, None]))
    return image, maps[0, 0], (F.max_pool2d if mode == "max" else F.avg_pool2d)(maps, pool)[0, 0]


@pytest.mark.parametrize("mode", ["max", "avg"])
@pytest.mark.parametrize("by", [(0, 0), (0, 1), (2, -4), (-3, 5), (7, 0), (20, -20)])
def test_a_shift_is_that_of_functional_and_each_number_left_moves_along(by, mode):
    rng = np.random.default_rng(3)
    image, kernel = rng.random((9, 11)), rng.normal(size=(2, 3))
    found = trace.moved(image, kernel, by, 2, mode)
    pairs = [found.image, found.map, found.pooled]
    for place, x in enumerate((image, data.shift(image[None, None], *by)[0, 0])):
        for pair, expected in zip(pairs, functional_stages(x, kernel, 2, mode), strict=True):
            exact(pair[place], expected)
    rows, columns = (max(0, size - abs(step)) for size, step in zip(found.map[0].shape, by, strict=True))
    assert found.same == rows * columns
    assert_array_equal(found.stayed, found.pooled[0] == found.pooled[1])
    assert found.whole == (None if by[0] % 2 or by[1] % 2 else (by[0] // 2, by[1] // 2))
    if found.whole is not None:
        rows, columns = (
            max(0, size - abs(step)) for size, step in zip(found.pooled[0].shape, found.whole, strict=True)
        )
        assert found.whole_same == rows * columns
    for name, (before, after) in zip(("image", "map", "pooled"), pairs, strict=True):
        assert found.changes[name] == pytest.approx(np.abs(after - before).sum() / before.sum())


@pytest.mark.parametrize(
    ("arguments", "error", "fragment"),
    [
        (([1, 2], [[1]]), ValueError, r"image must be \(rows, columns\)"),
        (([[1, 2]], [1]), ValueError, r"kernel must be \(rows, columns\)"),
        (([[1, 2]], [[1], [2]]), ValueError, "a kernel of size 2 does not fit an input of size 1"),
        (([[1, 2]], [[1]], (0, 0.5)), TypeError, r"shift \(columns\) must be a whole number, got 0.5"),
        (([[1, 2]], [[1]], (0, 1), 2), ValueError, "pool may be at most 1, .*, got 2"),
        (([[1, 2]], [[1]], (0, 1), 1, "mean"), ValueError, "mode must be .*, got 'mean'"),
    ],
)
def test_a_shift_that_does_not_fit_is_refused(arguments, error, fragment):
    with pytest.raises(error, match=fragment):
        trace.moved(*arguments)

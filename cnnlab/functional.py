"""The arithmetic of a convolutional network: pure functions of arrays, each with its gradient.

Arrays are (N, C, H, W) as in PyTorch: batch, channels, rows, columns. Results are *stored* batch-last, in the
order (H, C, W, N), and handed out as a transposed view: the batch then lies in long contiguous runs, so that every
copy, maximum and sum works on many images at once, and a network converts its input only once.

Every backward function takes the gradient of its output first, then the inputs of its forward function.
"""

import itertools
from typing import NamedTuple

import numpy as np
from numpy.lib.stride_tricks import as_strided

from cnnlab._checks import as_pair, check_float_array, check_same_dtype
from cnnlab.arithmetic import as_padding, output_sizes

NCHW = "(batch, channels, rows, columns)"
NCL = "(batch, channels, length)"

# The widest matrix, in columns, that one product is given: OpenBLAS has faster kernels for small products
# (benchmarks/tile.py measures it: 240 us in place of 390 us for the second convolution of LeNet).
TILE = 256


class Window(NamedTuple):
    """How a kernel or pooling window moves: per field a (row, column) pair; output is its number of positions."""

    kernel: tuple
    stride: tuple
    padding: tuple
    dilation: tuple
    output: tuple

    @property
    def overlaps(self):
        return any(step < size for step, size in zip(self.stride, self.kernel, strict=True))


# ---------------------------------------------------------------- convolution


def conv2d(x, weight, bias=None, stride=1, padding=0, dilation=1):
    """Slide every filter over the input; each output is the sum of products under it, plus the filter's bias.

    x (N, C, H, W), weight (O, C, kH, kW), bias (O,) -> (N, O, H', W'), all of one floating dtype. The kernel is not
    flipped: "convolution" here is cross-correlation, as in every framework (torch.nn.functional.conv2d).
    Raises TypeError or ValueError for arguments that do not fit together.

    >>> conv2d(np.ones((1, 1, 3, 3)), np.ones((1, 1, 2, 2)))[0, 0]
    array([[4., 4.],
           [4., 4.]])
    """
    window = _conv_window(x, weight, bias, stride, padding, dilation)
    patches = _unfold(x, window)
    (out_h, out_w), n = window.output, len(x)
    out = np.empty((out_h, len(weight), out_w, n), x.dtype)
    _matmul_tiled(_as_matrix(weight, window), patches, out)
    if bias is not None:
        out += bias[:, None, None]
    return _nchw(out)


def conv2d_backward(grad_out, x, weight, stride=1, padding=0, dilation=1, *, need_grad_x=True):
    """The gradients of `conv2d`: (grad_x, grad_weight, grad_bias), each shaped like what it belongs to.

    grad_x is itself a convolution: of grad_out, with its rows spread by the stride, and the kernel turned around.
    need_grad_x=False leaves it out (None), as for the first layer, whose input is not learned.
    """
    window = _conv_window(x, weight, None, stride, padding, dilation)
    grad = _batch_last(_check_grad(grad_out, (len(x), len(weight), *window.output), x))
    out_h, c_out, out_w, n = grad.shape
    per_row = grad.reshape(out_h, c_out, out_w * n)
    grad_matrix = (_unfold(x, window) @ per_row.transpose(0, 2, 1)).sum(0).T
    grad_weight = _from_matrix(grad_matrix, weight.shape, window)
    grad_bias = np.einsum("hol->o", per_row)
    if not need_grad_x:
        return None, grad_weight, grad_bias
    return _conv_grad_x(per_row, x.shape, weight, window), grad_weight, grad_bias


def _conv_grad_x(per_row, x_shape, weight, window):
    n, c_in, h, w = x_shape
    (_, k_w), (stride_h, stride_w), (_, dilation_w) = window.kernel, window.stride, window.dilation
    (top, bottom), (left, right) = window.padding
    out_h, c_out, length = per_row.shape
    tall = _stretch_rows(weight, window)
    k_h = tall.shape[2]
    spread = np.zeros((top + h + bottom + k_h - 1, c_out, length), per_row.dtype)
    spread[k_h - 1 : k_h - 1 + stride_h * out_h : stride_h] = per_row
    turned = tall[:, :, ::-1].transpose(1, 3, 2, 0).reshape(c_in * k_w, k_h * c_out)
    columns = np.empty((top + h + bottom, c_in * k_w, length // n, n), per_row.dtype)
    _matmul_tiled(turned, _slide_rows(spread, k_h), columns)
    columns = columns.reshape(top + h + bottom, c_in, k_w, length // n, n)
    grad_x = np.zeros((top + h + bottom, c_in, left + w + right, n), per_row.dtype)
    for j, tap in enumerate(_column_taps(grad_x, k_w, stride_w, dilation_w, length // n)):
        tap += columns[:, :, j]
    return _nchw(grad_x[top : top + h, :, left : left + w])


def conv1d(x, weight, bias=None, stride=1, padding=0, dilation=1):
    """`conv2d` with one axis fewer, for signals: x (N, C, L), weight (O, C, k), bias (O,) -> (N, O, L').

    padding: an int, a (before, after) pair, "valid" or "same"; stride and dilation: ints.

    >>> conv1d(np.array([[[1.0, 2.0, 4.0, 8.0]]]), np.array([[[-1.0, 1.0]]]))
    array([[[1., 2., 4.]]])
    """
    return conv2d(*_as_images(x, weight), bias, *_flat_window(stride, padding, dilation))[:, :, 0]


def conv1d_backward(grad_out, x, weight, stride=1, padding=0, dilation=1, *, need_grad_x=True):
    """The gradients of `conv1d`: (grad_x, grad_weight, grad_bias)."""
    images, kernels = _as_images(x, weight)
    check_float_array("grad_out", grad_out, 3, NCL)
    settings = _flat_window(stride, padding, dilation)
    grad_x, grad_weight, grad_bias = conv2d_backward(
        grad_out[:, :, None], images, kernels, *settings, need_grad_x=need_grad_x
    )
    return grad_x if grad_x is None else grad_x[:, :, 0], grad_weight[:, :, 0], grad_bias


# -------------------------------------------------------------------- pooling


def max_pool2d(x, kernel_size, stride=None, padding=0):
    """The largest value in each window, for every channel on its own: (N, C, H, W) -> (N, C, H', W').

    stride defaults to kernel_size. Padding counts as minus infinity, and may be at most half the window.

    >>> max_pool2d(np.arange(16.0).reshape(1, 1, 4, 4), 2)[0, 0]
    array([[ 5.,  7.],
           [13., 15.]])
    """
    window = _pool_window(x, kernel_size, stride, padding)
    first, *others = _taps(_batch_last(x, window.padding, -np.inf), window)
    out = first.copy()
    for tap in others:
        np.maximum(out, tap, out=out)
    return _nchw(out)


def max_pool2d_backward(grad_out, x, kernel_size, stride=None, padding=0, *, out=None):
    """The gradient of `max_pool2d`: each one goes to the cell that won, the first in reading order if several tie.

    out: what `max_pool2d` returned, where it is at hand, so that it is not computed again.
    """
    window = _pool_window(x, kernel_size, stride, padding)
    grad = _batch_last(_check_grad(grad_out, (*x.shape[:2], *window.output), x))
    padded = _batch_last(x, window.padding, -np.inf)
    largest = _batch_last(max_pool2d(x, kernel_size, stride, padding) if out is None else out)
    grad_x = np.zeros_like(padded)
    unclaimed = np.ones(grad.shape, bool)
    add = _multiply_add if window.overlaps else np.multiply
    for tap, grad_tap in zip(_taps(padded, window), _taps(grad_x, window), strict=True):
        won = tap == largest
        won &= unclaimed
        unclaimed ^= won
        add(grad, won, out=grad_tap)
    return _unpad(grad_x, window, x.shape)


def avg_pool2d(x, kernel_size, stride=None, padding=0, count_include_pad=True):
    """The mean of each window, for every channel on its own: (N, C, H, W) -> (N, C, H', W').

    Padding counts as zeros; with count_include_pad=False it is left out of the mean.

    >>> avg_pool2d(np.arange(16.0).reshape(1, 1, 4, 4), 2)[0, 0]
    array([[ 2.5,  4.5],
           [10.5, 12.5]])
    """
    window = _pool_window(x, kernel_size, stride, padding)
    first, *others = _taps(_batch_last(x, window.padding), window)
    out = first.copy()
    for tap in others:
        out += tap
    out /= _cells_counted(x, window, count_include_pad)
    return _nchw(out)


def avg_pool2d_backward(grad_out, x, kernel_size, stride=None, padding=0, count_include_pad=True):
    """The gradient of `avg_pool2d`: each one is shared equally by the cells of its window."""
    window = _pool_window(x, kernel_size, stride, padding)
    grad = _batch_last(_check_grad(grad_out, (*x.shape[:2], *window.output), x))
    share = grad / _cells_counted(x, window, count_include_pad)
    grad_x = np.zeros_like(_batch_last(x, window.padding))
    for tap in _taps(grad_x, window):
        tap += share
    return _unpad(grad_x, window, x.shape)


# --------------------------------------------- dense layers, activations, loss


def linear(x, weight, bias=None):
    """A dense layer, x @ weight.T + bias: x (N, in), weight (out, in), bias (out,) -> (N, out).

    >>> linear(np.array([[1.0, 2.0]]), np.array([[3.0, 4.0]]), np.array([0.5]))
    array([[11.5]])
    """
    _check_linear(x, weight, bias)
    out = x @ weight.T
    if bias is not None:
        out += bias
    return out


def linear_backward(grad_out, x, weight, *, need_grad_x=True):
    """The gradients of `linear`: (grad_x, grad_weight, grad_bias)."""
    _check_linear(x, weight, None)
    grad = _check_grad(grad_out, (len(x), len(weight)), x)
    return grad @ weight if need_grad_x else None, grad.T @ x, grad.sum(0)


def relu(x):
    """Negative numbers become zero, all others stay: any shape.

    >>> relu(np.array([-2.0, 0.0, 3.0]))
    array([0., 0., 3.])
    """
    return np.maximum(x, 0)


def relu_backward(grad_out, x):
    """The gradient of `relu`: it passes where x was positive."""
    return _check_grad(grad_out, x.shape, x) * (x > 0)


def softmax(x, axis=-1):
    """Scores to probabilities: exp(x) along `axis`, divided by its sum. Any shape; large scores do not overflow.

    >>> softmax(np.array([0.0, 0.0])).tolist()
    [0.5, 0.5]
    """
    powers = np.exp(x - x.max(axis, keepdims=True))
    return powers / powers.sum(axis, keepdims=True)


def softmax_backward(grad_out, x, axis=-1):
    """The gradient of `softmax`."""
    y = softmax(x, axis)
    weighted = _check_grad(grad_out, x.shape, x) * y
    return weighted - y * weighted.sum(axis, keepdims=True)


def cross_entropy(logits, targets):
    """The mean over the batch of -log(softmax probability of the right class), in nats: a float.

    logits (N, classes), targets (N,) whole numbers from 0 to classes - 1. Raises ValueError for an empty batch, for
    labels out of range and for logits that are not numbers (NaN).

    >>> round(cross_entropy(np.zeros((1, 10)), np.array([3])), 4)    # ten classes, no idea: log(10)
    2.3026
    """
    _check_targets(logits, targets)
    shifted = logits - logits.max(1, keepdims=True)
    right = shifted[np.arange(len(targets)), targets]
    return float((np.log(np.exp(shifted).sum(1)) - right).mean())


def cross_entropy_backward(grad_out, logits, targets):
    """The gradient of `cross_entropy`: grad_out * (softmax(logits) - 1 at the right class) / N. grad_out: a number."""
    _check_targets(logits, targets)
    grad = softmax(logits)
    grad[np.arange(len(targets)), targets] -= 1
    grad *= grad_out / len(targets)
    return grad


# ------------------------------------------------------------------- machinery


def _batch_last(x, padding=((0, 0), (0, 0)), fill=0.0):
    """(N, C, H, W) -> contiguous (H, C, W, N), padded with `fill`; no copy where x is stored so already."""
    stored = x.transpose(2, 1, 3, 0)
    (top, bottom), (left, right) = padding
    if not (top or bottom or left or right):
        return np.ascontiguousarray(stored)
    h, c, w, n = stored.shape
    padded = np.full((top + h + bottom, c, left + w + right, n), fill, x.dtype)
    padded[top : top + h, :, left : left + w] = stored
    return padded


def _nchw(stored):
    """(H, C, W, N) as it is stored -> the same numbers seen as (N, C, H, W), without a copy."""
    return stored.transpose(3, 1, 0, 2)


def _multiply_add(a, b, out):
    out += a * b


def _unpad(stored, window, x_shape):
    (top, _), (left, _) = window.padding
    return _nchw(stored[top : top + x_shape[2], :, left : left + x_shape[3]])


def _unfold(x, window):
    """Every patch a kernel sees, as columns: (out_h, kH * C * kW, out_w * N), one matrix for each output row.

    Only the width is copied, kW times. The rows under a kernel lie next to one another, so that the patches of the
    next output row are the same memory read from one row further down.
    """
    x = _batch_last(x, window.padding)
    (k_h, k_w), (stride_h, stride_w), (dilation_h, dilation_w) = window.kernel, window.stride, window.dilation
    h, c, _, n = x.shape
    columns = np.empty((h, c, k_w, window.output[1], n), x.dtype)
    for j, tap in enumerate(_column_taps(x, k_w, stride_w, dilation_w, window.output[1])):
        columns[:, :, j] = tap
    return _slide_rows(columns.reshape(h, c * k_w, -1), dilation_h * (k_h - 1) + 1, stride_h)


def _column_taps(x, k_w, stride, dilation, out_w):
    """For each kernel column, the columns of (H, C, W, N) that it meets at the out_w positions: k_w views."""
    return [x[:, :, j * dilation : j * dilation + stride * (out_w - 1) + 1 : stride] for j in range(k_w)]


def _slide_rows(rows, size, stride=1):
    """(H, F, L) -> (out_h, size * F, L): each run of `size` rows as one matrix, an overlapping view of the same memory."""
    h, f, length = rows.shape
    per_row, per_feature, per_number = rows.strides
    shape = ((h - size) // stride + 1, size * f, length)
    return as_strided(rows, shape, (stride * per_row, per_feature, per_number), writeable=False)


def _matmul_tiled(matrix, windows, out):
    """out (rows, M, positions, N) = matrix (M, K) @ windows (rows, K, positions * N), at most TILE columns at a time."""
    rows, m, positions, n = out.shape
    group = max(g for g in range(1, positions + 1) if positions % g == 0 and (g == 1 or g * n <= TILE))
    tiles = windows.reshape(rows, -1, positions // group, group * n).transpose(0, 2, 1, 3)
    np.matmul(matrix, tiles, out=out.reshape(rows, m, positions // group, group * n).transpose(0, 2, 1, 3))


def _stretch_rows(weight, window):
    """The weight with dilation_h - 1 rows of zeros between its rows: a dilated kernel is a taller one with gaps."""
    dilation = window.dilation[0]
    if dilation == 1:
        return weight
    c_out, c_in, k_h, k_w = weight.shape
    tall = np.zeros((c_out, c_in, dilation * (k_h - 1) + 1, k_w), weight.dtype)
    tall[:, :, ::dilation] = weight
    return tall


def _as_matrix(weight, window):
    """(O, C, kH, kW) -> (O, kH * C * kW), in the order in which `_unfold` lists a patch."""
    return _stretch_rows(weight, window).transpose(0, 2, 1, 3).reshape(len(weight), -1)


def _from_matrix(matrix, shape, window):
    """The way back from `_as_matrix`."""
    c_out, c_in, _, k_w = shape
    tall = matrix.reshape(c_out, -1, c_in, k_w).transpose(0, 2, 1, 3)
    return np.ascontiguousarray(tall[:, :, :: window.dilation[0]])


def _taps(x, window):
    """For each cell of a pooling window, in reading order, the cells of (H, C, W, N) that it meets: views."""
    (out_h, out_w), (stride_h, stride_w) = window.output, window.stride
    return [
        x[i : i + stride_h * (out_h - 1) + 1 : stride_h, :, j : j + stride_w * (out_w - 1) + 1 : stride_w]
        for i, j in itertools.product(*map(range, window.kernel))
    ]


def _cells_counted(x, window, count_include_pad):
    """By how many cells each window's sum is divided: (out_h, 1, out_w, 1), or one number."""
    if count_include_pad:
        return x.dtype.type(window.kernel[0] * window.kernel[1])
    ones = _batch_last(np.ones((1, 1, *x.shape[2:]), x.dtype), window.padding)
    return sum(_taps(ones, window))


# ----------------------------------------------------------------------- checks


def _conv_window(x, weight, bias, stride, padding, dilation):
    check_float_array("x", x, 4, NCHW)
    check_float_array("weight", weight, 4, "(out_channels, in_channels, kernel rows, kernel columns)")
    check_same_dtype(x=x, weight=weight, bias=bias)
    if x.shape[1] != weight.shape[1]:
        raise ValueError(
            f"x has {x.shape[1]} channels but each filter is {weight.shape[1]} deep: x has shape {x.shape}, weight "
            f"{weight.shape}; x.shape[1] must equal weight.shape[1]"
        )
    _check_bias(bias, weight)
    return _window("x", x, weight.shape[2:], stride, padding, dilation)


def _pool_window(x, kernel_size, stride, padding):
    check_float_array("x", x, 4, NCHW)
    kernel = as_pair("kernel_size", kernel_size, 1)
    window = _window("x", x, kernel, kernel if stride is None else stride, padding, 1)
    if any(side > k // 2 for sides, k in zip(window.padding, kernel, strict=True) for side in sides):
        raise ValueError(f"pooling padding may be at most half the window: got {padding!r} for a window of {kernel}")
    return window


def _window(name, x, kernel, stride, padding, dilation):
    if 0 in x.shape:
        raise ValueError(f"{name} is empty: shape {x.shape}; every axis needs at least one entry")
    kernel, stride = as_pair("kernel_size", kernel, 1), as_pair("stride", stride, 1)
    dilation = as_pair("dilation", dilation, 1)
    padding = as_padding(padding, kernel, stride, dilation)
    return Window(kernel, stride, padding, dilation, output_sizes(x.shape[2:], kernel, stride, padding, dilation))


def _check_bias(bias, weight):
    if bias is not None and np.shape(bias) != (len(weight),):
        raise ValueError(f"bias must have one number for each output: shape ({len(weight)},), got {np.shape(bias)}")


def _check_grad(grad_out, shape, x):
    if np.shape(grad_out) != shape:
        raise ValueError(f"grad_out must have the shape of the output, {shape}, got {np.shape(grad_out)}")
    check_same_dtype(grad_out=grad_out, x=x)
    return grad_out


def _check_linear(x, weight, bias):
    check_float_array("x", x, 2, "(batch, features)")
    check_float_array("weight", weight, 2, "(out_features, in_features)")
    check_same_dtype(x=x, weight=weight, bias=bias)
    if x.shape[1] != weight.shape[1]:
        raise ValueError(f"x has {x.shape[1]} features (shape {x.shape}) but weight takes {weight.shape[1]} {weight.shape}")
    if 0 in x.shape:
        raise ValueError(f"x is empty: shape {x.shape}; every axis needs at least one entry")
    _check_bias(bias, weight)


def _check_targets(logits, targets):
    check_float_array("logits", logits, 2, "(batch, classes)")
    if not isinstance(targets, np.ndarray) or not np.issubdtype(targets.dtype, np.integer):
        raise TypeError(f"targets must be a NumPy array of whole numbers, got {getattr(targets, 'dtype', type(targets))}")
    if targets.shape != (len(logits),) or logits.size == 0:
        raise ValueError(f"each row of logits needs one target: logits {logits.shape}, targets {targets.shape}")
    if targets.min() < 0 or targets.max() >= logits.shape[1]:
        raise ValueError(f"targets must lie in 0 ... {logits.shape[1] - 1}, got {targets.min()} ... {targets.max()}")
    if np.isnan(logits).any():
        raise ValueError(f"logits hold NaN, first in row {np.isnan(logits).any(1).argmax()}: the network has diverged")


def _as_images(x, weight):
    check_float_array("x", x, 3, NCL)
    check_float_array("weight", weight, 3, "(out_channels, in_channels, kernel length)")
    return x[:, :, None], weight[:, :, None]


def _flat_window(stride, padding, dilation):
    """1-D settings as those of an image that is one row high."""
    if not isinstance(padding, str):
        padding = ((0, 0), as_pair("padding", padding, 0))
    return (1, stride), padding, (1, dilation)

"""The arithmetic of a convolutional network: pure functions of arrays, each with its gradient.

Arrays are (N, C, H, W) as in PyTorch: batch, channels, rows, columns. Results are *stored* batch-last, in the
order (H, C, W, N), those of dense layers as (features, N), and handed out as a transposed view: the batch then lies in
long contiguous runs, so that every copy, maximum and sum works on many images at once, and a network converts its
input only once.

Every backward function takes the gradient of its output first, then the inputs of its forward function.
"""

import numpy as np

from cnnlab._arguments import as_int, as_number, as_pair, check_float_array, check_same_dtype, hint_of_channels
from cnnlab._browser import product
from cnnlab._windows import (
    as_matrix,
    batch_last,
    column_taps,
    from_matrix,
    matmul_beyond,
    matmul_tiled,
    nchw,
    stretch_rows,
    taps,
    unfold,
    unpad,
)
from cnnlab.arithmetic import as_padding, conv_output_size, pool_window, window_over

AXES = {2: "(batch, features)", 3: "(batch, channels, length)", 4: "(batch, channels, rows, columns)"}
WEIGHT_AXES = {
    2: "(out_features, in_features)",
    3: "(out_channels, in_channels, length)",
    4: "(out_channels, in_channels, rows, columns)",
}

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
    patches = unfold(x, window)
    (out_h, out_w), n = window.output, len(x)
    out = np.empty((out_h, len(weight), out_w, n), x.dtype)
    matmul_tiled(as_matrix(weight, window), patches, out)
    if bias is not None:
        out += bias[:, None, None]
    return nchw(out)


def conv2d_backward(grad_out, x, weight, stride=1, padding=0, dilation=1, *, need_grad_x=True):
    """The gradients of `conv2d`: (grad_x, grad_weight, grad_bias), each shaped like what it belongs to.

    grad_x is itself a convolution: of grad_out, with its rows spread by the stride, and the kernel turned around.
    need_grad_x=False leaves it out (None), as for the first layer, whose input is not learned.
    """
    window = _conv_window(x, weight, None, stride, padding, dilation)
    grad = batch_last(_check_like("grad_out", grad_out, (len(x), len(weight), *window.output), x))
    out_h, c_out, out_w, n = grad.shape
    per_row = grad.reshape(out_h, c_out, out_w * n)
    grad_matrix = product(unfold(x, window), per_row.transpose(0, 2, 1)).sum(0).T
    grad_weight = from_matrix(grad_matrix, weight.shape, window)
    grad_bias = np.einsum("hol->o", per_row)
    if not need_grad_x:
        return None, grad_weight, grad_bias
    return _conv_grad_x(per_row, x.shape, weight, window), grad_weight, grad_bias


def _conv_grad_x(per_row, x_shape, weight, window):
    n, c_in, h, w = x_shape
    (_, k_w), (stride_h, stride_w), (_, dilation_w) = window.kernel, window.stride, window.dilation
    (top, bottom), (left, right) = window.padding
    out_h, c_out, length = per_row.shape
    spread = per_row
    if stride_h > 1:
        spread = np.zeros((stride_h * (out_h - 1) + 1, c_out, length), per_row.dtype)
        spread[::stride_h] = per_row
    turned = stretch_rows(weight, window)[:, :, ::-1].transpose(1, 3, 2, 0)
    columns = np.empty((top + h + bottom, c_in * k_w, length // n, n), per_row.dtype)
    matmul_beyond(turned.reshape(c_in * k_w, -1, c_out), spread, columns)
    columns = columns.reshape(top + h + bottom, c_in, k_w, length // n, n)
    grad_x = np.zeros((top + h + bottom, c_in, left + w + right, n), per_row.dtype)
    for j, tap in enumerate(column_taps(grad_x, k_w, stride_w, dilation_w, length // n)):
        tap += columns[:, :, j]
    return nchw(grad_x[top : top + h, :, left : left + w])


def conv1d(x, weight, bias=None, stride=1, padding=0, dilation=1):
    """`conv2d` with one axis fewer, for signals: x (N, C, L), weight (O, C, k), bias (O,) -> (N, O, L').

    padding: an int, a (before, after) pair, "valid" or "same"; stride and dilation: ints.

    >>> conv1d(np.array([[[1.0, 2.0, 4.0, 8.0]]]), np.array([[[-1.0, 1.0]]]))
    array([[[1., 2., 4.]]])
    """
    images, kernels, *settings = _flat(x, weight, bias, stride, padding, dilation)
    return conv2d(images, kernels, bias, *settings)[:, :, 0]


def conv1d_backward(grad_out, x, weight, stride=1, padding=0, dilation=1, *, need_grad_x=True):
    """The gradients of `conv1d`: (grad_x, grad_weight, grad_bias)."""
    images, kernels, *settings = _flat(x, weight, None, stride, padding, dilation)
    length = conv_output_size(x.shape[2], weight.shape[2], stride, padding, dilation)
    grad = _check_like("grad_out", grad_out, (len(x), len(weight), length), x)[:, :, None]
    grad_x, grad_weight, grad_bias = conv2d_backward(grad, images, kernels, *settings, need_grad_x=need_grad_x)
    return grad_x if grad_x is None else grad_x[:, :, 0], grad_weight[:, :, 0], grad_bias


# -------------------------------------------------------------------- pooling


def max_pool2d(x, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False):
    """The largest value in each window, for every channel on its own: (N, C, H, W) -> (N, C, H', W').

    stride defaults to kernel_size. Padding counts as minus infinity, and may be at most half the window. With
    ceil_mode=True a last window may stick out of the input, so that its last rows and columns are read as well.

    >>> max_pool2d(np.arange(16.0).reshape(1, 1, 4, 4), 2)[0, 0]
    array([[ 5.,  7.],
           [13., 15.]])
    """
    window = _pool_window(x, kernel_size, stride, padding, dilation, ceil_mode)
    first, *others = taps(batch_last(x, window.padding, -np.inf), window)
    out = first.copy()
    for tap in others:
        np.maximum(out, tap, out=out)
    return nchw(out)


def max_pool2d_backward(grad_out, x, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, *, out=None):
    """The gradient of `max_pool2d`: each one goes to the cell that won, the first in reading order if several tie.

    out: what `max_pool2d` returned, where it is at hand, so that it is not computed again.
    """
    window = _pool_window(x, kernel_size, stride, padding, dilation, ceil_mode)
    grad = batch_last(_check_like("grad_out", grad_out, (*x.shape[:2], *window.output), x))
    padded = batch_last(x, window.padding, -np.inf)
    out = max_pool2d(x, kernel_size, stride, padding, dilation, ceil_mode) if out is None else out
    largest = batch_last(_check_like("out", out, grad_out.shape, x))
    grad_x = (np.empty_like if window.tiles(padded) else np.zeros_like)(padded)
    unclaimed = np.ones(grad.shape, bool)
    add = _multiply_add if window.overlaps else np.multiply
    *others, (_, last) = zip(taps(padded, window), taps(grad_x, window), strict=True)
    for tap, grad_tap in others:
        won = tap == largest
        won &= unclaimed
        unclaimed ^= won
        add(grad, won, out=grad_tap)
    add(grad, unclaimed, out=last)  # where no other cell has won, the last one has
    return unpad(grad_x, window, x.shape)


def avg_pool2d(x, kernel_size, stride=None, padding=0, count_include_pad=True, *, ceil_mode=False):
    """The mean of each window, for every channel on its own: (N, C, H, W) -> (N, C, H', W').

    Padding counts as zeros; with count_include_pad=False it is left out of the mean, and so is always what lies beyond
    it, where with ceil_mode=True a last window sticks out.

    >>> avg_pool2d(np.arange(16.0).reshape(1, 1, 4, 4), 2)[0, 0]
    array([[ 2.5,  4.5],
           [10.5, 12.5]])
    """
    window = _pool_window(x, kernel_size, stride, padding, 1, ceil_mode)
    first, *others = taps(batch_last(x, window.padding), window)
    out = first.copy()
    for tap in others:
        out += tap
    out /= _cells_counted(x, window, padding if count_include_pad else 0)
    return nchw(out)


def avg_pool2d_backward(grad_out, x, kernel_size, stride=None, padding=0, count_include_pad=True, *, ceil_mode=False):
    """The gradient of `avg_pool2d`: each one is shared equally by the cells of its window."""
    window = _pool_window(x, kernel_size, stride, padding, 1, ceil_mode)
    grad = batch_last(_check_like("grad_out", grad_out, (*x.shape[:2], *window.output), x))
    share = grad / _cells_counted(x, window, padding if count_include_pad else 0)
    grad_x = np.zeros_like(batch_last(x, window.padding))
    for tap in taps(grad_x, window):
        tap += share
    return unpad(grad_x, window, x.shape)


# --------------------------------------------- dense layers, activations, loss


def linear(x, weight, bias=None):
    """A dense layer, x @ weight.T + bias: x (N, in), weight (out, in), bias (out,) -> (N, out).

    >>> linear(np.array([[1.0, 2.0]]), np.array([[3.0, 4.0]]), np.array([0.5]))
    array([[11.5]])
    """
    _check_layer(x, weight, bias, 2)
    out = product(weight, x.T)
    if bias is not None:
        out += bias[:, None]
    return out.T


def linear_backward(grad_out, x, weight, *, need_grad_x=True):
    """The gradients of `linear`: (grad_x, grad_weight, grad_bias)."""
    _check_layer(x, weight, None, 2)
    grad = _check_like("grad_out", grad_out, (len(x), len(weight)), x)
    grad_x = product(weight.T, grad.T).T if need_grad_x else None
    return grad_x, product(grad.T, x), grad.sum(0)


def relu(x):
    """Negative numbers become zero, all others stay: any shape.

    >>> relu(np.array([-2.0, 0.0, 3.0]))
    array([0., 0., 3.])
    """
    check_float_array("x", x)
    return np.maximum(x, np.zeros_like(x))  # an array of zeros: NumPy is three times slower with a scalar


def relu_backward(grad_out, x):
    """The gradient of `relu`: it passes where x was positive."""
    check_float_array("x", x)
    return _check_like("grad_out", grad_out, x.shape, x) * (x > 0)


def softmax(x, axis=-1):
    """Scores to probabilities: exp(x) along `axis`, divided by its sum. Any shape; large scores do not overflow.

    >>> softmax(np.array([0.0, 0.0])).tolist()
    [0.5, 0.5]
    """
    check_float_array("x", x)
    powers = np.exp(x - x.max(axis, keepdims=True))
    return powers / powers.sum(axis, keepdims=True)


def softmax_backward(grad_out, x, axis=-1):
    """The gradient of `softmax`."""
    y = softmax(x, axis)
    weighted = _check_like("grad_out", grad_out, x.shape, x) * y
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
    grad *= as_number("grad_out", grad_out, -np.inf) / len(targets)
    return grad


# --------------------------------------------------- helpers and argument checks


def _multiply_add(a, b, out):
    out += a * b


def _cells_counted(x, window, padding):
    """How many cells of the input and of this much padding each window has: (out_h, 1, out_w, 1), or one number."""
    sides = as_padding(padding, window.kernel, window.stride)
    if sides == window.padding:
        return x.dtype.type(window.kernel[0] * window.kernel[1])
    rows, columns = (size + sum(pair) for size, pair in zip(x.shape[2:], sides, strict=True))
    beyond = np.subtract(window.padding, sides)
    return sum(taps(batch_last(np.ones((1, 1, rows, columns), x.dtype), beyond), window))


def _conv_window(x, weight, bias, stride, padding, dilation):
    _check_layer(x, weight, bias, 4)
    return window_over(x, weight.shape[2:], stride, padding, dilation)


def _pool_window(x, kernel_size, stride, padding, dilation, ceil_mode):
    check_float_array("x", x, 4, AXES[4])
    return pool_window(x.shape[2:], kernel_size, stride, padding, dilation, ceil_mode)


def _flat(x, weight, bias, stride, padding, dilation):
    """Arguments of `conv1d` as those of `conv2d`, for images that are one row high."""
    _check_layer(x, weight, bias, 3)
    if not isinstance(padding, str):
        padding = ((0, 0), as_pair("padding", padding, 0, ("before", "after")))
    settings = (1, as_int("stride", stride, 1)), padding, (1, as_int("dilation", dilation, 1))
    return x[:, :, None], weight[:, :, None], *settings


def _check_layer(x, weight, bias, ndim):
    """Refuse an input, a weight and a bias that do not belong to one another."""
    check_float_array("x", x, ndim, AXES[ndim])
    check_float_array("weight", weight, ndim, WEIGHT_AXES[ndim])
    if bias is not None:
        check_float_array("bias", bias, 1, "(outputs)")
    check_same_dtype(x=x, weight=weight, bias=bias)
    if x.shape[1] != weight.shape[1]:
        kind, hint = "features" if ndim == 2 else "channels", hint_of_channels("x", x.shape) if ndim == 4 else ""
        raise ValueError(
            f"x has {x.shape[1]} {kind} but weight takes {weight.shape[1]}: x has shape {x.shape}, weight has shape "
            f"{weight.shape}, and x.shape[1] must equal weight.shape[1]{hint}"
        )
    if bias is not None and bias.shape != (len(weight),):
        raise ValueError(f"bias must have one number for each output, shape ({len(weight)},): got {bias.shape}")


def _check_like(name, array, shape, x):
    """`array`, if it is a float array of `shape` and of the dtype of x."""
    check_float_array(name, array)
    if array.shape != tuple(shape):
        raise ValueError(f"{name} must have shape {tuple(shape)}, got {array.shape}")
    check_same_dtype(**{name: array, "x": x})
    return array


def _check_targets(logits, targets):
    check_float_array("logits", logits, 2, "(batch, classes)")
    if not isinstance(targets, np.ndarray) or targets.dtype.kind not in "iu":
        kind = getattr(targets, "dtype", type(targets).__name__)
        raise TypeError(f"targets must be a NumPy array of whole numbers, got {kind}")
    if targets.shape != (len(logits),):
        raise ValueError(f"each row of logits needs one target: logits {logits.shape}, targets {targets.shape}")
    if targets.min() < 0 or targets.max() >= logits.shape[1]:
        raise ValueError(f"targets must lie in 0 ... {logits.shape[1] - 1}, got {targets.min()} ... {targets.max()}")
    finite = np.isfinite(logits).all(1)
    if not finite.all():
        raise ValueError(f"logits hold NaN or infinity, first in row {finite.argmin()}: the network has diverged")

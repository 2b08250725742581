"""The stride walk as data: one step for each output cell, in reading order, with every number that goes into it.

`functional` computes a whole batch at once and shows none of its arithmetic; here each window is visited on its own,
so that a picture, a widget or a learner can look at it. Everything is float64, and whole numbers are welcome.
A step's `top` and `left` say where its window's first cell lies in the input; in the padding they are negative.
Gradient descent is such a walk, too: `descent_steps` gives each place that it comes to.
"""

from typing import NamedTuple

import numpy as np

from cnnlab._arguments import as_int, as_number, as_numbers, hint_of_channels, worded
from cnnlab.arithmetic import pool_window, window_over

MILLION = 1_000_000  # of examples: the first losses of gradient descent are far from infinity
OUTSIDE = {"max": -np.inf, "avg": 0.0}  # what padding counts as, by the mode of pooling


class Step(NamedTuple):
    """One output cell (row, col) of a convolution: its patch and products, both (C, kH, kW), and its value."""

    row: int
    col: int
    top: int
    left: int
    patch: np.ndarray
    products: np.ndarray
    value: float


class PoolStep(NamedTuple):
    """One output cell of a pooling: its patch (kH, kW), which cell of it won (None for a mean), and its value."""

    row: int
    col: int
    top: int
    left: int
    patch: np.ndarray
    winner: tuple | None
    value: float


class BackwardStep(NamedTuple):
    """What one output cell of a convolution sends back to its window and to the kernel, both (C, kH, kW)."""

    row: int
    col: int
    top: int
    left: int
    grad: float
    to_input: np.ndarray
    to_kernel: np.ndarray


class DescentStep(NamedTuple):
    """Where gradient descent stands: the weights, the loss there, and its gradient."""

    weights: np.ndarray
    loss: float
    gradient: np.ndarray


class PoolBackwardStep(NamedTuple):
    """What one output cell of a pooling sends back to its window, (kH, kW): all to the winner, or equal shares."""

    row: int
    col: int
    top: int
    left: int
    grad: float
    to_input: np.ndarray
    winner: tuple | None


def conv_steps(image, kernel, bias=0.0, stride=1, padding=0, dilation=1):
    """Every step of one filter over one image, as a list of `Step`: value is the sum of the products, plus the bias.

    image (H, W) or (C, H, W), kernel (kH, kW) or (C, kH, kW); the settings as in `functional.conv2d`. Padding cells
    are 0 in a patch. Raises TypeError or ValueError for arguments that do not fit together.

    >>> step = conv_steps([[1, 2], [3, 4]], [[1, -1]])[1]
    >>> step.row, step.col, step.products.tolist(), step.value
    (1, 0, [[[3.0, -4.0]]], -1.0)
    """
    image, kernel = _image_and_kernel(image, kernel)
    bias = as_number("bias", bias, -np.inf)
    steps = []
    for place, patch in _visits(image, window_over(image[None], kernel.shape[1:], stride, padding, dilation)):
        products = patch * kernel + 0.0  # 0 * -1 is -0.0 in floating point, and nobody wants to read that
        steps.append(Step(*place, patch, products, float(products.sum()) + bias))
    return steps


def pool_steps(image, kernel_size, stride=None, padding=0, mode="max"):
    """Every step of a pooling window over one channel, as a list of `PoolStep`: mode "max" or "avg".

    image (H, W); the settings as in `functional.max_pool2d`. Padding cells of a patch are -inf for "max" and 0 for
    "avg", where they count in the mean. winner (i, j) is the first maximum of the window in reading order.

    >>> step = pool_steps([[1, 5], [7, 7]], 2)[0]
    >>> step.value, step.winner
    (7.0, (1, 0))
    """
    image, window = _channel_and_window(image, kernel_size, stride, padding, mode)
    steps = []
    for place, (patch,) in _visits(image, window, OUTSIDE[mode]):
        winner = _winner(patch, mode)
        steps.append(PoolStep(*place, patch, winner, float(patch.mean() if winner is None else patch[winner])))
    return steps


def conv_backward_steps(grad_out, image, kernel, stride=1, padding=0, dilation=1):
    """The way back, as a list of `BackwardStep`: to_input = grad * kernel, to_kernel = grad * patch.

    grad_out (H', W'), the gradient of the output; the rest as in `conv_steps`. Added up where the windows lie,
    to_input is the input's gradient (what falls on padding is lost); the sum of to_kernel is the kernel's.

    >>> [step.to_kernel.item() for step in conv_backward_steps([[10, 1]], [[2, 3]], [[5]])]
    [20.0, 3.0]
    """
    image, kernel = _image_and_kernel(image, kernel)
    window = window_over(image[None], kernel.shape[1:], stride, padding, dilation)
    grad_out = _grad_out(grad_out, window)
    steps = []
    for place, patch in _visits(image, window):
        grad = float(grad_out[place[:2]])
        steps.append(BackwardStep(*place, grad, grad * kernel + 0.0, grad * patch + 0.0))
    return steps


def pool_backward_steps(grad_out, image, kernel_size, stride=None, padding=0, mode="max"):
    """The way back through a pooling, as a list of `PoolBackwardStep`: the winner gets all, or all cells the same.

    grad_out (H', W'), the gradient of the output; the rest as in `pool_steps`.

    >>> pool_backward_steps([[10]], [[1, 5], [7, 7]], 2)[0].to_input.tolist()
    [[0.0, 0.0], [10.0, 0.0]]
    """
    image, window = _channel_and_window(image, kernel_size, stride, padding, mode)
    grad_out = _grad_out(grad_out, window)
    steps = []
    for place, (patch,) in _visits(image, window, OUTSIDE[mode]):
        grad, winner = float(grad_out[place[:2]]), _winner(patch, mode)
        to_input = np.full(patch.shape, grad / patch.size)
        if winner is not None:
            to_input[:], to_input[winner] = 0.0, grad
        steps.append(PoolBackwardStep(*place, grad, to_input, winner))
    return steps


def _visits(image, window, fill=0.0):
    """((row, col, top, left), patch (C, kH, kW)) for each output cell, in reading order."""
    padded = np.pad(image, ((0, 0), *window.padding), constant_values=fill)
    (k_h, k_w), (stride_h, stride_w), (dilation_h, dilation_w) = window.kernel, window.stride, window.dilation
    (above, _), (before, _) = window.padding
    for row, col in np.ndindex(window.output):
        i, j = row * stride_h, col * stride_w
        patch = padded[:, i : i + dilation_h * k_h : dilation_h, j : j + dilation_w * k_w : dilation_w]
        yield (row, col, i - above, j - before), patch.copy()


def _winner(patch, mode):
    """The first maximum in reading order; None where no cell wins."""
    return divmod(int(patch.argmax()), patch.shape[1]) if mode == "max" else None


def _channel_and_window(image, kernel_size, stride, padding, mode):
    if mode not in OUTSIDE:
        raise ValueError(f'mode must be "max" or "avg", got {mode!r}')
    image = _numbers("image", image, (2,), "(rows, columns): pooling treats each channel on its own")[None]
    return image, pool_window(image.shape[1:], kernel_size, stride, padding)


def _image_and_kernel(image, kernel):
    """Both as (C, rows, columns)."""
    layout = "(rows, columns) or (channels, rows, columns)"
    image, kernel = _numbers("image", image, (2, 3), layout), _numbers("kernel", kernel, (2, 3), layout)
    image, kernel = image.reshape(-1, *image.shape[-2:]), kernel.reshape(-1, *kernel.shape[-2:])
    if len(image) != len(kernel):
        raise ValueError(
            f"a kernel is as deep as its input: image has {len(image)} channels, shape {image.shape}, but kernel has "
            f"{len(kernel)}, shape {kernel.shape}{hint_of_channels('image', image.shape)}"
        )
    return image, kernel


def _grad_out(grad_out, window):
    grad_out = _numbers("grad_out", grad_out, (2,), "(rows, columns)")
    if grad_out.shape != window.output:
        raise ValueError(f"grad_out must have the output's shape {window.output}, got {grad_out.shape}")
    return grad_out


def _numbers(name, values, ndims, layout):
    """`values` as finite numbers with one of the numbers of axes in `ndims`; `layout` says what they are."""
    array = as_numbers(name, values)
    if array.ndim not in ndims or array.size == 0:
        raise ValueError(f"{name} must be {layout}, and not empty; got shape {array.shape}")
    return array


def as_examples(inputs, targets, columns=None):
    """Inputs (n, columns) and targets (n,) as float64; a plain list of inputs is one column.

    Raises ValueError for other shapes, for numbers beyond a million, and for a column that is nothing but zeros.
    """
    inputs, targets = as_numbers("inputs", inputs), as_numbers("targets", targets, "one list of numbers")
    inputs = inputs[:, None] if inputs.ndim == 1 else inputs
    if inputs.ndim != 2 or 0 in inputs.shape:
        raise ValueError(f"inputs must be a row of numbers for each example, got shape {inputs.shape}")
    if columns and inputs.shape[1] > columns:
        raise ValueError(f"inputs may have at most {columns} columns here, got {inputs.shape[1]}")
    if targets.shape != inputs.shape[:1]:
        raise ValueError(f"targets must be one number for each of {len(inputs)} inputs, got shape {targets.shape}")
    for name, values in (("inputs", inputs), ("targets", targets)):
        if (most := np.abs(values).max()) > MILLION:
            raise ValueError(worded("too large", name=name, least=f"-{MILLION}", most=MILLION, value=f"{most:g}"))
    if not (np.abs(inputs).max(0) >= 1 / MILLION).all():
        raise ValueError("inputs must have a column for each weight that is not all zeros, or less than a millionth")
    return inputs, targets


def descent_steps(inputs, targets, weights, learning_rate, steps):
    """Gradient descent on a linear unit without bias: a list of a `DescentStep` for the start and after each step.

    inputs (n, columns), or (n,) for one column; targets (n,); weights (columns,). The loss is the mean squared error of
    `inputs @ weights`. The list is shorter where a number would be too large to hold. Raises ValueError or TypeError
    for other shapes, for inputs and targets beyond a million, and for numbers that are not finite.

    >>> [float(step.weights[0]) for step in descent_steps([1.0, 1.0], [2.0, 2.0], [0.0], 0.25, 2)]
    [0.0, 1.0, 1.5]
    """
    inputs, targets = as_examples(inputs, targets)
    at = as_weights("weights", weights, inputs.shape[1])
    rate, path = as_rate("learning_rate", learning_rate), []
    with np.errstate(over="ignore", invalid="ignore"):
        for _ in range(as_int("steps", steps, 0) + 1):
            errors = inputs @ at - targets
            loss, gradient = float((errors**2).mean()), 2 * (errors @ inputs) / len(targets)
            if not np.isfinite([loss, *at, *gradient]).all():
                break
            path.append(DescentStep(at, loss, gradient))
            at = at - rate * gradient
    return path


def as_weights(name, values, columns):
    """`values` as float64 of shape (columns,)."""
    weights = as_numbers(name, values, "one list of numbers").reshape(-1)
    if len(weights) != columns:
        raise ValueError(f"{name} must be one number for each of the {columns} columns of inputs, got {len(weights)}")
    return weights


def as_rate(name, value):
    """`value` as a learning rate: above 0."""
    rate = as_number(name, value, 0)
    if rate == 0:
        raise ValueError(f"{name} must be above 0: with 0 nothing moves")
    return rate

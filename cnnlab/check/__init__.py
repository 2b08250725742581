"""One checker for each exercise: hand it your function; it shows the first case that goes wrong, and a hint.

Every checker takes a function and returns a `Result`: .ok is True, False, or None where nothing was attempted; .message
says why. An error in your function, or a loop without end, is a sentence as well. Nothing is raised, but
KeyboardInterrupt when you press Stop.
"""

from cnnlab.check.examine import Result, examine
from cnnlab.check.exercises.architecture import FLATTEN_INDEX, examine_small_network, examine_ten_maps
from cnnlab.check.exercises.bug import diagnose
from cnnlab.check.exercises.count import CONV_OUTPUT_SIZE, CONV_PARAMS, DENSE_PARAMS
from cnnlab.check.exercises.first import COUNT_INPUTS, SHUFFLE_ALL
from cnnlab.check.exercises.gradient import CONV2D_GRAD_INPUT, CONV2D_GRAD_WEIGHT
from cnnlab.check.exercises.grid import CONV2D
from cnnlab.check.exercises.inside import OCCLUDE, RECEPTIVE_FIELD
from cnnlab.check.exercises.parallel import AVERAGE_GRADIENTS
from cnnlab.check.exercises.pool import MAX_POOL2D
from cnnlab.check.exercises.result import CONFUSION
from cnnlab.check.exercises.signal import CONV1D

__all__ = [
    "Result",
    "average_gradients",
    "confusion",
    "conv1d",
    "conv2d",
    "conv2d_grad_input",
    "conv2d_grad_weight",
    "conv_output_size",
    "conv_params",
    "count_inputs",
    "dense_params",
    "diagnosis",
    "flatten_index",
    "max_pool2d",
    "occlude",
    "receptive_field",
    "shuffle_all",
    "small_network",
    "ten_maps",
]


def count_inputs(fn):
    """Check fn(rows, columns, channels=1) -> int, how many numbers an image has.

    >>> count_inputs(lambda rows, columns, channels=1: rows * columns * channels)
    Right. All 56 cases agree with cnnlab's own count_inputs.
    """
    return examine(COUNT_INPUTS, fn)


def shuffle_all(fn):
    """Check fn(images, order) -> array: one shuffle of the pixels for all images, (N, P) and (P,) -> (N, P).

    >>> shuffle_all(lambda images, order: images[:, order]).ok
    True
    """
    return examine(SHUFFLE_ALL, fn)


def dense_params(fn):
    """Check fn(n_in, n_out, bias=True) -> int, the number of parameters of a dense layer.

    >>> dense_params(lambda n_in, n_out, bias=True: n_in * n_out)
    Not right yet. dense_params(3, 2) should be 8, and your function returned 6.
    Hint: These are the weights alone. Every output also has a bias of its own.
    <BLANKLINE>
        expected  8
        got       6
    """
    return examine(DENSE_PARAMS, fn)


def conv2d(fn):
    """Check fn(image, kernel) -> array: every position of a kernel (kH, kW) on an image (H, W), stride 1, no padding.

    >>> def conv2d_stub(image, kernel):
    ...     raise NotImplementedError
    >>> conv2d(conv2d_stub)
    Not attempted yet. Write the body of conv2d, run its cell, then run this one
    again.
    """
    return examine(CONV2D, fn)


def conv_output_size(fn):
    """Check fn(size, kernel_size, stride=1, padding=0, dilation=1) -> int, the positions of a window along one axis.

    >>> result = conv_output_size(lambda size, kernel_size, stride=1, padding=0, dilation=1: size - kernel_size)
    >>> result.misconception, result.hint
    (None, 'Where is the last place of the window? Count the steps that lead there, and add the first place.')
    """
    return examine(CONV_OUTPUT_SIZE, fn)


def conv_params(fn):
    """Check fn(in_channels, out_channels, kernel_size, bias=True) -> int; kernel_size is an int or a pair.

    >>> from cnnlab import arithmetic
    >>> conv_params(arithmetic.conv_params)
    Right. All 60 cases agree with cnnlab's own conv_params.
    """
    return examine(CONV_PARAMS, fn)


def max_pool2d(fn):
    """Check fn(image, kernel_size, stride) -> array: the largest number of each whole window, for an image (H, W).

    >>> max_pool2d(lambda image, kernel_size, stride: image.max()).ok
    False
    """
    return examine(MAX_POOL2D, fn)


def flatten_index(fn):
    """Check fn(channel, row, column, shape) -> int: the place of one number of a (channels, rows, columns) in the list.

    >>> result = flatten_index(lambda channel, row, column, shape: (row * shape[2] + column) * shape[0] + channel)
    >>> result.misconception
    'M11'
    """
    return examine(FLATTEN_INDEX, fn)


def small_network(fn):
    """Check fn(rng) -> nn.Sequential: a network for digits with few parameters whose last window sees much.

    >>> from cnnlab import nn
    >>> small_network(lambda rng: nn.Sequential(nn.Flatten(), nn.Linear(784, 10, rng=rng)))
    Not right yet. It has 7,850 parameters, more than 5,000.
    Hint: Where do most of them sit? Behind smaller maps a dense layer is small.
    """
    return examine_small_network(fn)


def ten_maps(fn):
    """Check fn(rng) -> nn.Conv2d: a layer that makes ten maps of 4 x 4 of a colour image of 5 x 5.

    >>> from cnnlab import nn
    >>> ten_maps(lambda rng: nn.Conv2d(3, 10, 3, rng=rng))
    Not right yet. It makes 10 maps of 3 x 3, not of 4 x 4.
    Hint: One side of a map has n - k + 1 numbers, plus the rows of padding, both
    sides counted: make it 4.
    """
    return examine_ten_maps(fn)


def conv1d(fn):
    """Check fn(signal, kernel, stride) -> array: every position of a kernel (k,) on a signal (L,), no padding.

    >>> import numpy as np
    >>> result = conv1d(lambda signal, kernel, stride: np.convolve(signal, kernel, "valid")[::stride])
    >>> result.misconception
    'M8'
    """
    return examine(CONV1D, fn)


def average_gradients(fn):
    """Check fn(first, n_first, second, n_second) -> array: the mean gradient of a batch from those of its two parts.

    >>> average_gradients(lambda first, n_first, second, n_second: first + second).ok
    False
    """
    return examine(AVERAGE_GRADIENTS, fn)


def receptive_field(fn):
    """Check fn(layers) -> int, how many pixels across a unit sees; layers: (kernel_size, stride), the first one first.

    >>> receptive_field(lambda layers: 1 + sum(kernel_size - 1 for kernel_size, stride in layers)).misconception
    'M7'
    """
    return examine(RECEPTIVE_FIELD, fn)


def occlude(fn):
    """Check fn(image, top, left, size) -> array: a copy of the image (H, W) with a square of zeros in it.

    >>> occlude(lambda image, top, left, size: image).ok
    False
    """
    return examine(OCCLUDE, fn)


def confusion(fn):
    """Check fn(labels, answers, classes) -> array: row i, column j counts the examples of class i called class j.

    >>> import numpy as np
    >>> confusion(lambda labels, answers, classes: np.zeros((classes, classes))).ok
    False
    """
    return examine(CONFUSION, fn)


def conv2d_grad_weight(fn):
    """Check fn(image, grad_out) -> array: the gradient of the kernel, for an image (H, W) and stride 1.

    >>> conv2d_grad_weight(lambda image, grad_out: image * grad_out.sum()).ok
    False
    """
    return examine(CONV2D_GRAD_WEIGHT, fn)


def conv2d_grad_input(fn):
    """Check fn(grad_out, kernel) -> array: the gradient of the image that a kernel (kH, kW) strode over.

    >>> conv2d_grad_input(lambda grad_out, kernel: grad_out * kernel.sum()).misconception
    'M7'
    """
    return examine(CONV2D_GRAD_INPUT, fn)


def diagnosis(answers):
    """Check a dict of specimen -> short name of a fault, for `bug_zoo`; None stands for no answer yet.

    >>> diagnosis({"A": "healthy"}).misconception
    'M14'
    """
    return diagnose(answers)

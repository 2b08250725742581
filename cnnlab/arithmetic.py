"""Sizes, counts and receptive fields: everything about a network that needs no data, only whole numbers."""

import functools
from math import prod
from typing import NamedTuple

from cnnlab._arguments import as_int, as_pair, worded
from cnnlab._table import Table
from cnnlab._windows import Window

COLUMNS = "output", "parameters", "multiply-adds", "bytes", "sees"  # of a summary, beside the layers


def as_padding(padding, kernel_size, stride=(1, 1), dilation=(1, 1)):
    """Any form of padding as ((top, bottom), (left, right)).

    padding: an int, a (row, column) pair, ((top, bottom), (left, right)), "valid" (none) or "same" (the output is
    as large as the input; an odd zero goes after, as in PyTorch). The other arguments are pairs.
    Raises ValueError for an unknown word, a negative number, or "same" with a stride other than 1.

    >>> as_padding("same", (2, 3))
    ((0, 1), (1, 1))
    """
    if isinstance(padding, str):
        if padding == "valid":
            return (0, 0), (0, 0)
        if padding != "same":
            raise ValueError(f'padding must be whole numbers, "valid" or "same", got {padding!r}')
        if tuple(stride) != (1, 1):
            raise ValueError(f'padding="same" needs stride 1, got stride {tuple(stride)}: give the padding in numbers')
        totals = [d * (k - 1) for k, d in zip(kernel_size, dilation, strict=True)]
        return tuple((total // 2, total - total // 2) for total in totals)
    if isinstance(padding, (tuple, list)) and any(isinstance(side, (tuple, list)) for side in padding):
        if len(padding) != 2 or not all(isinstance(side, (tuple, list)) for side in padding):
            raise ValueError(f"padding must be ((top, bottom), (left, right)), got {padding!r}")
        parts = ("top", "bottom"), ("left", "right")
        return tuple(as_pair("padding", side, 0, names) for side, names in zip(padding, parts, strict=True))
    rows, columns = as_pair("padding", padding, 0)
    return (rows, rows), (columns, columns)


def as_pool_padding(padding, kernel_size, stride, dilation=(1, 1)):
    """`as_padding` for a pooling window: at most half of it, so that no window without gaps holds padding alone.

    >>> as_pool_padding(1, (2, 2), (2, 2))
    ((1, 1), (1, 1))
    """
    sides = as_padding(padding, kernel_size, stride, dilation)
    if any(side > kernel // 2 for pair, kernel in zip(sides, kernel_size, strict=True) for side in pair):
        raise ValueError(worded("pool padding", padding=padding, kernel=tuple(kernel_size)))
    return sides


def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    """How many positions a window has along one axis: floor((size + padding - extent) / stride) + 1.

    All whole numbers, in cells; padding is per side, or a (before, after) pair, "valid" or "same".
    Raises ValueError when the window is larger than the padded input. Source: PyTorch's Conv2d documentation.

    >>> conv_output_size(28, 5)
    24
    >>> conv_output_size(6, 3, stride=2)    # the last column is never read
    2
    """
    size, kernel = as_int("size", size, 1), as_int("kernel_size", kernel_size, 1)
    stride, dilation = as_int("stride", stride, 1), as_int("dilation", dilation, 1)
    if isinstance(padding, str):
        _, (before, after) = as_padding(padding, (1, kernel), (1, stride), (1, dilation))
    else:
        before, after = as_pair("padding", padding, 0, ("before", "after"))
    extent = dilation * (kernel - 1) + 1
    if extent > size + before + after:
        name = "spread kernel" if dilation > 1 else "kernel"
        values = {"kernel": kernel, "extent": extent, "dilation": dilation, "size": size}
        raise ValueError(worded(name, **values, before=before, after=after))
    return (size + before + after - extent) // stride + 1


def output_sizes(sizes, kernel_size, stride, padding, dilation):
    """`conv_output_size` for rows and columns at once; every argument but `sizes` already a pair.

    >>> output_sizes((28, 28), (5, 5), (1, 1), ((0, 0), (0, 0)), (1, 1))
    (24, 24)
    """
    axes = zip(sizes, kernel_size, stride, padding, dilation, strict=True)
    return tuple(conv_output_size(*axis) for axis in axes)


def window_over(x, kernel, stride, padding, dilation):
    """The `Window` of a kernel over x (N, C, H, W), for settings in any form that the public functions take."""
    kernel, stride = as_pair("kernel_size", kernel, 1), as_pair("stride", stride, 1)
    dilation = as_pair("dilation", dilation, 1)
    return _window(x.shape[2:], kernel, stride, as_padding(padding, kernel, stride, dilation), dilation)


def pool_window(sizes, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False):
    """The `Window` of a pooling over (rows, columns), for settings in any form that the public functions take.

    ceil_mode: a last window may stick out, if it begins before the padding that comes after; what it needs there is
    added to the `Window`'s padding.

    >>> pool_window((5, 4), 2).output, pool_window((5, 4), 2, ceil_mode=True).output
    ((2, 2), (3, 2))
    >>> pool_window((5, 4), 2, ceil_mode=True).padding
    ((0, 1), (0, 0))
    """
    kernel, dilation = as_pair("kernel_size", kernel_size, 1), as_pair("dilation", dilation, 1)
    stride = kernel if stride is None else as_pair("stride", stride, 1)
    sides = as_pool_padding(padding, kernel, stride, dilation)
    if ceil_mode:
        sides = tuple(map(_reaching, sizes, kernel, stride, sides, dilation))
    return _window(tuple(sizes), kernel, stride, sides, dilation)


def _reaching(size, kernel, stride, sides, dilation):
    """(before, after) of the padding along one axis, with as much more after as a last window needs that sticks out."""
    before, after = sides
    extent = dilation * (kernel - 1) + 1
    start = stride * -((extent - size - before - after) // stride)  # where the last window begins, in padded cells
    return (before, max(after, start + extent - size - before)) if 0 <= start < size + before else sides


@functools.lru_cache(maxsize=1000)  # training asks for the same few windows again and again
def _window(sizes, kernel, stride, padding, dilation):
    return Window(kernel, stride, padding, dilation, output_sizes(sizes, kernel, stride, padding, dilation))


def dense_params(n_in, n_out, bias=True):
    """Weights and biases of a dense layer: n_in * n_out + n_out.

    >>> dense_params(784, 10)
    7850
    """
    n_in, n_out = as_int("n_in", n_in, 1), as_int("n_out", n_out, 1)
    return n_in * n_out + n_out * bool(bias)


def conv_params(in_channels, out_channels, kernel_size, bias=True):
    """Weights and biases of a convolution: each filter is as deep as its input, and has one bias.

    kernel_size: an int or a (row, column) pair. The size of the image does not matter: its pixels share the filters.

    >>> conv_params(3, 10, 3)
    280
    """
    in_channels, out_channels = as_int("in_channels", in_channels, 1), as_int("out_channels", out_channels, 1)
    return out_channels * (in_channels * prod(as_pair("kernel_size", kernel_size, 1)) + bool(bias))


def dense_macs(n_in, n_out):
    """Multiply-accumulates of a dense layer for one example: one per weight.

    >>> dense_macs(784, 10)
    7840
    """
    return as_int("n_in", n_in, 1) * as_int("n_out", n_out, 1)


def conv_macs(in_channels, out_channels, kernel_size, output_size):
    """Multiply-accumulates of a convolution for one example: every weight works once at every output position.

    kernel_size, output_size: an int or a (row, column) pair.

    >>> conv_macs(1, 8, 5, 24)    # 200 weights, 576 positions
    115200
    """
    weights = conv_params(in_channels, out_channels, kernel_size, bias=False)
    return weights * prod(as_pair("output_size", output_size, 1))


class Field(NamedTuple):
    """What one unit sees of the input: per spatial axis its size, the step to its neighbour's, and its first cell.

    `size` is None after a dense layer: such a unit sees everything.
    """

    layer: str
    size: tuple | None
    jump: tuple | None
    start: tuple | None


def receptive_field(model):
    """The receptive field after each layer of `model`, as a list of `Field`, in input pixels.

    >>> import numpy as np, cnnlab
    >>> [field.size for field in receptive_field(cnnlab.nn.lenet(rng=np.random.default_rng(0)))][:4]
    [(5, 5), (6, 6), (6, 6), (14, 14)]
    """
    layers = _layers(model)
    windows = [None if layer.sees_everything else layer.window for layer in layers]
    return [Field(type(layer).__name__, *seen) for layer, seen in zip(layers, fields(windows), strict=True)]


def fields(windows):
    """The (size, jump, start) of each layer's `Field`, from the windows of the layers alone.

    windows: for each layer its (kernel, stride, padding before, dilation) along each axis; () for a layer that looks
    at single cells, None for one that sees everything.
    Source: Dumoulin and Visin, "A guide to convolution arithmetic for deep learning", 2016.

    >>> fields([((5, 1, 0, 1),), (), ((2, 2, 0, 1),), None])
    [((5,), (1,), (0,)), ((5,), (1,), (0,)), ((6,), (2,), (0,)), (None, None, None)]
    """
    size, jump, start, found = (1, 1), (1, 1), (0, 0), []
    for window in windows:
        if window is None:
            size = jump = start = None
        elif window and size:
            axes = list(zip(window, size[-len(window) :], jump, start, strict=False))
            size = tuple(cells + (kernel - 1) * dilation * step for (kernel, _, _, dilation), cells, step, _ in axes)
            start = tuple(first - before * step for (_, _, before, _), _, step, first in axes)
            jump = tuple(step * stride for (_, stride, _, _), _, step, _ in axes)
        found.append((size, jump, start))
    return found


def size_seen(size):
    """The size of a receptive field in words.

    >>> size_seen((5, 5)), size_seen(None)
    ('5 x 5', 'all')
    """
    return "all" if size is None else " x ".join(map(str, size))


def _layers(model):
    """The layers in the order in which they run, also those of a Sequential inside a Sequential."""
    return [module for module in model.modules() if not hasattr(module, "layers")]


def summary(model, input_shape, columns=COLUMNS):
    """A table of `model`: output shape, parameters, multiply-accumulates, memory and receptive field of each layer.

    input_shape: one example without the batch axis, such as (1, 28, 28). columns: which of COLUMNS to show, beside the
    layers. Memory is that of the layer's output for one example in float32. Raises ValueError, naming the layer, where
    the shapes do not fit, and for a column that there is not.

    >>> import numpy as np, cnnlab
    >>> summary(cnnlab.nn.lenet(rng=np.random.default_rng(0)), (1, 28, 28)).footer[2]
    20522
    """
    if strange := [name for name in columns if name not in COLUMNS]:
        raise ValueError(f"columns must be among {', '.join(COLUMNS)}, got {strange[0]!r}")
    shape, rows = tuple(as_int("input_shape", n, 1) for n in input_shape), []
    for index, (layer, field) in enumerate(zip(_layers(model), receptive_field(model), strict=True)):
        try:
            output = layer.output_shape(shape)
        except ValueError as error:
            raise ValueError(f"layer {index} ({layer!r}) cannot follow an output of shape {shape}: {error}") from None
        params = sum(parameter.data.size for parameter in layer.parameters())
        made, seen = " x ".join(map(str, output)), size_seen(field.size)
        rows.append([repr(layer), made, params, layer.macs(shape), 4 * prod(output), seen])
        shape = output
    totals = [sum(row[column] for row in rows) for column in (2, 3, 4)]
    shown = [0, *(COLUMNS.index(name) + 1 for name in columns)]
    chosen = [[row[column] for column in shown] for row in [["layer", *COLUMNS], *rows, ["total", "", *totals, ""]]]
    given, through = " x ".join(map(str, input_shape)), f"{len(rows)} layer{'s' * (len(rows) != 1)}"
    title = f"One example of shape {given} through {through}"
    return Table(title, chosen[0], chosen[1:-1], chosen[-1])

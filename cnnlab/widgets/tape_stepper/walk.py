"""Every number of a walk along a signal, as plain values. The page computes the same."""

import numpy as np

from cnnlab import functional as F
from cnnlab._arguments import as_int, as_numbers, as_pair
from cnnlab.arithmetic import window_over
from cnnlab.widgets.stepper import check_window, lists, moves

LONGEST = 256  # samples: beyond, a sample is too narrow to point at


def tape_walk(signal, weight, bias, window, predict):
    """A signal (L,) under weights (k,), as an image of one row: the sum at each place."""
    image = signal[None, None]
    out = _outputs(signal, weight, window, bias)
    wrong = _wrong_outputs(signal, weight, window, bias) if predict else {}
    maps = {"image": image, "weight": weight, "out": out[None]}
    return {**moves(image, window), **lists(maps), "wrong": lists(wrong)}


def samples(name, values, most):
    """`values` as 1 to `most` finite float64 numbers."""
    array = as_numbers(name, values, "a list of numbers")
    if array.ndim != 1 or not 1 <= array.size <= most:
        raise ValueError(f"{name} must be one list of 1 to {most} numbers, got shape {array.shape}")
    return array


def window_of(signal, kernel, stride, padding, dilation):
    """How the kernel moves, over a signal that is an image one row high."""
    if not isinstance(padding, str):
        padding = (0, 0), as_pair("padding", padding, 0, ("before", "after"))
    stride, dilation = (1, as_int("stride", stride, 1)), (1, as_int("dilation", dilation, 1))
    window = window_over(signal[None, None, None], (1, len(kernel)), stride, padding, dilation)
    check_window(window, LONGEST)
    return window


def _outputs(signal, weight, window, bias):
    """What `functional.conv1d` computes, as one list of numbers."""
    apart = window.stride[1], window.padding[1], window.dilation[1]
    return F.conv1d(signal[None, None], weight[None, None], np.array([bias]), *apart)[0, 0] + 0.0


def _wrong_outputs(signal, weight, window, bias):
    """The answers that common misconceptions lead to, by the name of the misconception; each (1, L')."""
    total, every = _outputs(signal, weight, window, 0.0), window._replace(stride=(1, 1))
    wrong = {"flipped": _outputs(signal, weight[::-1], window, bias), "unbiased": total}
    wrong |= {"mean": total / weight.size + bias, "unstrided": _outputs(signal, weight, every, bias)[: len(total)]}
    return {name: values[None] for name, values in wrong.items()}

"""What ShapeExplorer's settings come to: who reads what, the filled formula, and the padding that is called "same".

All settings are whole numbers, and hold for rows and columns alike. The page computes the same by itself.
"""

import numpy as np

from cnnlab._arguments import worded
from cnnlab.arithmetic import conv_output_size


def same_padding(kernel, stride, dilation, most):
    """The padding that keeps the size; ValueError where there is none up to `most` (M13: "same" is not one thing)."""
    total = dilation * (kernel - 1)
    half = total // 2
    if stride != 1:
        raise ValueError(worded("same stride", stride=stride))
    if total % 2:
        raise ValueError(worded("same odd", total=total, before=half, after=total - half))
    if half > most:
        raise ValueError(worded("same most", half=half, most=most))
    return half


def filled_formula(size, kernel, stride, padding, dilation):
    """The size formula with its numbers.

    >>> filled_formula(6, 3, 2, 0, 1)
    'floor((6 + 2*0 - 1*(3 - 1) - 1) / 2) + 1 = floor(1.5) + 1 = 2'
    """
    room = size + 2 * padding - dilation * (kernel - 1) - 1
    numbers = f"({size} + 2*{padding} - {dilation}*({kernel} - 1) - 1) / {stride}"
    return f"floor({numbers}) + 1 = floor({room / stride:.4g}) + 1 = {room // stride + 1}"


def walk(size, kernel, stride, padding, dilation):
    """What every output reads and who reads every cell, along one axis; how often, for every cell of the picture.

    Raises ValueError where the kernel does not fit.
    """
    out = conv_output_size(size, kernel, stride, padding, dilation)
    padded = size + 2 * padding
    reads = [[output * stride + tap * dilation for tap in range(kernel)] for output in range(out)]
    readers = [[output for output in range(out) if cell in reads[output]] for cell in range(padded)]
    often = np.array([len(outputs) for outputs in readers])
    return {"out": out, "padded": padded, "counts": np.outer(often, often).tolist(), "reads": reads, "readers": readers}

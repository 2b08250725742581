"""How arrays lie in memory, and how a window moves over them: what `functional` stands on.

The storage order is (H, C, W, N). One image row of all channels and all images is then one run of memory, and a
kernel's rows follow one another.
"""

import functools
from typing import NamedTuple

import numpy as np

from cnnlab._browser import IN_BROWSER, product

# Multiply-adds up to which OpenBLAS takes its kernels for small matrices, which here are up to 1.6 times as fast
# (the second convolution of LeNet, batch 64: 240 us in small products, 390 us in one for each output row).
SMALL_PRODUCT = 1_000_000


class Window(NamedTuple):
    """How a kernel or pooling window moves: per field a (row, column) pair; output is its number of positions."""

    kernel: tuple
    stride: tuple
    padding: tuple
    dilation: tuple
    output: tuple

    @property
    def overlaps(self):
        axes = zip(self.stride, self.kernel, self.dilation, strict=True)
        return any(step <= dilation * (size - 1) for step, size, dilation in axes)

    def tiles(self, stored):
        """Whether each cell of a padded (H, C, W, N) is under this window exactly once."""
        covered = self.output[0] * self.kernel[0], self.output[1] * self.kernel[1]
        return self.stride == self.kernel and self.dilation == (1, 1) and covered == stored.shape[::2]


def batch_last(x, padding=((0, 0), (0, 0)), fill=0.0):
    """(N, C, H, W) -> contiguous (H, C, W, N), padded with `fill`; no copy where x is stored so already."""
    stored = x.transpose(2, 1, 3, 0)
    (top, bottom), (left, right) = padding
    if not (top or bottom or left or right):
        return np.ascontiguousarray(stored)
    h, c, w, n = stored.shape
    padded = np.full((top + h + bottom, c, left + w + right, n), fill, x.dtype)
    padded[top : top + h, :, left : left + w] = stored
    return padded


def nchw(stored):
    """(H, C, W, N) as it is stored -> the same numbers seen as (N, C, H, W), without a copy."""
    return stored.transpose(3, 1, 0, 2)


def unpad(stored, window, x_shape):
    """The part of (H, C, W, N) that is not padding, seen as (N, C, H, W)."""
    (top, _), (left, _) = window.padding
    return nchw(stored[top : top + x_shape[2], :, left : left + x_shape[3]])


def unfold(x, window):
    """Every patch a kernel sees, as columns: (out_h, kH * C * kW, out_w * N), one matrix for each output row.

    Only the width is copied, kW times. The rows under a kernel lie next to one another, so that the patches of the
    next output row are the same memory read from one row further down.
    """
    x = batch_last(x, window.padding)
    (k_h, k_w), (stride_h, stride_w), (dilation_h, dilation_w) = window.kernel, window.stride, window.dilation
    h, c, _, n = x.shape
    columns = np.empty((h, c, k_w, window.output[1], n), x.dtype)
    for j, tap in enumerate(column_taps(x, k_w, stride_w, dilation_w, window.output[1])):
        columns[:, :, j] = tap
    return slide_rows(columns.reshape(h, c * k_w, -1), dilation_h * (k_h - 1) + 1, stride_h)


def column_taps(x, k_w, stride, dilation, out_w):
    """For each kernel column, the columns of (H, C, W, N) that it meets at the out_w positions: k_w views."""
    return [x[:, :, j * dilation : j * dilation + stride * (out_w - 1) + 1 : stride] for j in range(k_w)]


def slide_rows(rows, size, stride=1):
    """(H, F, L) -> (out_h, size * F, L): each run of `size` rows as one matrix; overlapping views of one memory."""
    h, f, length = rows.shape
    per_row, per_feature, per_number = rows.strides
    shape = ((h - size) // stride + 1, size * f, length)
    return np.ndarray(shape, rows.dtype, rows, strides=(stride * per_row, per_feature, per_number))


def matmul_tiled(matrix, windows, out):
    """out (rows, M, positions, N) = matrix (M, K) @ windows (rows, K, positions * N), in small products if possible."""
    rows, m, positions, n = out.shape
    group = positions if IN_BROWSER else _positions_at_once(matrix.size * n, positions)
    tiles = windows.reshape(rows, -1, positions // group, group * n).transpose(0, 2, 1, 3)
    product(matrix, tiles, out=out.reshape(rows, m, positions // group, group * n).transpose(0, 2, 1, 3))


def matmul_beyond(kernel, rows, out):
    """out (R + k_h - 1 or more, M, positions, N) = a kernel (M, k_h, F) slid over rows (R, F, L) and beyond both ends.

    Where only a part of the kernel meets rows, only that part is multiplied.
    """
    m, k_h, features = kernel.shape
    count, _, length = rows.shape
    if count >= k_h:
        matmul_tiled(kernel.reshape(m, -1), slide_rows(rows, k_h), out[k_h - 1 : count])
    for row in range(len(out)):
        first, last = max(0, row - k_h + 1), min(row + 1, count)
        met = max(0, last - first)
        if met < k_h:
            part = kernel[:, k_h - 1 - row + first :][:, :met].reshape(m, met * features)
            product(part, rows[first : first + met].reshape(met * features, length), out[row].reshape(m, length))


@functools.cache
def _positions_at_once(cost, positions):
    """The largest divisor of `positions` whose product stays small, at `cost` multiply-adds each; else all of them."""
    divisors = [d for d in range(1, positions + 1) if positions % d == 0]
    return max((d for d in divisors if d * cost <= SMALL_PRODUCT), default=positions)


def stretch_rows(weight, window):
    """The weight with dilation_h - 1 rows of zeros between its rows: a dilated kernel is a taller one with gaps."""
    dilation = window.dilation[0]
    if dilation == 1:
        return weight
    c_out, c_in, k_h, k_w = weight.shape
    tall = np.zeros((c_out, c_in, dilation * (k_h - 1) + 1, k_w), weight.dtype)
    tall[:, :, ::dilation] = weight
    return tall


def as_matrix(weight, window):
    """(O, C, kH, kW) -> (O, kH * C * kW), in the order in which `unfold` lists a patch."""
    return stretch_rows(weight, window).transpose(0, 2, 1, 3).reshape(len(weight), -1)


def from_matrix(matrix, shape, window):
    """The way back from `as_matrix`."""
    c_out, c_in, _, k_w = shape
    tall = matrix.reshape(c_out, -1, c_in, k_w).transpose(0, 2, 1, 3)
    return np.ascontiguousarray(tall[:, :, :: window.dilation[0]])


def taps(x, window):
    """For each cell of a pooling window, in reading order, the cells of (H, C, W, N) that it meets: views."""
    (out_h, out_w), (stride_h, stride_w) = window.output, window.stride
    (k_h, k_w), (dilation_h, dilation_w) = window.kernel, window.dilation
    to_h, to_w = stride_h * (out_h - 1) + 1, stride_w * (out_w - 1) + 1
    return [
        x[i : i + to_h : stride_h, :, j : j + to_w : stride_w]
        for i in range(0, k_h * dilation_h, dilation_h)
        for j in range(0, k_w * dilation_w, dilation_w)
    ]

"""A dense layer and a convolution as one matrix at three stops: all weights free, masked to neighbours, tied."""

import numpy as np

from cnnlab import functional as F
from cnnlab import nn
from cnnlab._arguments import as_generator, as_int, as_numbers
from cnnlab.arithmetic import dense_macs

STOPS = ("dense", "masked", "tied")
SIDES = (4, 28)  # of the input, in pixels: 784 x 784 weights are the most that can be told apart on a screen


def conv_as_matrix(kernel, rows, columns):
    """The matrix that does to an image of rows x columns, flattened, what a convolution with `kernel` does to it.

    kernel (kH, kW) -> (rows of the map * its columns, rows * columns) float64: a row for each output, a column for each
    pixel. Raises ValueError or TypeError for a kernel that is no grid of numbers, or does not fit into the image.

    >>> conv_as_matrix([[3, 2]], 2, 3)
    array([[3., 2., 0., 0., 0., 0.],
           [0., 3., 2., 0., 0., 0.],
           [0., 0., 0., 3., 2., 0.],
           [0., 0., 0., 0., 3., 2.]])
    """
    kernel = as_numbers("kernel", kernel)
    rows, columns = as_int("rows", rows, 1), as_int("columns", columns, 1)
    if kernel.ndim != 2 or 0 in kernel.shape:
        raise ValueError(f"kernel must be a grid of numbers, got shape {kernel.shape}")
    if kernel.shape[0] > rows or kernel.shape[1] > columns:
        size = " x ".join(map(str, kernel.shape))
        raise ValueError(f"a kernel of {size} does not fit into {rows} x {columns} pixels")
    # Column j is what the convolution makes of an image that is 1 at pixel j and 0 elsewhere.
    pixels = np.eye(rows * columns).reshape(-1, 1, rows, columns)
    return np.ascontiguousarray(F.conv2d(pixels, kernel[None, None]).reshape(len(pixels), -1).T)


class Masked(nn.Linear):
    """A dense layer that lacks the weights where `mask` is 0: (N, in_features) -> (N, out_features).

    mask (out_features, in_features): a row for each output; anything but 0 keeps a weight. A weight that is lacking is
    0, and stays 0 however long one trains. The others begin as those of a dense layer with as many inputs as the row
    keeps. Raises ValueError or TypeError for a mask of another kind, or a row that keeps nothing.

    >>> layer = Masked([[1, 1, 0], [0, 1, 1]], rng=np.random.default_rng(0))
    >>> int(np.count_nonzero(layer.weight.data))
    4
    """

    def __init__(self, mask, *, bias=True, rng):
        mask = as_numbers("mask", mask)
        if mask.ndim != 2 or 0 in mask.shape:
            raise ValueError(f"mask must have shape (outputs, inputs), got {mask.shape}")
        kept = np.count_nonzero(mask, axis=1)
        if not kept.all():
            raise ValueError(f"row {kept.argmin()} of the mask keeps no weight: its output would read nothing")
        super().__init__(mask.shape[1], mask.shape[0], bias=bias, rng=rng)
        self.mask = (mask != 0).astype(np.float32)
        larger = np.sqrt(mask.shape[1] / kept).astype(np.float32)
        self.weight.data *= self.mask * larger[:, None]
        if bias:
            self.bias.data *= larger

    def forward(self, x):
        self._remembered = x
        return F.linear(x, self.weight.data * self.mask, self._bias_data())

    def backward(self, grad_out, *, need_grad_x=True):
        weight = self.weight.data * self.mask
        grad_x, grad_weight, grad_bias = F.linear_backward(grad_out, self._recall(), weight, need_grad_x=need_grad_x)
        self._add_grads(grad_weight * self.mask, grad_bias)
        return grad_x

    def macs(self, shape):
        return int(self.mask.sum())


class LayerMatrices:
    """One map from side x side pixels to out x out, as a matrix of (out * out, side * side) weights at each stop.

    side: 4 to 28. kernel_size: 1 to side. kernel (kernel_size, kernel_size): finite numbers; else a rough edge finder
    of whole numbers drawn from `rng`, from which the free weights come as well. Raises ValueError or TypeError.

    >>> LayerMatrices(28, 5, rng=np.random.default_rng(0)).counts
    {'dense': 451584, 'masked': 14400, 'tied': 25}
    """

    def __init__(self, side, kernel_size, kernel=None, *, rng):
        self.side, self.size = as_int("side", side, SIDES[0]), as_int("kernel_size", kernel_size, 1)
        if self.side > SIDES[1]:
            raise ValueError(f"side may be at most {SIDES[1]}, got {side}")
        if self.size > self.side:
            raise ValueError(f"a kernel of size {kernel_size} does not fit an input of size {side}")
        self.out = self.side - self.size + 1
        as_generator(rng)
        self.kernel = _edge_finder(self.size, rng) if kernel is None else _as_kernel(kernel, self.size)
        self.seed = int(rng.integers(2**32))
        # Free weights reach as far as the kernel's: in whole numbers if it has them, so that both can be read.
        largest = float(np.abs(self.kernel).max()) or 1.0
        whole = largest <= 99 and not (self.kernel % 1).any()
        self.most = int(largest) if whole else 99
        self.unit = largest / self.most

    @property
    def counts(self):
        """How many weights training could change at each stop."""
        outputs, taps = self.out**2, self.size**2
        return {"dense": dense_macs(self.side**2, outputs), "masked": dense_macs(taps, outputs), "tied": taps}

    @property
    def sums(self):
        """The counts with their arithmetic, as text."""
        outputs, taps, counts = self.out**2, self.size**2, self.counts
        factors = {"dense": (outputs, self.side**2), "masked": (outputs, taps), "tied": (self.size, self.size)}
        return {stop: f"{a} x {b} = {counts[stop]:,}" for stop, (a, b) in factors.items()}

    def mask(self):
        """True where an output pixel (row) reads an input pixel (column) through its window."""
        return conv_as_matrix(np.ones((self.size, self.size)), self.side, self.side) == 1

    def matrix(self, stop):
        """The matrix at a stop, (out * out, side * side) float64: `matrix @ image.ravel()` is the map, flattened."""
        if stop not in STOPS:
            raise ValueError(f"stop must be one of {', '.join(STOPS)}, got {stop!r}")
        if stop == "tied":
            return conv_as_matrix(self.kernel, self.side, self.side)
        free = free_weights(self.seed, (self.out**2, self.side**2), self.most) * self.unit
        return free if stop == "dense" else np.where(self.mask(), free, 0.0)


def free_weights(seed, shape, most):
    """Whole numbers from -most to most, never 0, each scrambled from the seed and its own place in reading order.

    The browser scrambles alike, so that it can show any of 451,584 weights, and the very ones that Python computes
    with, for the price of one seed. Source: the last mix of Austin Appleby's MurmurHash3.
    """
    mixed = np.arange(shape[0] * shape[1], dtype=np.uint32).reshape(shape) * np.uint32(0x9E3779B9) + np.uint32(seed)
    mixed = (mixed ^ (mixed >> 16)) * np.uint32(0x85EBCA6B)
    mixed = (mixed ^ (mixed >> 13)) * np.uint32(0xC2B2AE35)
    place = ((mixed ^ (mixed >> 16)) % np.uint32(2 * most)).astype(int)
    return place - most + (place >= most)


def _edge_finder(size, rng):
    """A kernel of whole numbers, none of them 0, that rises from left to right with some chance in it."""
    rise = np.rint(6 * np.linspace(-1, 1, size)) if size > 1 else np.array([6.0])
    kernel = rise + rng.integers(-3, 4, (size, size))
    return np.where(kernel == 0, 1.0, kernel)


def _as_kernel(kernel, size):
    kernel = as_numbers("kernel", kernel)
    if kernel.shape != (size, size):
        raise ValueError(f"kernel must be {size} x {size}, as kernel_size says, got shape {kernel.shape}")
    return kernel

"""The stride walk as data: one step for each output cell, in reading order, with every number that goes into it.

`functional` computes a whole batch at once and shows none of its arithmetic; here each window is visited on its own,
so that a picture, a widget or a learner can look at it. Everything is float64, and whole numbers are welcome.
A step's `top` and `left` say where its window's first cell lies in the input; in the padding they are negative.
"""

from typing import NamedTuple

import numpy as np

from cnnlab._arguments import as_int, as_number, as_numbers, as_pair, hint_of_channels
from cnnlab.arithmetic import pool_window, window_over

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


class PoolBackwardStep(NamedTuple):
    """What one output cell of a pooling sends back to its window, (kH, kW): all to the winner, or equal shares."""

    row: int
    col: int
    top: int
    left: int
    grad: float
    to_input: np.ndarray
    winner: tuple | None


class Moved(NamedTuple):
    """An image, its map and its pooled map, each as the pair (before, after) of a shift, and what became of them.

    same: how many numbers of the map are the same, only elsewhere. whole: by how many (rows, columns) of its cells the
    pooled map moved along as a whole, and whole_same how many of its numbers; None and 0 where it did not. stayed:
    which cells of the pooled map are what they were, where they were. changes: of "image", "map" and "pooled" the sum
    of |after - before| over the sum of |before|; None where that is 0.
    """

    image: tuple
    map: tuple
    pooled: tuple
    same: int
    whole: tuple | None
    whole_same: int
    stayed: np.ndarray
    changes: dict


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


def moved(image, kernel, shift=(0, 1), pool=2, mode="max"):
    """What a shift of an image does to its map and to its pooled map, as a `Moved`.

    image (H, W), kernel (kH, kW); the map is the ReLU of their convolution, without padding. shift: (rows, columns)
    down and to the right, negative up and to the left; what leaves the frame is lost, and 0 comes in. pool: side and
    stride of the pooling windows, mode "max" or "avg". Every sum goes in the order in which a learner writes it, so
    that equal windows give equal numbers wherever they are. Raises TypeError or ValueError for what does not fit.

    >>> found = moved([[0, 0, 1, 0, 0]], [[1]], (0, 1), 1)
    >>> found.map[1].tolist(), found.same, found.whole
    ([[0.0, 0.0, 0.0, 1.0, 0.0]], 4, (0, 1))
    """
    image = _numbers("image", image, (2,), "(rows, columns)")
    kernel = _numbers("kernel", kernel, (2,), "(rows, columns)")
    by = as_pair("shift", shift, -np.inf)
    if mode not in ("max", "avg"):
        raise ValueError(f'mode must be "max" or "avg", got {mode!r}')
    window_over(image[None, None], kernel.shape, 1, 0, 1)  # refuses a kernel that does not fit
    images = image, _shifted(image, by)
    maps = tuple(np.maximum(_correlated(one, kernel), 0.0) for one in images)
    pool = as_int("pool", pool, 1)
    if pool > min(maps[0].shape):
        most = min(maps[0].shape)
        raise ValueError(f"pool may be at most {most}, the smaller side of the map of image and kernel, got {pool}")
    pooled = tuple(_pooled(one, pool, mode) for one in maps)
    whole = None if any(step % pool for step in by) else tuple(step // pool for step in by)
    pairs = {"image": images, "map": maps, "pooled": pooled}
    return Moved(
        *pairs.values(), _same(maps, by), whole, 0 if whole is None else _same(pooled, whole),
        pooled[0] == pooled[1], {name: _change(*pair) for name, pair in pairs.items()},
    )  # fmt: skip


def _overlap(size, by):
    """Where along one axis what stays in the frame was before, and where it is after the shift: two slices."""
    left = max(0, size - abs(by))
    return slice(max(0, -by), max(0, -by) + left), slice(max(0, by), max(0, by) + left)


def _shifted(image, by):
    (rows_from, rows_to), (columns_from, columns_to) = map(_overlap, image.shape, by)
    after = np.zeros_like(image)
    after[rows_to, columns_to] = image[rows_from, columns_from]
    return after


def _same(pair, by):
    """How many numbers are after the shift what they were before it, by so many cells away."""
    before, after = pair
    (rows_from, rows_to), (columns_from, columns_to) = map(_overlap, before.shape, by)
    return int((before[rows_from, columns_from] == after[rows_to, columns_to]).sum())


def _correlated(image, kernel):
    rows, columns = (size - side + 1 for size, side in zip(image.shape, kernel.shape, strict=True))
    out = np.zeros((rows, columns))
    for (i, j), weight in np.ndenumerate(kernel):
        out += image[i : i + rows, j : j + columns] * weight
    return out


def _pooled(cells, pool, mode):
    rows, columns = (size // pool for size in cells.shape)
    cells = cells[: rows * pool, : columns * pool].reshape(rows, pool, columns, pool)
    if mode == "max":
        return cells.max((1, 3))
    out = np.zeros((rows, columns))
    for i, j in np.ndindex(pool, pool):
        out += cells[:, i, :, j]
    return out / pool**2


def _change(before, after):
    total = np.abs(before).sum()
    return float(np.abs(after - before).sum() / total) if total else None


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

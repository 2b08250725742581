"""Which pixels a network's answer rests on: a square is laid on the image, here and there."""

import copy

import numpy as np

from cnnlab import functional as F
from cnnlab._arguments import as_array, as_int, as_number, check_finite, check_float_array

BATCH = 256  # images; larger ones fall out of the processor's cache


def occlusion_map(model, image, label=None, size=4, stride=1, fill=0.0):
    """How far the probability of `label` falls when a patch of the image is covered: (H, W), for each pixel.

    image (C, H, W) or (H, W). A square of size x size pixels, filled with `fill`, is laid on the image at every
    `stride`-th position, sticking out at the edges; a pixel's number is the mean fall over the squares that cover it.
    Above zero, the answer rested on it; below, covering it made the network surer. label: by default what the network
    answers. Raises ValueError or TypeError for anything else.
    Source: Zeiler and Fergus, "Visualizing and understanding convolutional networks", 2014.

    >>> from cnnlab import nn
    >>> model = nn.Sequential(nn.Flatten(), nn.Linear(16, 2, rng=np.random.default_rng(0)))
    >>> occlusion_map(model, np.ones((4, 4), np.float32), label=1, size=2).shape
    (4, 4)
    """
    image = _as_image(image, next((parameter.data.dtype for parameter in model.parameters()), np.float32))
    size, stride, fill = as_int("size", size, 1), as_int("stride", stride, 1), as_number("fill", fill, -np.inf)
    if stride > size:
        raise ValueError(f"stride {stride} would leave pixels between squares of size {size}: use at most the size")
    model = copy.deepcopy(model).eval()
    whole = F.softmax(model(image[None]))[0]
    label = int(whole.argmax()) if label is None else as_int("label", label, 0)
    if label >= len(whole):
        raise ValueError(f"label must be one of the network's {len(whole)} classes, got {label}")
    starts = [range(1 - size, side, stride) for side in image.shape[1:]]
    squares = [(_reach(top, size), _reach(left, size)) for top in starts[0] for left in starts[1]]
    falls = whole[label] - _probabilities(model, image, label, squares, fill)
    total, count = np.zeros((2, *image.shape[1:]))
    for square, fall in zip(squares, falls, strict=True):
        total[square] += fall
        count[square] += 1
    return total / count


def _as_image(image, dtype):
    """One image with a channel axis, in the precision of the network."""
    image = as_array("image", image)
    image = image[None] if image.ndim == 2 else image
    check_float_array("image", image, 3, "(channels, rows, columns)")
    check_finite("image", image)
    return image.astype(dtype)


def _reach(start, size):
    """The rows, or columns, of a square that are on the image."""
    return slice(max(0, start), start + size)


def _probabilities(model, image, label, squares, fill):
    """The probability of `label` with each square covered, in turn."""
    found = []
    for start in range(0, len(squares), BATCH):
        some = squares[start : start + BATCH]
        covered = np.repeat(image[None], len(some), axis=0)
        for one, (rows, columns) in zip(covered, some, strict=True):
            one[:, rows, columns] = fill
        found.append(F.softmax(model(covered))[:, label])
    return np.concatenate(found)

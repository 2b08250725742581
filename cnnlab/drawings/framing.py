"""The framing of MNIST's digits, for drawings of any size."""

import numpy as np

from cnnlab._arguments import as_array, check_finite


def center_digit(drawing):
    """Frame a drawing as MNIST's digits were framed: (28, 28) float32 from 0 to 1.

    drawing: (H, W) grey values of any range, light on dark or dark on light. The background is the median of the
    outermost pixels. The ink is cropped, its longer side scaled to 20 pixels (anti-aliased, aspect kept), and its
    centre of mass put at the centre. Raises ValueError for an empty canvas, and for one that is not numbers.
    Source: the section on preprocessing in the MNIST database's description.

    >>> canvas = np.zeros((100, 60))
    >>> canvas[10:30, 5:8] = 255                  # a thin stroke in a corner
    >>> rows, columns = np.nonzero(center_digit(canvas) > 0.5)
    >>> int(rows.max() - rows.min()) + 1
    20
    """
    ink = _crop(_ink(drawing))
    scale = 20 / max(ink.shape)
    height, width = (max(1, round(side * scale)) for side in ink.shape)
    small = _resize(ink, height, width)
    small /= small.max()
    framed = np.zeros((28, 28), np.float32)
    top, left = (_start(small.sum(1 - axis, dtype=np.float64), small.shape[axis]) for axis in (0, 1))
    framed[top : top + height, left : left + width] = small
    return framed


def _ink(drawing):
    """How far each pixel is from the background, from 0 to 1."""
    form = "a grid of numbers (rows, columns)"
    try:
        canvas = as_array("a drawing", drawing, form).astype(np.float64)
    except TypeError as error:
        raise ValueError(str(error)) from None
    if canvas.ndim != 2 or canvas.size == 0:
        raise ValueError(f"a drawing must be {form}, got shape {canvas.shape}")
    check_finite("a drawing", canvas)
    if largest := np.abs(canvas).max():
        canvas /= 2 * largest  # no difference overflows
    border = np.concatenate([canvas[0], canvas[-1], canvas[1:-1, 0], canvas[1:-1, -1]])
    ink = np.abs(canvas - np.median(border))
    if ink.max() == 0:
        raise ValueError("the canvas is empty: every pixel has the same value; draw something first")
    return ink / ink.max()


def _crop(ink):
    """The smallest rectangle with all ink; traces under 5 % of the strongest are background."""
    ink = np.where(ink < 0.05, 0, ink)
    rows, columns = np.flatnonzero(ink.any(1)), np.flatnonzero(ink.any(0))
    return ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def _resize(ink, height, width):
    from PIL import Image  # the standard of its field for resampling; loaded only where a drawing is framed

    resized = Image.fromarray(ink.astype(np.float32)).resize((width, height), Image.Resampling.BILINEAR)
    return np.array(resized).clip(0)


def _start(mass, size):
    """Where a strip of `size` cells begins among 28, for its centre of mass to fall in the cell right of the middle.

    That is what MNIST does: in every one of its images the centre of mass lies between 14.0 and 15.0. Of a drawing that
    is its own mirror image it may lie on the edge of a cell, where rounding must not decide.
    """
    center = (mass * (np.arange(size) + 0.5)).sum() / mass.sum()
    return int(np.clip(np.ceil(np.round(14 - center, 6)), 0, 28 - size))

"""What the walks of all steppers stand on: numbers from a learner, and JSON values for the browser."""

import numpy as np

from cnnlab._arguments import as_numbers, check_most, hint_of_channels

LARGEST = 64  # rows or columns: beyond, a cell is too small to point at


def numbers(name, values, ndim):
    """`values` as a finite float64 array of `ndim` axes; missing leading axes are added."""
    array = as_numbers(name, values)
    if not 2 <= array.ndim <= ndim or array.size == 0:
        raise ValueError(f"{name} must have 2 to {ndim} axes with numbers in them, got shape {array.shape}")
    return array.reshape((1,) * (ndim - array.ndim) + array.shape)


def check_size(image):
    """Refuse an image of more rows or columns than a reader can point at, and one whose channels come last."""
    if hint := hint_of_channels("image", image.shape):
        raise ValueError(f"image has shape {image.shape}, which is {len(image)} channels{hint}")
    if max(image.shape[1:]) > LARGEST:
        raise ValueError(f"image may have up to {LARGEST} rows and columns, got shape {image.shape}")


def most_of(size):
    """The largest settings where an image has up to `size` rows and columns, for nothing more is to be seen beyond."""
    return {"kernel_size": size, "stride": size, "padding": size // 4, "dilation": size}


def check_settings(size=LARGEST, **settings):
    """Refuse settings, in any form, that are too large to show where an image has up to `size` rows and columns."""
    for name, value in settings.items():
        check_most(name.replace("_", " "), np.max(value), most_of(size)[name])


def check_window(window, size=LARGEST):
    """The same for all that a window is made of."""
    check_settings(
        size, kernel_size=window.kernel, stride=window.stride, padding=window.padding, dilation=window.dilation
    )


def moves(image, window):
    """How the window moves, and how many rows and columns at the far ends it never reaches."""
    unread = [
        size + before + after - (stride * (count - 1) + dilation * (kernel - 1) + 1)
        for size, kernel, stride, (before, after), dilation, count in zip(image.shape[1:], *window, strict=True)
    ]
    return {"stride": window.stride, "padding": window.padding, "dilation": window.dilation, "unread": unread}


def lists(maps):
    """Named arrays as JSON values."""
    return {name: grid.tolist() for name, grid in maps.items()}

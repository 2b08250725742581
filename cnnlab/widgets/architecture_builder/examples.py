"""The images and labels that ArchitectureBuilder trains on, checked before there is a thread to fail in."""

import numpy as np

from cnnlab._arguments import check_float_array, quoted
from cnnlab.data import check_examples


def as_examples(data):
    """((images, labels), (images, labels)) to train and to test on, the images float32 (N, C, H, W).

    Raises TypeError or ValueError, naming the place in `data`, for anything else.
    """
    if not _is_pair(data) or not all(map(_is_pair, data)):
        form = "two pairs, (images, labels) to train on and (images, labels) to test on"
        raise TypeError(f"data must be {form}, got {quoted(data)}")
    (train, labels), (test, others) = (_checked(f"data[{place}]", *pair) for place, pair in enumerate(data))
    if train.shape[1:] != test.shape[1:]:
        raise ValueError(f"data must hold images of one shape, got {train.shape[1:]} and {test.shape[1:]}")
    if others.max() > labels.max():
        raise ValueError(f"data[1] has the label {others.max()}, and data[0] only 0 to {labels.max()}")
    return (train, labels), (test, others)


def _is_pair(value):
    return isinstance(value, (tuple, list)) and len(value) == 2


def _checked(name, images, labels):
    try:
        check_examples(images, labels)
    except (TypeError, ValueError) as error:
        raise type(error)(f"{name}: {error}") from None
    check_float_array(f"{name}[0]", images, 4, "(images, channels, rows, columns)")
    if labels.ndim != 1 or labels.dtype.kind not in "iu" or labels.min() < 0:
        raise ValueError(f"{name}[1] must hold one whole number from 0 for each image, got {quoted(labels)}")
    return images.astype(np.float32, copy=False), labels

"""The patches of images that excite the filters of a convolution most."""

import numpy as np

from cnnlab._arguments import as_int, check_float_array
from cnnlab.arithmetic import receptive_field

BATCH = 256  # images; larger ones fall out of the processor's cache


def strongest_patches(model, place, images, count=5):
    """For each filter of the convolution at `place`, the patches of images to which it answers most, the first most.

    images (N, C, H, W) -> (filters, count, C, rows, columns): what the unit with the largest number sees, from `count`
    different images; what lies beyond an image's edge is 0. Raises IndexError where there is no such layer, ValueError
    where it makes no maps, and for fewer images than `count`.
    Source: Girshick et al., "Rich feature hierarchies for accurate object detection and semantic segmentation", 2014.

    >>> from cnnlab import nn
    >>> images = np.random.default_rng(0).random((9, 1, 28, 28), np.float32)
    >>> strongest_patches(nn.lenet(pretrained=True), 3, images).shape
    (16, 5, 1, 14, 14)
    """
    check_float_array("images", images, 4, "(images, channels, rows, columns)")
    count = as_int("count", count, 1)
    if len(images) < count:
        raise ValueError(f"{count} patches from different images need as many images, got {len(images)}")
    front = model[: range(len(model))[place] + 1]
    parts = [front(images[start : start + BATCH]) for start in range(0, len(images), BATCH)]
    if parts[0].ndim != 4:
        raise ValueError(f"layer {place} ({model[place]!r}) makes no maps: choose a convolution")
    flat = np.concatenate([part.reshape(*part.shape[:2], -1) for part in parts])
    best, where = flat.max(2), flat.argmax(2)
    field, columns = receptive_field(front)[-1], parts[0].shape[3]
    chosen = np.argsort(-best, axis=0, kind="stable")[:count].T  # (filters, count): the images
    return np.stack(
        [
            [_patch(images[image], divmod(int(where[image, filter]), columns), field) for image in row]
            for filter, row in enumerate(chosen)
        ]
    )


def _patch(image, cell, field):
    """What the unit in a (row, column) of its map sees of an image (C, H, W)."""
    starts = [at * jump + start for at, jump, start in zip(cell, field.jump, field.start, strict=True)]
    wide = np.pad(image, [(0, 0), *((size, size) for size in field.size)])
    rows, columns = (slice(start + size, start + 2 * size) for start, size in zip(starts, field.size, strict=True))
    return wide[:, rows, columns]

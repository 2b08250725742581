"""The first exercises: how many inputs an image gives, and one shuffle for many images. For `check`."""

import numpy as np

from cnnlab.check.examine import Exercise, case, grid, slip, whole


def count_inputs(rows, columns, channels=1):
    """The right answer, with the learner's signature."""
    return rows * columns * channels


COUNT_INPUTS = Exercise(
    reference=count_inputs,
    kind=whole,
    cases=(*(case(2, 3), case(2, 3, channels=3), case(3, 3), case(28, 28)), case(224, 224, channels=3), case(1, 1)),
    random=lambda rng: case(*rng.integers(1, 300, 2).tolist(), channels=int(rng.integers(1, 5))),
    slips=(
        slip(
            None,
            "These are the numbers of one channel. A colour image has one such grid for each of its channels.",
            lambda rows, columns, channels=1: rows * columns,
        ),
        slip(
            None,
            "You add where you should multiply: every row has as many numbers as there are columns.",
            lambda rows, columns, channels=1: rows + columns,
            lambda rows, columns, channels=1: rows + columns + channels,
            lambda rows, columns, channels=1: rows * columns + channels,
            lambda rows, columns, channels=1: rows + columns * channels,
            lambda rows, columns, channels=1: (rows + columns) * channels,
        ),
        slip(
            None,
            "You take rows for columns: an image need not be square.",
            lambda rows, columns, channels=1: rows * rows * channels,
            lambda rows, columns, channels=1: columns * columns * channels,
        ),
        slip(
            None,
            "You always count three channels. The argument `channels` says how many there are: a grey image has one.",
            lambda rows, columns, channels=1: rows * columns * 3,
        ),
    ),
    advice="Draw the grid of one channel and count its cells; then count all channels.",
)


def shuffle_all(images, order):
    """The right answer, with the learner's signature: images (N, P) and order (P,) -> (N, P)."""
    return images[:, order]


def _inverse(images, order):
    out = np.empty_like(images)
    out[:, order] = images
    return out


def _one_each(images, order):
    return np.stack([image[np.roll(order, k)] for k, image in enumerate(images)])


SHUFFLE_ALL = Exercise(
    reference=shuffle_all,
    kind=grid,
    cases=(
        case([[1, 2, 3], [4, 5, 6]], np.array([2, 0, 1])),
        case([[1, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11, 12]], np.array([3, 1, 0, 2])),
        case([[7, 8]], np.array([1, 0])),
        case([[5]], np.array([0])),
    ),
    random=lambda rng: case(
        rng.integers(0, 10, (int(rng.integers(1, 6)), places := int(rng.integers(2, 9)))).tolist(),
        rng.permutation(places),
    ),
    slips=(
        slip(
            "M12",
            "You take another shuffle for each image. Here it is one: the same order for all of them.",
            _one_each,
        ),
        slip(
            None,
            "That is the way back: you put pixel p at place order[p]. Place p should show the pixel order[p].",
            _inverse,
        ),
        slip(
            None,
            "You shuffle the images, not their pixels: the second axis is the one to index.",
            lambda images, order: images[order],
            lambda images, order: images[np.argsort(order)],
        ),
        slip(None, "Nothing has moved: the order is not used.", lambda images, order: images),
    ),
    advice="Look at one image: its place 0 shows the pixel order[0], its place 1 the pixel order[1]. The next image "
    "takes the same order.",
)

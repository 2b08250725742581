"""The exercise `shuffle_all`: one shuffle of the pixels for many images."""

import numpy as np

from cnnlab.check.answers import grid
from cnnlab.check.examine import examine
from cnnlab.check.exercise import Exercise, case, slip


def shuffle_all(fn):
    """Check fn(images, order) -> array: one shuffle of the pixels for all images, (N, P) and (P,) -> (N, P).

    >>> shuffle_all(lambda images, order: images[:, order]).ok
    True
    """
    return examine(EXERCISE, fn)


def right(images, order):
    """The right answer, with the learner's signature: images (N, P) and order (P,) -> (N, P)."""
    return images[:, order]


def _inverse(images, order):
    out = np.empty_like(images)
    out[:, order] = images
    return out


EXERCISE = Exercise(
    name="shuffle_all",
    right=right,
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
            lambda images, order: np.stack([image[np.roll(order, k)] for k, image in enumerate(images)]),
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

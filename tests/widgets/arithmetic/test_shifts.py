"""What the page makes of a shift, against `trace` to the last bit, and against `functional`, on random settings."""

import numpy as np
from widgets.arithmetic import random_settings as some
from widgets.in_node import agree, largest

from cnnlab import data
from cnnlab import functional as F
from cnnlab.widgets.shift_explorer.walk import walk


def shift_settings(rng):
    """A digit, or noise with ties, and a kernel that fits it; a shift that may leave nothing in the frame."""
    rows, columns = some.sides(rng)
    image = rng.random((rows, columns)) if rng.random() < 0.5 else rng.integers(0, 3, (rows, columns)) / 2
    kernel = some.numbers(rng, tuple(int(rng.integers(1, min(side, 5) + 1)) for side in (rows, columns)))
    smallest = min(size - side + 1 for size, side in zip(image.shape, kernel.shape, strict=True))
    return {
        "image": image * (rng.random(image.shape) < 0.7),
        "kernel": kernel,
        "shift": [int(rng.integers(-most, most + 1)) for most in ((2, 2) if rng.random() < 0.5 else (rows, columns))],
        "pool": int(rng.integers(1, min(smallest, 8) + 1)),
        "mode": ["max", "avg"][rng.integers(2)],
    }


def test_a_shift(in_node, rounds):
    for rng in rounds:
        settings = shift_settings(rng)
        said, expected = in_node.ask("shift", **settings), walk(**settings)
        changes = said.pop("changes"), expected.pop("changes")
        assert said == expected  # to the last bit: what is the same elsewhere is a matter of equality
        for name, part in changes[1].items():
            assert (changes[0][name] is None) == (part is None)
            assert part is None or np.isclose(changes[0][name], part, rtol=1e-9)


def test_it_is_what_functional_computes(in_node, rounds):
    for rng in rounds:
        image, kernel, shift, pool, mode = (settings := shift_settings(rng)).values()
        said = in_node.ask("shift", **settings)
        terms = largest(image, kernel) * kernel.size
        for x, found in ((image, said["before"]), (data.shift(image[None, None], *shift)[0, 0], said)):
            maps = F.relu(F.conv2d(x[None, None], kernel[None, None]))
            pooled = (F.max_pool2d if mode == "max" else F.avg_pool2d)(maps, pool)
            assert agree(found["map"], maps[0, 0], terms)
            assert agree(found["pooled"], pooled[0, 0], terms)

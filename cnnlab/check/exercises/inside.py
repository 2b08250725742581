"""The exercises on what goes on inside: how much of the image a unit sees, and covering a part of it. For `check`."""

from math import prod

import numpy as np

from cnnlab.check.examine import Exercise, case, grid, slip, whole


def receptive_field(layers):
    """The right answer, with the learner's signature: (kernel_size, stride) of each layer, the first one first."""
    size = jump = 1
    for kernel_size, stride in layers:
        size += (kernel_size - 1) * jump
        jump *= stride
    return size


def _back(layers, step):
    """Start with one unit and go through `layers`, each making the size `step(size, kernel_size, stride)`."""
    size = 1
    for kernel_size, stride in layers:
        size = step(size, kernel_size, stride)
    return size


def _with_jumps(layers, jump_of):
    """1, and for each layer (kernel_size - 1) times the jump that `jump_of` makes of its number."""
    return 1 + sum((kernel_size - 1) * jump_of(index) for index, (kernel_size, _) in enumerate(layers))


def _jumps(layers):
    """Each layer, with the pixels between the units that it reads."""
    return [(layer, prod(stride for _, stride in layers[:index])) for index, layer in enumerate(layers)]


def _random_layers(rng):
    count = int(rng.integers(1, 6))
    return case(tuple(zip(rng.integers(1, 6, count).tolist(), rng.integers(1, 4, count).tolist(), strict=True)))


RECEPTIVE_FIELD = Exercise(
    reference=receptive_field,
    kind=whole,
    cases=(
        *(case(((3, 1),)), case(((3, 1), (3, 1))), case(((2, 2), (3, 1))), case(((3, 1), (2, 2)))),
        *(case(((3, 2), (3, 2), (3, 2))), case(((5, 1), (2, 2), (5, 1), (2, 2))), case(((1, 2), (3, 1)))),
        *(case(((1, 1),)), case(((7, 3),)), case(())),
    ),
    random=_random_layers,
    slips=(
        slip(
            "M7",
            "Your answer ignores the strides. After a stride of 2, neighbouring units lie 2 pixels apart in the image.",
            lambda layers: _with_jumps(layers, lambda index: 1),
        ),
        slip(
            None,
            "Windows overlap, so their sizes do not add up: a second 3-wide layer sees 5 pixels, not 6.",
            lambda layers: sum(kernel_size for kernel_size, _ in layers),
        ),
        slip(
            None,
            "Windows overlap, so their sizes do not multiply: a second 3-wide layer sees 5 pixels, not 9.",
            lambda layers: prod(kernel_size for kernel_size, _ in layers),
        ),
        slip(
            None,
            "A layer's own stride does not widen what it sees, only what later layers see: use it after its kernel.",
            lambda layers: _with_jumps(layers, lambda index: prod(s for _, s in layers[: index + 1])),
            lambda layers: _with_jumps(layers, lambda index: layers[index][1]),
        ),
        slip(
            "M7",
            "You multiply by the stride of one layer alone. The strides of all earlier layers multiply together.",
            lambda layers: _with_jumps(layers, lambda index: layers[index - 1][1] if index else 1),
        ),
        slip(
            "M7",
            "Strides multiply: after two strides of 2, neighbours lie 4 pixels apart. You add them.",
            lambda layers: _with_jumps(layers, lambda index: sum(s for _, s in layers[:index]) or 1),
            lambda layers: _with_jumps(layers, lambda index: 1 + sum(s for _, s in layers[:index])),
            lambda layers: _with_jumps(layers, lambda index: 1 + sum(s - 1 for _, s in layers[:index])),
        ),
        slip(
            None,
            "A kernel of 3 reaches over two steps, not three: its first cell is seen already. Add kernel_size - 1.",
            lambda layers: sum(kernel_size * jump for (kernel_size, _), jump in _jumps(layers)),
            lambda layers: 1 + sum(kernel_size * jump for (kernel_size, _), jump in _jumps(layers)),
        ),
        slip(
            None,
            "That is how far apart neighbours lie after the last layer. Return how much one of them sees.",
            lambda layers: prod(stride for _, stride in layers),
        ),
        slip(
            None,
            "(size - 1) * stride + kernel_size goes back from the unit to the image: take the last layer first.",
            lambda layers: _back(layers, lambda size, kernel_size, stride: (size - 1) * stride + kernel_size),
        ),
        slip(
            "M1",
            "A bracket is missing: size units span (size - 1) strides, and one kernel more.",
            lambda layers: _back(layers[::-1], lambda size, kernel_size, stride: size * stride + kernel_size),
            lambda layers: _back(layers[::-1], lambda size, kernel_size, stride: size * stride + kernel_size - 1),
            lambda layers: _back(layers[::-1], lambda size, kernel_size, stride: size - 1 * stride + kernel_size),
        ),
        slip(
            None,
            "Start from the one pixel that a unit sees without any layer, and add to it for each layer.",
            lambda layers: receptive_field(layers) - 1,
        ),
        slip(
            None,
            "That is one layer alone. What a unit reads are units that see a part of the image themselves.",
            lambda layers: layers[-1][0] if layers else 1,
            lambda layers: layers[0][0] if layers else 1,
            lambda layers: max((kernel_size for kernel_size, _ in layers), default=1),
        ),
    ),
    advice="Take one unit after the last layer. How many units of the layer before does it read, and how far apart?",
)


def occlude(image, top, left, size):
    """The right answer, with the learner's signature: the image (H, W) with a square of zeros in it."""
    covered = image.copy()
    covered[top : top + size, left : left + size] = 0
    return covered


def _covered(image, rows, columns, value=0.0):
    covered = image.copy()
    covered[rows, columns] = value
    return covered


def _cut_twice(image, top, left, size):
    covered = image.copy()
    covered[top : top + size][left : left + size] = 0
    return covered


def _random_square(rng):
    rows, columns, size = rng.integers(2, 9), rng.integers(2, 9), int(rng.integers(1, 5))
    image = rng.integers(1, 10, (rows, columns))
    return case(image.tolist(), int(rng.integers(0, rows)), int(rng.integers(0, columns)), size)


_COUNTED = np.arange(1, 21).reshape(4, 5).tolist()

OCCLUDE = Exercise(
    reference=occlude,
    kind=grid,
    cases=(
        *(case(_COUNTED, 1, 2, 2), case(_COUNTED, 0, 0, 1), case(_COUNTED, 2, 1, 3), case(_COUNTED, 0, 3, 3)),
        *(case(_COUNTED, 3, 4, 4), case(_COUNTED, 0, 0, 5)),
    ),
    random=_random_square,
    slips=(
        slip(
            None,
            "You end at row `size` and column `size`. The square ends `size` cells after its corner: top + size.",
            lambda image, top, left, size: _covered(image, slice(top, size), slice(left, size)),
        ),
        slip(
            None,
            "The square is one cell too large: a slice does not include its end.",
            lambda image, top, left, size: _covered(image, slice(top, top + size + 1), slice(left, left + size + 1)),
        ),
        slip(
            None,
            "The square is one cell too small: a slice does not include its end, so write top + size.",
            lambda image, top, left, size: _covered(image, slice(top, top + size - 1), slice(left, left + size - 1)),
        ),
        slip(
            None,
            "Two brackets cut rows twice: covered[a:b][c:d] takes rows a to b, and of these the rows c to d. Write one "
            "bracket with a comma, covered[a:b, c:d].",
            _cut_twice,
        ),
        slip(
            None,
            "Whole rows are covered, or whole columns: one bracket takes both, covered[rows, columns].",
            lambda image, top, left, size: _covered(image, slice(top, top + size), slice(None)),
            lambda image, top, left, size: _covered(image, slice(None), slice(left, left + size)),
        ),
        slip(
            None,
            "Only one cell is covered. The square has `size` rows and columns: slices, top : top + size.",
            lambda image, top, left, size: _covered(image, top, left),
        ),
        slip(
            None,
            "Rows and columns are swapped: `top` is a row and comes first.",
            lambda image, top, left, size: _covered(image, slice(left, left + size), slice(top, top + size)),
        ),
        slip(
            None,
            "You keep the square and cover the rest: it is the square that becomes 0.",
            lambda image, top, left, size: image - occlude(image, top, left, size),
        ),
        slip(
            None,
            "`top` and `left` name the corner of the square, not its middle.",
            lambda image, top, left, size: _covered(
                image,
                slice(max(0, top - size // 2), max(0, top - size // 2 + size)),
                slice(max(0, left - size // 2), max(0, left - size // 2 + size)),
            ),
        ),
    ),
    advice="Which rows does the square cover, and which columns? They end `size` further than they begin.",
)

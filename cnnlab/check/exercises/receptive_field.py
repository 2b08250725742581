"""The exercise `receptive_field`: how much of the image a unit sees."""

from math import prod

from cnnlab.check.answers import whole
from cnnlab.check.examine import examine
from cnnlab.check.exercise import Exercise, case, slip


def receptive_field(fn):
    """Check fn(layers) -> int, how many pixels across a unit sees; layers: (kernel_size, stride), the first one first.

    >>> receptive_field(lambda layers: 1 + sum(kernel_size - 1 for kernel_size, stride in layers)).misconception
    'M7'
    """
    return examine(EXERCISE, fn)


def right(layers):
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


def _random_case(rng):
    count = int(rng.integers(1, 6))
    return case(tuple(zip(rng.integers(1, 6, count).tolist(), rng.integers(1, 4, count).tolist(), strict=True)))


EXERCISE = Exercise(
    name="receptive_field",
    right=right,
    kind=whole,
    cases=(
        *(case(((3, 1),)), case(((3, 1), (3, 1))), case(((2, 2), (3, 1))), case(((3, 1), (2, 2)))),
        *(case(((3, 2), (3, 2), (3, 2))), case(((5, 1), (2, 2), (5, 1), (2, 2))), case(((1, 2), (3, 1)))),
        *(case(((1, 1),)), case(((7, 3),)), case(())),
    ),
    random=_random_case,
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
            lambda layers: right(layers) - 1,
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

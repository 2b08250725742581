"""Exercises on layers and networks: where Flatten puts a number, a layer that makes maps of a given size, and a network
that keeps to a budget. For `check`.
"""

import numpy as np

from cnnlab import nn
from cnnlab.arithmetic import receptive_field, summary
from cnnlab.check.attempt import attempt, case, is_stub, printing_briefly
from cnnlab.check.examine import Exercise, described, slip, trouble, whole
from cnnlab.check.verdict import Result

BUDGET, SEEN = 5_000, 14  # parameters at most; pixels per side that the last window must see at least
COLOUR, TEN_MAPS = (3, 5, 5), (10, 4, 4)  # from here to there, as the article says of ten kernels of 3 x 3


def flatten_index(channel, row, column, shape):
    """The right answer, with the learner's signature: where Flatten puts one number of a (channels, rows, columns)."""
    _, rows, columns = shape
    return (channel * rows + row) * columns + column


def _random(rng):
    shape = rng.integers(2, 9, 3).tolist()
    return case(*(int(rng.integers(0, size)) for size in shape), tuple(shape))


FLATTEN_INDEX = Exercise(
    reference=flatten_index,
    kind=whole,
    cases=(
        *(case(1, 0, 2, (2, 2, 3)), case(0, 1, 2, (2, 2, 3)), case(1, 1, 0, (2, 2, 3)), case(2, 3, 1, (4, 5, 3))),
        *(case(0, 0, 0, (2, 2, 3)), case(15, 3, 3, (16, 4, 4)), case(0, 27, 27, (1, 28, 28)), case(3, 0, 0, (4, 1, 1))),
    ),
    random=_random,
    slips=(
        slip(
            "M11",
            "You take all channels of one pixel, then the next pixel. Flatten takes all of channel 0 first, then 1.",
            lambda c, r, k, shape: (r * shape[2] + k) * shape[0] + c,
        ),
        slip(
            None,
            "You read the shape as (rows, columns, channels). The channels come first: channels, rows, columns.",
            lambda c, r, k, shape: (c * shape[0] + r) * shape[1] + k,
        ),
        slip(
            "M11",
            "You go down the columns. Flatten goes along each row, as one reads.",
            lambda c, r, k, shape: (c * shape[2] + k) * shape[1] + r,
        ),
        slip(
            None,
            "A row is as long as there are columns: multiply `row` by the columns, not by the rows.",
            lambda c, r, k, shape: c * shape[1] * shape[2] + r * shape[1] + k,
        ),
        slip(
            None,
            "You count from 1. The first number stands at place 0.",
            lambda c, r, k, shape: (c * shape[1] + r) * shape[2] + k + 1,
        ),
        slip(
            None,
            "The channels before it are missing: each holds rows times columns numbers.",
            lambda c, r, k, shape: r * shape[2] + k,
            lambda c, r, k, shape: c + r * shape[2] + k,
        ),
        slip(
            None,
            "A channel holds rows times columns numbers, not only one row or one column.",
            lambda c, r, k, shape: c * shape[2] + r * shape[2] + k,
            lambda c, r, k, shape: c * shape[1] + r * shape[2] + k,
            lambda c, r, k, shape: c * shape[1] + r * shape[1] + k,
        ),
    ),
    advice="How many numbers come before it: in whole channels, in whole rows of its own channel, in its row?",
)  # fmt: skip


def examine_small_network(fn):
    """The `Result` for fn(rng) -> Sequential, a network for digits that keeps to the budget."""
    return _examine_built("small_network", fn, nn.Sequential, "nn.Sequential of layers", _judge_network)


def examine_ten_maps(fn):
    """The `Result` for fn(rng) -> Conv2d, a layer that makes ten maps of 4 x 4 of a colour image of 5 x 5."""
    return _examine_built("ten_maps", fn, nn.Conv2d, "nn.Conv2d", _judge_maps)


@printing_briefly()
def _examine_built(name, fn, kind, wanted, judge):
    """The `Result` for fn(rng), which is to build something of this kind; `judge` gives that of what was built."""
    if not callable(fn) or isinstance(fn, nn.Module):
        what = "what it builds" if isinstance(fn, nn.Module) else described(fn)
        return Result(False, f"check.{name} was given {what}, not a function: give it the name alone.")
    outcome = attempt(fn, ["rng"], case(np.random.default_rng(0)))
    if is_stub(fn, outcome):
        return Result(None, f"Write the body of {name}, run its cell, then run this one again.")
    if outcome.error is not None:
        return Result(False, trouble(f"{name}(rng)", outcome))
    if not isinstance(outcome.value, kind):
        return Result(False, f"{name} returned {described(outcome.value)}: return a {wanted}.")
    return Result(*judge(outcome.value))


def _judge_maps(layer):
    """(ok, finding, hint, misconception) of a convolution for the colour image."""
    out, channels = layer.weight.data.shape[:2]
    if channels != COLOUR[0]:
        hint = "in_channels is the depth of the image: a filter is as deep as its input."
        return False, f"Its filters are {channels} deep, and the image has {COLOUR[0]} channels.", hint, "M3"
    try:
        made = layer.output_shape(COLOUR)
    except ValueError as error:
        return False, f"The image of 5 x 5 cannot pass: {error}.", "Take a smaller kernel, or more padding.", None
    shown = f"{made[0]} map{'s' * (made[0] != 1)} of {made[1]} x {made[2]}"
    if out != TEN_MAPS[0]:
        return False, f"It makes {shown}, not ten.", "out_channels is the number of filters: each makes one map.", "M3"
    if made != TEN_MAPS:
        hint = "One side of a map has n - k + 1 numbers, plus the rows of padding, both sides counted: make it 4."
        return False, f"It makes {shown}, not of 4 x 4.", hint, "M1"
    params = sum(parameter.data.size for parameter in layer.parameters())
    return True, f"5 x 5 x 3 becomes {shown}. It has {params:,} parameters."


def _judge_network(model):
    """(ok, finding, hint) of a network that could be built."""
    try:
        params = summary(model, (1, 28, 28)).footer[2]
    except ValueError as error:
        return False, f"A digit of shape (1, 28, 28) cannot pass: {error}.", "Build it in the widget above first."
    made = model.output_shape((1, 28, 28))
    if made != (10,):
        return False, f"The network ends in shape {made}, and must end in (10,): one number for each digit.", ""
    if params > BUDGET:
        return (
            False,
            f"It has {params:,} parameters, more than {BUDGET:,}.",
            "Where do most of them sit? Behind smaller maps a dense layer is small.",
        )
    seen = [field.size for field in receptive_field(model) if field.size and max(field.size) > 1]
    if not any(isinstance(module, nn.Conv2d) for module in model.modules()):
        return False, "There is no convolution in it.", "The task asks for at least one: begin with nn.Conv2d(1, ...)."
    if min(seen[-1]) < SEEN:
        return (
            False,
            f"The last window sees {seen[-1][0]} x {seen[-1][1]} pixels, and must see {SEEN} x {SEEN}.",
            "A second convolution behind a pooling layer sees much more: its steps are larger.",
        )
    return (
        True,
        f"{params:,} parameters of at most {BUDGET:,}; the last window sees {seen[-1][0]} x {seen[-1][1]} pixels.",
    )

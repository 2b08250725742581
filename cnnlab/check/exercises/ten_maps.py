"""The exercise `ten_maps`: a layer that makes maps of a given number and size of a colour image."""

from cnnlab import nn
from cnnlab.check.exercises.built import examine_built

COLOUR, TEN_MAPS = (3, 5, 5), (10, 4, 4)  # from here to there, as the article says of ten kernels of 3 x 3


def ten_maps(fn):
    """Check fn(rng) -> nn.Conv2d: a layer that makes ten maps of 4 x 4 of a colour image of 5 x 5.

    >>> from cnnlab import nn
    >>> ten_maps(lambda rng: nn.Conv2d(3, 10, 3, rng=rng))
    Not right yet. It makes 10 maps of 3 x 3, not of 4 x 4.
    Hint: One side of a map has n - k + 1 numbers, plus the rows of padding, both
    sides counted: make it 4.
    """
    return examine_built("ten_maps", fn, nn.Conv2d, "nn.Conv2d", _judge)


def _judge(layer):
    """(ok, finding, hint, misconception) of a convolution for the colour image; a right one needs no hint."""
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

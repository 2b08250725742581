"""A whole network as volumes to scale: what each layer hands to the next."""

from math import ceil, prod

import matplotlib.pyplot as plt
from matplotlib.patches import Polygon

from cnnlab.plans import said
from cnnlab.viz.drawing import LIGHT, styled
from cnnlab.viz.volumes import DEPTH, slice_corners

WIDTH = 9  # inches
ROOM = 5.0  # cells between two volumes
LETTERS = 0.42  # cells for one letter of a caption at a scale of 1


@styled
def show_architecture(model, input_shape, ax=None):
    """The volumes that `model` makes of one example of `input_shape` (channels, rows, columns), to one scale.

    A cell is one number everywhere: a flat list is folded into columns as high as the input. A layer that keeps the
    shape, such as ReLU, has no volume of its own and is named with the one before. Returns the Axes. Raises ValueError,
    naming the layer, where the shapes do not fit.
    """
    volumes = _volumes(model, tuple(input_shape))
    high = max(shape[1] for _, shape in volumes if len(shape) == 3)
    sizes = [_extent(shape, high) for _, shape in volumes]
    own, ax = ax is None, plt.subplots(figsize=(WIDTH, 3.2))[1] if ax is None else ax
    scale = (sum(wide for wide, _ in sizes) + ROOM * len(sizes)) / 75
    left = 0.0
    for (name, shape), (wide, _) in zip(volumes, sizes, strict=True):
        slot = max(wide, LETTERS * 2.2 * scale * max(map(len, (*name.split("\n"), said(shape)))))
        start = left + (slot - wide) / 2
        for corners in _parts(shape, start, high):
            ax.add_patch(Polygon(corners, facecolor=LIGHT["cell"], edgecolor=LIGHT["muted"], linewidth=0.6))
        text = f"{name}\n{said(shape)}"
        ax.text(left + slot / 2, -1.2 * scale, text, ha="center", va="top", fontsize=8)
        left += slot + ROOM * 0.4 * scale
    params = sum(parameter.data.size for parameter in model.parameters())
    numbers = sum(prod(shape) for _, shape in volumes[1:])
    ax.set_title(f"{params:,} parameters; {numbers:,} numbers on the way, one cell for each")
    ax.set_aspect("equal")
    ax.set_axis_off()
    top = max(tall for _, tall in sizes) + 1
    ax.set(xlim=(-1, left), ylim=(-9 * scale, top))
    if own:  # as high as its picture, and a title
        ax.figure.set_figheight(min(3.2, 0.95 * WIDTH * (top + 9 * scale) / (left + 1) + 0.5))
    return ax


def _volumes(model, shape):
    """(names of the layers that end in it, shape) for every volume, the input first."""
    volumes = [["input", shape]]
    for place, layer in enumerate(model):
        try:
            made = layer.output_shape(shape)
        except ValueError as error:
            raise ValueError(f"layer {place} ({layer!r}) cannot follow an output of shape {shape}: {error}") from None
        name = type(layer).__name__
        if made == shape and not layer.parameters():
            volumes[-1][0] += f" + {name}"
        else:
            volumes.append([name, made])
        shape = made
    return volumes


def _extent(shape, high):
    """Columns and rows that a volume takes in the picture, in cells."""
    if len(shape) == 1:
        return ceil(shape[0] / high), min(shape[0], high)
    return shape[2] + DEPTH[0] * (shape[0] - 1), shape[1] + DEPTH[1] * (shape[0] - 1)


def _parts(shape, left, high):
    """The outlines of a volume, the hindmost first: a slice for each channel, or a list folded into columns."""
    if len(shape) == 3:
        return [slice_corners(left, 0, shape[2], shape[1], channel) for channel in reversed(range(shape[0]))]
    full, rest = divmod(shape[0], high)
    columns = [(k, high) for k in range(full)] + [(full, rest)] * bool(rest)
    top = min(shape[0], high)
    return [[(left + k, top), (left + k + 1, top), (left + k + 1, top - n), (left + k, top - n)] for k, n in columns]

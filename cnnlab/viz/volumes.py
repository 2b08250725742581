"""Volumes of feature maps, to scale: what goes into a convolution and comes out, or a whole network from end to end."""

from math import ceil, prod

import numpy as np
from matplotlib.patches import Polygon

from cnnlab.plans import said
from cnnlab.viz.drawing import LIGHT, given_or_new, styled

DEPTH = np.array([0.45, 0.3])  # how far one channel lies behind the next, in cells to the right and up
ROOM = 3.0  # cells between two boxes
LINED = 16  # rows and columns: in a larger box, lines between cells would be all that one sees

# Of the picture of a whole network:
WIDTH, HEIGHT = 9, 3.2  # inches
GAP = 5.0  # cells between two volumes
LETTER = 0.42  # cells for one letter of a caption at a scale of 1
CAPTION = 9  # cells for a caption at a scale of 1


@styled
def show_volumes(volumes, names=None, *, kernel=None, ax=None):
    """Volumes (C, H, W) side by side as boxes to scale, one slice for each channel.

    volumes: a list of (channels, rows, columns); names: one for each. kernel (rows, columns): the window that a filter
    covers in the first volume, through all its channels, and the one cell of the second that it makes. Returns the
    Axes. Raises ValueError for other than whole numbers above 0, or a kernel larger than the first volume.
    """
    volumes = [tuple(int(size) for size in volume) for volume in volumes]
    if not volumes or any(len(volume) != 3 or min(volume) < 1 for volume in volumes):
        raise ValueError(f"volumes must be (channels, rows, columns) of at least 1 each, got {volumes}")
    if kernel is not None and (len(volumes) < 2 or any(np.greater(kernel, volumes[0][1:]))):
        raise ValueError(f"a kernel {kernel} needs two volumes, and must fit into the first, {volumes[0]}")
    names = names or ["" for _ in volumes]
    ax = given_or_new(ax, (7, HEIGHT))
    left, lefts = 0.0, []
    for (channels, rows, columns), name in zip(volumes, names, strict=True):
        lefts.append(left)
        _draw_box(ax, left, channels, rows, columns)
        text = f"{name}\n{rows} x {columns} x {channels}"
        ax.text(left + columns / 2, -0.7, text, ha="center", va="top", fontsize=10)
        left += columns + DEPTH[0] * channels + ROOM
    if kernel is not None:
        _mark_filter(ax, volumes, lefts, kernel)
    ax.set_aspect("equal")
    ax.set_axis_off()
    ax.autoscale_view()
    ax.set_ylim(-2.6, None)
    return ax


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
    own = ax is None
    ax = given_or_new(ax, (WIDTH, HEIGHT))
    scale = (sum(wide for wide, _ in sizes) + GAP * len(sizes)) / 75
    left = 0.0
    for (name, shape), (wide, _) in zip(volumes, sizes, strict=True):
        left += _draw_volume(ax, left, wide, name, shape, high, scale) + GAP * 0.4 * scale
    params = sum(parameter.data.size for parameter in model.parameters())
    numbers = sum(prod(shape) for _, shape in volumes[1:])
    ax.set_title(f"{params:,} parameters; {numbers:,} numbers on the way, one cell for each")
    ax.set_aspect("equal")
    ax.set_axis_off()
    top = max(tall for _, tall in sizes) + 1
    ax.set(xlim=(-1, left), ylim=(-CAPTION * scale, top))
    if own:  # as high as its picture, and a title
        ax.figure.set_figheight(min(HEIGHT, 0.95 * WIDTH * (top + CAPTION * scale) / (left + 1) + 0.5))
    return ax


def _slice_corners(left, bottom, columns, rows, channel):
    """The corners of one slice that lies `channel` places behind the first."""
    x, y = np.array([left, bottom]) + channel * DEPTH
    return [(x, y), (x + columns, y), (x + columns, y + rows), (x, y + rows)]


def _draw_box(ax, left, channels, rows, columns):
    style = {"facecolor": LIGHT["cell"], "edgecolor": LIGHT["muted"], "linewidth": 0.9}
    for channel in reversed(range(channels)):
        ax.add_patch(Polygon(_slice_corners(left, 0, columns, rows, channel), **style))
    if max(rows, columns) > LINED:
        return
    line = {"color": LIGHT["line"], "linewidth": 0.6}
    for k in range(1, columns):
        ax.plot([left + k] * 2, [0, rows], **line)
    for k in range(1, rows):
        ax.plot([left, left + columns], [k] * 2, **line)


def _mark_filter(ax, volumes, lefts, kernel):
    """The window at the top left of the first volume, through all channels, and the cell that it makes."""
    (channels, rows, _), (_, made_rows, _) = volumes[:2]
    tall, wide = kernel
    read = {"facecolor": LIGHT["window"], "edgecolor": LIGHT["window"], "alpha": 0.35}
    for channel in reversed(range(channels)):
        ax.add_patch(Polygon(_slice_corners(lefts[0], rows - tall, wide, tall, channel), **read))
    made = {"facecolor": LIGHT["output"], "edgecolor": LIGHT["output"], "alpha": 0.8}
    ax.add_patch(Polygon(_slice_corners(lefts[1], made_rows - 1, 1, 1, 0), **made))
    start = np.array([lefts[0] + wide, rows - tall / 2]) + (channels - 1) * DEPTH / 2
    arrow = {"arrowstyle": "->", "color": LIGHT["text"], "linewidth": 1.2, "connectionstyle": "arc3,rad=-0.25"}
    ax.annotate("", (lefts[1] - 0.05, made_rows - 0.5), start, arrowprops=arrow)


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
    channels, rows, columns = shape
    return columns + DEPTH[0] * (channels - 1), rows + DEPTH[1] * (channels - 1)


def _draw_volume(ax, left, wide, name, shape, high, scale):
    """A volume over its caption, in a slot that is wide enough for both; how wide that is, in cells."""
    caption = f"{name}\n{said(shape)}"
    slot = max(wide, LETTER * 2.2 * scale * max(map(len, caption.split("\n"))))
    for corners in _outlines(shape, left + (slot - wide) / 2, high):
        ax.add_patch(Polygon(corners, facecolor=LIGHT["cell"], edgecolor=LIGHT["muted"], linewidth=0.6))
    ax.text(left + slot / 2, -1.2 * scale, caption, ha="center", va="top", fontsize=8)
    return slot


def _outlines(shape, left, high):
    """The outlines of a volume, the hindmost first: a slice for each channel, or a list folded into columns."""
    if len(shape) == 3:
        channels, rows, columns = shape
        return [_slice_corners(left, 0, columns, rows, channel) for channel in reversed(range(channels))]
    full, rest = divmod(shape[0], high)
    heights = [high] * full + [rest] * bool(rest)
    top = min(shape[0], high)
    return [
        [(left + k, top), (left + k + 1, top), (left + k + 1, top - tall), (left + k, top - tall)]
        for k, tall in enumerate(heights)
    ]

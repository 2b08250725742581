"""Volumes of feature maps as boxes, to scale: what goes into a convolution, and what comes out."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.patches import Polygon

from cnnlab.viz.drawing import LIGHT, styled

DEPTH = np.array([0.45, 0.3])  # how far one channel lies behind the next, in cells to the right and up
ROOM = 3.0  # cells between two boxes


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
    ax = plt.subplots(figsize=(7, 3.2))[1] if ax is None else ax
    left, corners = 0.0, []
    for volume, name in zip(volumes, names, strict=True):
        corners.append(left)
        _box(ax, left, volume, LIGHT["cell"], LIGHT["muted"])
        text = f"{name}\n{volume[1]} x {volume[2]} x {volume[0]}"
        ax.text(left + volume[2] / 2, -0.7, text, ha="center", va="top", fontsize=10)
        left += volume[2] + DEPTH[0] * volume[0] + ROOM
    if kernel is not None:
        _mark_filter(ax, volumes, corners, kernel)
    ax.set_aspect("equal")
    ax.set_axis_off()
    ax.autoscale_view()
    ax.set_ylim(-2.6, None)
    return ax


def slice_corners(left, bottom, columns, rows, channel):
    """The corners of one slice that lies `channel` places behind the first."""
    x, y = np.array([left, bottom]) + channel * DEPTH
    return [(x, y), (x + columns, y), (x + columns, y + rows), (x, y + rows)]


def _box(ax, left, volume, face, edge):
    channels, rows, columns = volume
    for channel in reversed(range(channels)):
        ax.add_patch(
            Polygon(slice_corners(left, 0, columns, rows, channel), facecolor=face, edgecolor=edge, linewidth=0.9)
        )
    grid = {"color": LIGHT["line"], "linewidth": 0.6}
    if max(rows, columns) <= 16:
        for k in range(1, columns):
            ax.plot([left + k] * 2, [0, rows], **grid)
        for k in range(1, rows):
            ax.plot([left, left + columns], [k] * 2, **grid)


def _mark_filter(ax, volumes, corners, kernel):
    """The window at the top left of the first volume, through all channels, and the cell that it makes."""
    (channels, rows, _), (_, out_rows, _) = volumes[:2]
    read = {"facecolor": LIGHT["window"], "edgecolor": LIGHT["window"], "alpha": 0.35}
    for channel in reversed(range(channels)):
        ax.add_patch(Polygon(slice_corners(corners[0], rows - kernel[0], kernel[1], kernel[0], channel), **read))
    made = slice_corners(corners[1], out_rows - 1, 1, 1, 0)
    ax.add_patch(Polygon(made, facecolor=LIGHT["output"], edgecolor=LIGHT["output"], alpha=0.8))
    start = np.array([corners[0] + kernel[1], rows - kernel[0] / 2]) + (channels - 1) * DEPTH / 2
    arrow = {"arrowstyle": "->", "color": LIGHT["text"], "linewidth": 1.2, "connectionstyle": "arc3,rad=-0.25"}
    ax.annotate("", (corners[1] - 0.05, out_rows - 0.5), start, arrowprops=arrow)

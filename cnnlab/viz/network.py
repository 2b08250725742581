"""A network in numbers and frames: where its parameters and its work are, what units see, what broken ones do."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import Normalize
from matplotlib.ticker import PercentFormatter

from cnnlab._arguments import as_numbers
from cnnlab.arithmetic import receptive_field, size_seen, summary
from cnnlab.viz.drawing import INK, LIGHT, given_or_new, mark, outline, styled


@styled
def plot_shares(model, input_shape):
    """Which share of a network's parameters and of its work each layer has, as bars side by side: two Axes.

    input_shape: one example without the batch axis, such as (1, 28, 28); work is counted in multiply-accumulates for
    one such example. Layers that have neither are left out. Raises ValueError where the shapes do not fit, or no layer
    has parameters.
    """
    rows = [row for row in summary(model, input_shape).rows if row[2] or row[3]]
    if not rows:
        raise ValueError("no layer of this network has parameters, so there are no shares to draw")
    axes = plt.subplots(1, 2, sharey=True, figsize=(8.4, 0.9 + 0.4 * len(rows)))[1]
    for ax, column, what in zip(axes, (2, 3), ("parameters", "multiply-adds"), strict=True):
        _draw_shares(ax, [row[0] for row in rows], [row[column] for row in rows], what)
    axes[0].invert_yaxis()
    return axes


def _draw_shares(ax, names, counts, what):
    shares = np.array(counts) / sum(counts)
    colours = [LIGHT["output"] if share == shares.max() else LIGHT["line"] for share in shares]
    ax.barh(range(len(names)), shares, color=colours, height=0.65)
    for place, (count, share) in enumerate(zip(counts, shares, strict=True)):
        ax.annotate(f" {share:.0%}: {count:,}", (share, place), va="center", fontsize=9)
    ax.set_yticks(range(len(names)), names)
    ax.set(xlim=(0, 1.3), xticks=[], title=f"{sum(counts):,} {what}")
    ax.spines["bottom"].set_visible(False)
    ax.grid(False)


@styled
def show_receptive_fields(model, image):
    """What one unit in the middle of each layer sees of an image (H, W) or (1, H, W), framed on it: an array of Axes.

    There is a picture for each layer with a window, as far as the first layer that sees everything. The dashed frame is
    what the unit's right neighbour sees. Raises ValueError for an image that is no grid, a network without a window,
    and where the shapes do not fit.
    """
    image = as_numbers("image", image)
    image = image[0] if image.ndim == 3 and len(image) == 1 else image
    if image.ndim != 2 or image.size == 0:
        raise ValueError(f"image must be a grid (rows, columns), got shape {image.shape}")
    units = _units(model, (1, *image.shape))
    if not units:
        raise ValueError("no layer of this network looks through a window, so every unit sees one pixel or all")
    axes = plt.subplots(1, len(units), squeeze=False, figsize=(2.3 * len(units), 3.2))[1]
    for ax, (name, shape, field) in zip(axes[0], units, strict=True):
        ax.imshow(image, cmap=INK, norm=Normalize(0, 1), interpolation="nearest", alpha=0.7)
        _frame_fields(ax, shape, field)
        outline(ax)
        apart = f"{field.jump[1]} pixel{'s' * (field.jump[1] > 1)}"
        title = f"{name}\nsees {size_seen(field.size)}\nneighbours {apart} apart"
        ax.set_title(title, fontsize=9, loc="left", fontweight="normal")
    return axes[0]


def _units(model, shape):
    """(name, output shape, `Field`) of each layer that looks through a window, before any that sees everything."""
    layers = [module for module in model.modules() if not hasattr(module, "layers")]
    found = []
    for place, (layer, field) in enumerate(zip(layers, receptive_field(model), strict=True)):
        if field.size is None:
            break
        shape = layer.output_shape(shape)
        if layer.window:
            found.append((f"layer {place}, {type(layer).__name__}", shape, field))
    return found


def _frame_fields(ax, shape, field):
    """The frame of the unit in the middle, and the dashed one of its neighbour on the right, where it has one."""
    row, column = ((size - 1) // 2 for size in shape[1:])
    top, left = field.start[0] + row * field.jump[0], field.start[1] + column * field.jump[1]
    if column + 1 < shape[2]:
        mark(ax, top, left + field.jump[1], *field.size, meaning="highlight", linewidth=1.2, linestyle=(0, (3, 2)))
    mark(ax, top, left, *field.size, meaning="window", linewidth=2)


@styled
def plot_draws(results, ax=None, *, title=None, guessing=0.1):
    """Shares of right answers that vary with chance: results is a dict of name -> list of shares, a dot for each.

    The mean stands beside them as a number. guessing: the share that blind guessing would reach, drawn as a line, or
    None. Raises ValueError where there is nothing to draw, or a share is not from 0 to 1.
    """
    shares = {name: np.atleast_1d(as_numbers(name, values)) for name, values in results.items()}
    if not shares or any(values.size == 0 or values.min() < 0 or values.max() > 1 for values in shares.values()):
        raise ValueError(f"there must be names, each with shares from 0 to 1, got {results}")
    ax = given_or_new(ax, (7, 0.8 + 0.4 * len(shares)))
    for place, values in enumerate(shares.values()):
        ax.plot(values, [place] * len(values), "o", color=LIGHT["output"], alpha=0.5, markersize=6)
        ax.annotate(f"{values.mean():.1%}", (1.03, place), va="center", fontsize=9)
    if guessing is not None:
        ax.axvline(guessing, color=LIGHT["highlight"], linewidth=1.2, linestyle="--")
        ax.annotate(" guessing", (guessing, -0.6), color=LIGHT["highlight"], fontsize=8)
    ax.set_yticks(range(len(shares)), list(shares))
    ax.set(xlim=(-0.02, 1.12), ylim=(len(shares) - 0.5, -0.9), xticks=np.linspace(0, 1, 6), title=title)
    ax.xaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    ax.grid(axis="x")
    return ax

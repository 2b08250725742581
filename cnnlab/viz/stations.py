"""What a network makes of one image, station by station: the closed box of `show_way`, opened."""

from math import ceil

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import Normalize

from cnnlab import functional as F
from cnnlab._arguments import as_numbers
from cnnlab.plans import said
from cnnlab.viz.drawing import INK, LIGHT, outline, signed, styled, with_article, without_ticks

LIST_ROWS = 16  # into which a list of numbers is folded, column by column
SIZE = (10, 2.9)  # inches


@styled
def show_stations(model, image, heading=None):
    """What each layer of a classifier makes of one image (H, W) or (C, H, W), side by side: an array of Axes.

    The image on the left, then the maps of each layer, or its list of numbers folded into columns, and on the right the
    scores as probabilities. A layer that keeps the numbers' count and learns nothing, such as ReLU or Flatten, is named
    with the one before, and what is drawn is what leaves it. Orange is above zero, blue below, on each station's own
    scale. Raises ValueError for an image that is none, and a network that does not end in a list.
    """
    image = as_numbers("image", image)
    image = image[None] if image.ndim == 2 else image
    if image.ndim != 3 or image.size == 0:
        raise ValueError(f"image must be (rows, columns) or (channels, rows, columns), got shape {image.shape}")
    stations = _stations(model, image.astype(np.float32))
    if len(stations) < 2 or stations[-1][1].ndim != 1:
        raise ValueError("the network must end in a list of scores, one number for each class")
    wide = [*(1.0 if values.ndim > 1 else 0.6 for _, values in stations[:-1]), 0.85]
    figure, axes = plt.subplots(1, len(stations), figsize=SIZE, width_ratios=wide)
    for ax, (names, values) in zip(axes[:-1], stations[:-1], strict=True):
        _draw_values(ax, values)
        ax.set_title("\n".join([*names, said(values.shape)]), fontsize=8, loc="left")
    _draw_answer(axes[-1], *stations[-1])
    if heading:
        figure.suptitle(heading, x=0.01, ha="left", fontsize=11, fontweight="bold")
    return axes


def _stations(model, image):
    """[names of the layers that end in it, values] for every station, the image first."""
    stations, x = [[["pixels"], image]], image[None]
    for layer in model:
        made = layer(x)
        name = type(layer).__name__
        if made.size == x.size and not layer.parameters() and not layer.window and len(stations) > 1:
            stations[-1][0].append(name)
            stations[-1][1] = made[0].reshape(stations[-1][1].shape)
        else:
            stations.append([[name], made[0]])
        x = made
    return stations


def _draw_values(ax, values):
    """Maps as a block with room between them, or a list folded into columns; an image as ink."""
    if values.ndim == 1:
        block = np.full(LIST_ROWS * ceil(values.size / LIST_ROWS), np.nan)
        block[: values.size] = values
        block = block.reshape(-1, LIST_ROWS).T
    else:
        block = _block(values)
    colours, norm = signed(values)
    if len(values) == 1 and values.min() >= 0 and values.max() <= 1:
        colours, norm = INK, Normalize(0, 1)
    ax.imshow(np.ma.masked_invalid(block), cmap=colours, norm=norm, interpolation="nearest")
    outline(ax)
    ax.set(facecolor=LIGHT["line"], anchor="N")  # the gaps between maps


def _block(maps):
    """Maps (C, H, W) in rows and columns, about as many of each, with a gap of a tenth of a map between them."""
    count, rows, columns = maps.shape
    across = ceil(count**0.5) if count != 8 else 2
    down, gap = ceil(count / across), max(1, round(rows / 10))
    block = np.full((down * (rows + gap) - gap, across * (columns + gap) - gap), np.nan)
    for place, one in enumerate(maps):
        top, left = place // across * (rows + gap), place % across * (columns + gap)
        block[top : top + rows, left : left + columns] = one
    return block


def _draw_answer(ax, names, scores):
    parts = F.softmax(scores[None])[0]
    best = int(parts.argmax())
    colours = [LIGHT["highlight"] if place == best else LIGHT["line"] for place in range(len(parts))]
    ax.barh(range(len(parts)), parts, color=colours)
    ax.invert_yaxis()
    without_ticks(ax)
    ax.set_yticks(range(len(parts)), range(len(parts)), fontsize=7)
    ax.set_title("\n".join([*names, f"{said(scores.shape)}: {with_article(best)}"]), fontsize=8, loc="left")

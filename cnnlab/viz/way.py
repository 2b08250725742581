"""The whole way of a digit through a network, in one picture: pixels, what happens in between, ten scores."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import Normalize
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from cnnlab._arguments import as_numbers
from cnnlab.viz.drawing import HEADING, INK, LIGHT, outline, styled, without_ticks

PARTS = ("pixels", "convolution", "pooling", "dense", "scores")
BETWEEN = PARTS[1:-1]
FAINT = 0.3  # how much is seen of a part that is not lit
LEFT, RIGHT = 2.15, 5.75  # inches, between which the parts in the middle lie


@styled
def show_way(image, scores, lit=None):
    """A digit on the left, its scores as bars on the right, and between them the parts of the network: two Axes.

    image (H, W) or (1, H, W) from 0 (paper) to 1 (ink); scores: one number for each class, 0 first, probabilities or
    other numbers, of which the largest is the answer. lit: the part, or a list of the parts, that the page is about, of
    "pixels", "convolution", "pooling", "dense" and "scores"; the others are faint. None: nobody has said yet what is
    between, and it is one closed box.
    Raises ValueError for an image or scores of another shape, and for a part that is not one.
    """
    image, scores = as_numbers("image", image), as_numbers("scores", scores)
    image = image[0] if image.ndim == 3 and len(image) == 1 else image
    if image.ndim != 2 or scores.ndim != 1 or 0 in (image.size, scores.size):
        raise ValueError(f"image must be a grid and scores a list, got shapes {image.shape} and {scores.shape}")
    closed = lit is None
    lit = PARTS if closed else [lit] if isinstance(lit, str) else list(lit)
    if strange := [part for part in lit if part not in PARTS]:
        raise ValueError(f"lit must be among {', '.join(PARTS)}, got {strange[0]!r}")
    figure = plt.figure(figsize=(8, 2.5), layout="none")
    page = figure.add_axes([0, 0, 1, 1], xlim=(0, 8), ylim=(0, 2.5))
    page.set_axis_off()
    _draw_between(page, None if closed else lit)
    axes = np.array([figure.add_axes([0.02, 0.2, 0.2, 0.64]), figure.add_axes([0.75, 0.16, 0.2, 0.7])])
    _draw_pixels(axes[0], image, "pixels" in lit)
    _draw_scores(axes[1], scores, "scores" in lit)
    return axes


def _draw_between(page, lit):
    """The boxes and the arrows; lit None: one closed box."""
    names = ("?",) if lit is None else BETWEEN
    wide = (RIGHT - LEFT) / len(names)
    for place, name in enumerate(names):
        left = LEFT + place * wide
        style = {"boxstyle": "round,pad=0,rounding_size=0.08", "facecolor": LIGHT["cell"], "edgecolor": LIGHT["input"]}
        if lit and name in lit:
            style |= {"edgecolor": LIGHT["highlight"], "linewidth": 2.5}
        seen = 1 if lit is None or name in lit else FAINT
        page.add_patch(FancyBboxPatch((left, 0.8), wide - 0.3, 0.9, alpha=seen, **style))
        page.text(left + (wide - 0.3) / 2, 1.25, name, ha="center", va="center", alpha=max(seen, 0.6), fontsize=9)
        _draw_arrow(page, left - 0.3, left)
    _draw_arrow(page, RIGHT - 0.3, RIGHT)


def _draw_arrow(page, start, end):
    style = {"arrowstyle": "-|>", "mutation_scale": 12, "color": LIGHT["input"], "shrinkA": 3, "shrinkB": 3}
    page.add_patch(FancyArrowPatch((start, 1.25), (end, 1.25), **style))


def _draw_pixels(ax, image, lit):
    ax.imshow(image, cmap=INK, norm=Normalize(0, 1), interpolation="nearest", alpha=1 if lit else FAINT)
    ax.set_title(f"{image.size:,} pixels", loc="center", **HEADING)
    without_ticks(ax)
    outline(ax)


def _draw_scores(ax, scores, lit):
    best = int(scores.argmax())
    colours = [LIGHT["highlight"] if place == best else LIGHT["line"] for place in range(len(scores))]
    ax.barh(range(len(scores)), scores, color=colours, alpha=1 if lit else FAINT)
    ax.set_yticks(range(len(scores)))
    ax.invert_yaxis()
    ax.tick_params(axis="x", labelsize=7)
    ax.set_title(f"the largest is {best}", loc="center", **HEADING)

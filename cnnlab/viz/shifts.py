"""What a shift does to a picture, its map and its pooled map, before and after, on paper."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import Normalize
from matplotlib.patheffects import withStroke

from cnnlab.trace import moved
from cnnlab.viz.drawing import INK, LIGHT, frame, head, outline, signed, styled

RIM = [withStroke(linewidth=3.5, foreground="white")]


@styled
def show_shift(image, kernel, shift=(0, 1), *, pool=2, mode="max"):
    """A digit, its map and its pooled map, before a shift (above) and after it: a (2, 3) array of Axes.

    image (H, W) from 0 (paper) to 1 (ink), kernel (kH, kW); shift: (rows, columns) down and to the right; pool: side
    and stride of the windows, mode "max" or "avg"; as `trace.moved` computes it. Below, a dashed frame holds what
    moved along as a whole; a pooled cell with a slash changed, one with an equals sign is what it was, and one without
    is 0 in both. Raises ValueError or TypeError for what does not fit.
    """
    found = moved(image, kernel, shift, pool, mode)
    by = _as_shift(shift)
    stages = [found.image, found.map, found.pooled]
    figure, axes = plt.subplots(2, 3, figsize=(7.6, 5.6))
    for ax, before, after, name in zip(axes.T, *zip(*stages, strict=True), ("Digit", "Map", "Pooled"), strict=True):
        colours, norm = (INK, Normalize(0, 1)) if name == "Digit" else signed(found.map[0])
        for each, values in zip(ax, (before, after), strict=True):
            each.imshow(values, cmap=colours, norm=norm, interpolation="nearest")
            outline(each)
        _title(ax[0], f"{name}, {before.shape[0]} x {before.shape[1]}")
    _title(axes[1, 0], f"moved by {shift_words(by)}".replace(" and ", "\nand ") if any(by) else "not moved")
    _title(axes[1, 1], f"{found.same} of {found.map[0].size} numbers are\nthe same, only elsewhere")
    _title(axes[1, 2], _pooled_words(found))
    for ax, values, step in zip(axes[1], (pair[1] for pair in stages), (by, by, found.whole), strict=True):
        _frame_along(ax, values.shape, step)
    if any(by):
        _sign_cells(axes[1, 2], found)
    head(figure, _heading(found, by))
    return axes


def shift_words(shift):
    """A shift in words.

    >>> shift_words((-1, 2))
    '1 row up and 2 columns to the right'
    """
    ways = zip(shift, ("row", "column"), (("up", "down"), ("to the left", "to the right")), strict=True)
    said = [f"{abs(by)} {word}{'s' * (abs(by) > 1)} {way[by > 0]}" for by, word, way in ways if by]
    return " and ".join(said)


def _as_shift(shift):
    return tuple(map(int, shift)) if isinstance(shift, (tuple, list)) else (int(shift), int(shift))


def _heading(found, by):
    if not any(by):
        return "Nothing moved: everything is what it was"
    if found.whole is None:
        return "The map moves along; the pooled map neither moves nor stays"
    return "The map moves along with the digit, and the pooled map by whole cells"


def _pooled_words(found):
    if found.whole and any(found.whole):
        return f"{found.whole_same} of {found.stayed.size} numbers are\nthe same, only elsewhere"
    changed = int((~found.stayed).sum())
    part = found.changes["pooled"]
    said = f"{changed} of {found.stayed.size} cells change"
    return said if part is None else f"{said},\nthe whole map by {part:.0%}"


def _title(ax, text):
    ax.set_title(text, fontsize=9.5, fontweight="bold" if "," in text and "\n" not in text else "normal")


def _frame_along(ax, shape, step):
    """A dashed frame around what was in the picture before, where it is now."""
    if step is None or not any(step):
        return
    top, left = (max(0, by) for by in step)
    rows, columns = (size - abs(by) for size, by in zip(shape, step, strict=True))
    if min(rows, columns) <= 0:
        return
    dashes = {"color": LIGHT["text"], "linestyle": (0, (4, 3)), "linewidth": 1.4, "path_effects": RIM}
    frame(ax, top, left, rows, columns, **dashes)


def _sign_cells(ax, found):
    """A slash where a cell changed, an equals sign where it is what it was and not 0."""
    for row, column in np.argwhere(~found.stayed):
        style = {"color": LIGHT["highlight"], "linewidth": 1.8, "path_effects": RIM}
        ax.plot([column - 0.25, column + 0.25], [row + 0.25, row - 0.25], **style)
    for row, column in np.argwhere(found.stayed & (found.pooled[0] != 0)):
        for y in (row - 0.1, row + 0.1):
            ax.plot([column - 0.22, column + 0.22], [y, y], color=LIGHT["text"], linewidth=1.4, path_effects=RIM)

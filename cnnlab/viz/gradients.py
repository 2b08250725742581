"""Two gradients of one array side by side, and where they differ: what `backward` says, and what nudging finds."""

import numpy as np

from cnnlab.viz.drawing import Page, draw_cells, side_by_side, signed, styled
from cnnlab.viz.walk_words import words

AGREE = 1e-5  # of the larger gradient: closer than this is rounding


@styled
def show_gradients(backward, nudged, *, title="The gradient of each cell"):
    """Two gradients (rows, columns) of one array and their difference, all on one scale: three Axes in an array.

    nudged may be NaN where no number was nudged: such cells are empty. The heading says in how many cells the two
    differ. Raises ValueError for grids of different shapes, or where nothing can be compared.

    >>> axes = show_gradients([[1.0, 2.0]], [[1.0, -2.0]])
    >>> axes[2].get_label()
    'difference'
    """
    backward, nudged = _grid("backward", backward), _grid("nudged", nudged)
    if backward.shape != nudged.shape:
        raise ValueError(f"both gradients belong to one array: got shapes {backward.shape} and {nudged.shape}")
    difference = backward - nudged
    known = np.isfinite(difference)
    if not known.any():
        raise ValueError("no cell has both gradients, so that there is nothing to compare")
    scale = signed(np.concatenate([grid[known] for grid in (backward, nudged, difference)]))
    largest = np.abs(nudged[known]).max(initial=np.abs(backward[known]).max())
    difference[np.abs(difference) <= AGREE * largest] = 0.0
    wrong = int((difference[known] != 0).sum())
    grids = {"backward": backward, "nudging": nudged, "difference": difference}
    columns, width, height = side_by_side([backward.shape] * 3, [2.2] * 3, [0.5, 0.5])
    said = f"{title}: {'both agree' if wrong == 0 else f'they differ in {wrong} of {known.sum()} cells'}"
    page = Page(width, height + 0.15, [words(said, fontsize=11, fontweight="bold")])
    axes = []
    for place, (name, grid) in zip(columns, grids.items(), strict=True):
        ax = page.panel(place.left, 0.15 + (height - 0.6) / 2, *grid.shape, place.cell, name, _range(name, grid))
        ax.set_label(name)
        draw_cells(
            ax, grid.round(2) if largest > 0.5 else grid, *scale
        )  # numbers of one length, where they are written
        axes.append(ax)
    return np.array(axes)


def _range(name, grid):
    known = grid[np.isfinite(grid)] + 0.0
    if name == "difference" and not known.any():
        return "none"
    return f"{known.min():.2g} to {known.max():.2g}"


def _grid(name, values):
    grid = np.asarray(values, float)
    if grid.ndim != 2 or grid.size == 0:
        raise ValueError(f"{name} must be a grid (rows, columns), got shape {grid.shape}: pick one channel")
    return grid

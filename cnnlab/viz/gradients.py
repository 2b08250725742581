"""Numbers that should be equal: two gradients cell by cell, differences and errors on a scale of powers of ten."""

import numpy as np

from cnnlab._arguments import as_array
from cnnlab.viz.drawing import (
    HEADING,
    LIGHT,
    LINES,
    Page,
    draw_cells,
    given_or_new,
    side_by_side,
    signed,
    styled,
    words,
)

AGREE = 1e-5  # of the larger gradient: closer than this is rounding
# Colour, marker, its size, whether it is filled: a later one does not hide an earlier one at the same place.
SERIES = (("window", "o", 9, "none"), ("output", "s", 5, "full"), ("gradient", "D", 13, "none"))
NOTHING = 1e-17  # drawn here: on a logarithmic scale there is no place for 0


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
    largest = max(np.abs(grid[known]).max() for grid in (backward, nudged))
    difference[np.abs(difference) <= AGREE * largest] = 0.0
    wrong = np.count_nonzero(difference[known])
    found = "both agree" if wrong == 0 else f"they differ in {wrong} of {known.sum()} cells"
    columns, width, height = side_by_side([backward.shape] * 3, [2.2] * 3, [0.5, 0.5])
    page = Page(width, height + 0.15, [words(f"{title}: {found}", **HEADING)])
    axes = []
    grids = {"backward": backward, "nudging": nudged, "difference": difference}
    for column, (name, grid) in zip(columns, grids.items(), strict=True):
        ax = page.panel_in(column, 0.15 + (height - 0.6) / 2, name, _range(name, grid))
        ax.set_label(name)
        shown = grid.round(2) if largest > 0.5 else grid  # numbers of one length, where they are written
        draw_cells(ax, shown, *scale)
        axes.append(ax)
    return np.array(axes)


@styled
def plot_differences(differences, ax=None, *, limit=None, title="How far apart"):
    """Relative differences as dots on a logarithmic scale: {series: {row: difference}}, the same rows in each series.

    limit: a line that all should stay left of. A difference of 0 is drawn at the left edge, and called 0. Returns the
    Axes. Raises ValueError for no series, for more than three, for rows that do not match, or a difference below 0.
    """
    rows = list(next(iter(differences.values()), ()))
    if not rows or len(differences) > len(SERIES) or any(list(series) != rows for series in differences.values()):
        raise ValueError(f"differences must be one to three series with the same rows, got {list(differences)}")
    values = np.array([list(series.values()) for series in differences.values()])
    if not (values >= 0).all():
        raise ValueError("a difference is at least 0: take its absolute value")
    ax = given_or_new(ax, (7, 1.1 + 0.27 * len(rows)))
    beside = {"va": "center", "fontsize": 9}
    places = np.maximum(values, NOTHING)
    for name, line, zero, (meaning, marker, size, fill) in zip(differences, places, values == 0, SERIES, strict=False):
        ax.plot(line, range(len(rows)), marker, label=name, color=LIGHT[meaning], markersize=size, fillstyle=fill)
        for row in np.flatnonzero(zero):
            ax.annotate("   0", (NOTHING, row), color=LIGHT[meaning], **beside)
    if limit is not None:
        ax.axvline(limit, color=LIGHT["highlight"], linestyle="--", linewidth=1.2)
        name = f" limit {limit:.0e}".replace("e-0", "e-")
        ax.annotate(name, (limit, -0.75), color=LIGHT["highlight"], **beside)
    ax.set_xscale("log")
    low = 10.0 ** np.floor(np.log10(places.min()) - 0.5)
    ax.set(xlim=(low, 10), ylim=(len(rows) - 0.4, -1.2), xlabel="largest difference / largest value", title=title)
    ax.set_yticks(range(len(rows)), rows)
    ax.grid(axis="x")
    if len(differences) > 1:
        ax.legend(loc="center left", bbox_to_anchor=(1, 0.5))
    return ax


@styled
def plot_nudges(errors, ax=None, *, title="How far off the slope is, for smaller and smaller nudges"):
    """How far off a slope by nudging is, for each nudge: {series: {nudge: error}}, on logarithmic axes: an Axes.

    The largest nudge is on the left, and each line carries its name at its end. An error of 0 lies on the lower edge.
    Raises ValueError for no series, for more than five, for a nudge that is not above 0, or an error below 0.

    >>> plot_nudges({"by nudging": {0.1: 0.01, 0.01: 0.0001}}).get_xlabel()
    'nudge'
    """
    if not all(errors.values()) or not 0 < len(errors) <= len(LINES):
        raise ValueError(f"errors must be one to {len(LINES)} series of nudges, got {list(errors)}")
    if not all(nudge > 0 and error >= 0 for series in errors.values() for nudge, error in series.items()):
        raise ValueError("a nudge is above 0, and an error at least 0: take its absolute value")
    ax = given_or_new(ax, (7, 3.2))
    for (name, series), colour in zip(errors.items(), LINES, strict=False):
        nudges, found = list(series), np.maximum(list(series.values()), NOTHING)
        ax.loglog(nudges, found, "o-", color=colour, markersize=3.5, linewidth=1.3)
        smallest = int(np.argmin(nudges))
        ax.annotate(f"  {name}", (nudges[smallest], found[smallest]), va="center", color=colour, fontsize=9)
    everywhere = [nudge for series in errors.values() for nudge in series]
    low, high = min(everywhere), max(everywhere)
    ax.set_xticks([nudge for nudge in ax.get_xticks() if low <= nudge * 1.01 and nudge <= high * 1.01])
    ax.set_xlim(high * 2, low * (low / high) ** 0.3)
    ax.set(xlabel="nudge", ylabel="error / slope", title=title)
    return ax


def _range(name, grid):
    known = grid[np.isfinite(grid)] + 0.0  # never "-0"
    if name == "difference" and not known.any():
        return "none"
    return f"{known.min():.2g} to {known.max():.2g}"


def _grid(name, values):
    grid = as_array(name, values).astype(float)
    if grid.ndim != 2 or grid.size == 0:
        raise ValueError(f"{name} must be a grid (rows, columns), got shape {grid.shape}: pick one channel")
    return grid

"""The picture of a failed case: its panels on white, in one row, the wrong cells marked with a frame and a cross."""

from io import BytesIO

import matplotlib.style
import numpy as np
from matplotlib.figure import Figure

from cnnlab.viz import drawing

CELL, GRID = 0.42, 1.9  # inches at most: one cell, the longer side of a grid
GAP = 0.45  # inches between two panels
NARROWEST = 0.95  # inches that a panel takes, for its title; the page takes 3.4, for the call
ABOVE, BELOW = 0.95, 0.2  # inches over the panels, for the call and the titles, and under them
DPI = 200  # twice the dots of a common screen
LARGEST = 1e300  # number that is drawn
SMALL = {"xycoords": "axes fraction", "textcoords": "offset points", "fontsize": 9}


def draw(failure):
    """A `Failure` as PNG."""
    sizes = [_size(panel) for panel in failure.panels.values()]
    rooms = [max(width, NARROWEST) for width, _ in sizes]
    tallest = max(height for _, height in sizes)
    page_width, page_height = max(sum(rooms) + GAP * (len(rooms) + 1), 3.4), tallest + ABOVE + BELOW
    with matplotlib.style.context("cnnlab.style"):
        page = Figure((page_width, page_height), layout="none", facecolor="white")
        page.text(GAP / page_width, 1 - 0.28 / page_height, failure.call, fontsize=10, fontweight="bold", va="center")
        left, middle = GAP, BELOW + tallest / 2
        for title, (width, height), room in zip(failure.panels, sizes, rooms, strict=True):
            bottom = middle - height / 2
            bounds = left / page_width, bottom / page_height, width / page_width, height / page_height
            _draw_panel(page.add_axes(bounds), title, failure)
            left += room + GAP
        png = BytesIO()
        page.savefig(png, format="png", dpi=DPI, metadata={"Software": None})
    return png.getvalue()


def _size(panel):
    """Width and height of a panel, in inches; words take as much as one cell."""
    rows, columns = (1, 1) if isinstance(panel, str) else panel.shape
    cell = min(CELL, GRID / max(rows, columns))
    return columns * cell, rows * cell


def _draw_panel(ax, title, failure):
    """One panel under its title: words, or a grid with its size, the window and the wrong cells."""
    panel, titles = failure.panels[title], list(failure.panels)
    first, last = title == titles[0], title == titles[-1]
    meaning = {"expected": "output", "kernel": "window"}.get(title, "highlight" if last else "input")
    ax.annotate(title, (0, 1), (0, 16), fontweight="bold", color=drawing.LIGHT[meaning], **SMALL)
    if isinstance(panel, str):
        ax.set_axis_off()
        ax.annotate(panel, (0, 0.5), (0, 0), va="center", **SMALL)
        return
    ax.annotate(f"{panel.shape[0]} x {panel.shape[1]}", (0, 1), (0, 5), color=drawing.LIGHT["muted"], **SMALL)
    drawing.draw_cells(ax, _finite(panel), *_scale(title, failure))
    if first and failure.window:
        drawing.mark(ax, *failure.window, meaning="window")
    if failure.wrong is not None and title in titles[-2:]:
        _mark_wrong(ax, failure.wrong, meaning, crossed=last)


def _finite(panel):
    """Its numbers as floats, NaN in the place of what is infinite, or so large that colours cannot be reckoned."""
    values = panel.astype(float)
    return np.where(np.abs(values) < LARGEST, values, np.nan)


def _scale(title, failure):
    """Colours and norm of a panel: ink for what is given, signed for a kernel, one scale for right and got."""
    panels = failure.panels
    if title in ("expected", "got"):
        compared = [_finite(panels[name]).ravel() for name in ("expected", "got") if not isinstance(panels[name], str)]
        values = np.concatenate(compared)
        return drawing.signed(values[~np.isnan(values)])
    return drawing.signed(panels[title]) if title == "kernel" else drawing.pixels(panels[title])


def _mark_wrong(ax, wrong, meaning, crossed):
    """A frame around each wrong cell, and a small cross in its corner."""
    style = {"color": drawing.LIGHT[meaning], "markersize": 4.5, "markeredgewidth": 1.4, "zorder": 4}
    for row, column in np.argwhere(wrong):
        drawing.mark(ax, row, column, inset=0.04, meaning=meaning, linewidth=1.6)
        if crossed:
            ax.plot(column + 0.3, row - 0.3, "x", **style)

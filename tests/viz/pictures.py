"""What a picture shows, read back from its figure."""

import itertools

import numpy as np
from matplotlib.colors import to_rgba
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from cnnlab import viz


def texts(ax):
    """All texts within one Axes, in the order in which they were written."""
    return [text.get_text() for text in ax.texts]


def said(axes):
    """All words of the figure's heading, in order, and the signs between the grids after them."""
    return " ".join(text.get_text() for text in np.ravel(axes)[0].figure.texts)


def numbers(ax):
    """The numbers in the cells: what stands in the coordinates of the grid."""
    return {
        (round(y), round(x)): text.get_text()
        for text in ax.texts
        for x, y in [text.get_position()]
        if text.get_transform() == ax.transData
    }


def frames(ax, meaning):
    """(top, left, rows, columns) of each frame in a colour of the palette, in cells."""
    colour = to_rgba(viz.LIGHT[meaning])
    found = [patch for patch in ax.patches if isinstance(patch, Rectangle) and patch.get_edgecolor() == colour]
    return [
        tuple(round(n + 0.5) for n in (*p.get_xy()[::-1], p.get_height() - 0.5, p.get_width() - 0.5)) for p in found
    ]


def overlaps(axes):
    """Pairs of texts of the figure whose boxes share more than a point's width, and texts beyond its edge."""
    figure = np.ravel(axes)[0].figure
    figure.canvas.draw()
    texts = [text for text in figure.findobj(Text) if text.get_text().strip() and text.get_visible()]
    boxes = [(text.get_text(), text.get_window_extent()) for text in texts]
    beyond = [words for words, box in boxes if box.x0 < 0 or box.y0 < 0 or not _within(box, figure.bbox)]
    collided = [
        (one, two)
        for (one, a), (two, b) in itertools.combinations(boxes, 2)
        if min(a.x1, b.x1) - max(a.x0, b.x0) > 1 and min(a.y1, b.y1) - max(a.y0, b.y0) > 1
    ]
    return beyond + collided


def _within(box, page):
    return box.x1 <= page.x1 + 1 and box.y1 <= page.y1 + 1

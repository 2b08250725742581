"""What every picture stands on: the palette, the two colour scales, numbers in cells, and a page laid out in inches."""

import functools
import json
from importlib.resources import files
from math import ceil
from typing import NamedTuple

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import LinearSegmentedColormap, Normalize
from matplotlib.patches import FancyArrowPatch, Rectangle
from matplotlib.patheffects import withStroke
from matplotlib.transforms import ScaledTranslation

PALETTE = json.loads((files("cnnlab") / "palette.json").read_text(encoding="utf-8"))
LIGHT = PALETTE["light"]
INK = LinearSegmentedColormap.from_list("cnnlab_ink", ["white", "black"])
SIGNED = LinearSegmentedColormap.from_list(
    "cnnlab_signed", [LIGHT["negative"], "white", LIGHT["positive"]], N=257
)  # an odd number of colours, so that zero is white
LINES = [LIGHT[meaning] for meaning in ("window", "output", "gradient", "highlight", "input")]  # side by side
HEADING = {"fontsize": 11, "fontweight": "bold"}
TITLES = 0.6  # inches over a grid, for its title and size


def styled(draw):
    """Draw under the package's style sheet, and leave Matplotlib's settings as they were."""

    @functools.wraps(draw)
    def wrapper(*args, **kwargs):
        plt.draw_if_interactive()  # has the backend chosen now: its interactive mode would end with the style
        with plt.style.context("cnnlab.style"):
            return draw(*args, **kwargs)

    return wrapper


def given_or_new(ax, size):
    """`ax`, or where that is None an Axes in a figure of its own, `size` inches wide and high."""
    return plt.subplots(figsize=size)[1] if ax is None else ax


def grid_of(count, columns, size, heading=None, **sharing):
    """`count` Axes in rows of `columns`, on a figure `size` inches wide and high: a one-dimensional array."""
    figure, axes = plt.subplots(ceil(count / columns), columns, squeeze=False, figsize=size, **sharing)
    for ax in axes.flat[count:]:
        ax.remove()
    if heading:
        head(figure, heading)
    return axes.flatten()[:count]


def head(figure, text):
    """A heading over all pictures of a figure."""
    figure.suptitle(text, x=0.01, ha="left", **HEADING)


def without_ticks(ax):
    """Take ticks and grid away, where the cells say enough."""
    ax.set(xticks=[], yticks=[])
    ax.grid(False)


def outline(ax):
    """A line around a picture without ticks, so that white cells end somewhere."""
    without_ticks(ax)
    for spine in ax.spines.values():
        spine.set(visible=True, color=LIGHT["line"])


def readable(rgba):
    """Black or white, whichever stands out more on a colour (relative luminance as WCAG 2 defines it)."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgba[:3]]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "black" if luminance > 0.179 else "white"


def number(value):
    """Three digits, and all of the whole part: 12345 as it is rather than 1.23e+04.

    >>> number(-2.0), number(1 / 3), number(12345.0), number(-np.inf)
    ('-2', '0.333', '12345', '-∞')
    """
    if np.isinf(value):
        return "∞" if value > 0 else "-∞"
    return f"{value + 0.0:.0f}" if 999.5 <= abs(value) < 1e10 else f"{value + 0.0:.3g}"  # never "-0"


def with_article(whole):
    """A whole number up to 99 as it is spoken of.

    >>> with_article(8), with_article(4)
    ('an 8', 'a 4')
    """
    return f"{'an' if str(whole).startswith('8') or whole in (11, 18) else 'a'} {whole}"


def write_numbers(ax, image, colours, norm):
    """The values in their cells, in three digits, or else two decimals, or else not at all: {cell: Text}.

    Numbers of less than 6 points are too small to read. Cells that are not a number (NaN) stay empty.
    """
    values = {cell: value for cell, value in np.ndenumerate(image) if not np.isnan(value)}
    ways = [values]
    if max(map(abs, values.values()), default=0) >= 0.1:
        ways.append({cell: round(value, 2) for cell, value in values.items()})
    for shown in ways:
        texts = {cell: number(value) for cell, value in shown.items()}
        size = _size_that_fits(texts.values(), cell_points(ax))
        if size >= 6:
            break
    else:
        return {}
    written = {}
    for (row, column), text in texts.items():
        ink = readable(colours(norm(values[row, column])))
        written[row, column] = ax.text(column, row, text, color=ink, ha="center", va="center", fontsize=size)
    return written


def _size_that_fits(texts, cell):
    """The font size in points at which the widest of some numbers fits into a cell, up to 9."""
    widths = [sum(0.33 if sign in ".-" else 0.64 for sign in text) for text in texts]
    return min(9, cell * min(0.76 / max(widths, default=1), 0.65))


def cell_points(ax):
    """How wide a cell of a picture is, in points."""
    left, right = ax.get_xlim()
    return 72 * ax.figure.get_figwidth() * ax.get_position().width / abs(right - left)


def pixels(image):
    """The scale of an image: ink on paper up to its darkest value, or at least 1; signed if there are negatives."""
    if image.min() < 0:
        return signed(image)
    return INK, Normalize(0, max(1.0, image.max()))


def signed(values):
    """The signed scale, up to the largest of `values`."""
    limit = float(np.abs(values).max()) or 1.0
    return SIGNED, Normalize(-limit, limit)


def draw_cells(ax, values, colours, norm, padding=((0, 0), (0, 0)), outside=0.0):
    """A grid of numbers in their colours, with hatched cells of padding around it: {cell: Text}.

    Cell (row, column) of `values` lies at x = column, y = row, so that padding has negative coordinates. NaN is a
    cell whose value is not known yet. outside: what padding counts as, written where numbers fit; None for nothing.
    """
    (top, bottom), (left, right) = padding
    rows, columns = values.shape
    ax.imshow(values, cmap=colours, norm=norm, interpolation="nearest")
    ax.set(xlim=(-left - 0.5, columns - 0.5 + right), ylim=(rows - 0.5 + bottom, -top - 0.5))
    ax.set_axis_off()
    texts = write_numbers(ax, values, colours, norm)
    lined = cell_points(ax) >= 8.5  # in smaller cells, lines would hide the values: only the edges are drawn
    lines = {"color": LIGHT["line"], "linewidth": 0.8, "zorder": 1, "clip_on": False}
    ax.hlines(np.arange(0, rows + 1, 1 if lined else rows) - 0.5, -0.5, columns - 0.5, **lines)
    ax.vlines(np.arange(0, columns + 1, 1 if lined else columns) - 0.5, -0.5, rows - 0.5, **lines)
    padded = [
        (row, column)
        for row in range(-top, rows + bottom)
        for column in range(-left, columns + right)
        if not (0 <= row < rows and 0 <= column < columns)
    ]
    dashes = {"color": LIGHT["line"], "linewidth": 0.8 * lined, "linestyle": (0, (3, 2)), "hatch": "////"}
    written = {"ha": "center", "va": "center", "color": LIGHT["muted"]}
    for row, column in padded:
        frame(ax, row, column, zorder=0.5, **dashes)
        if texts and outside is not None:
            size = next(iter(texts.values())).get_fontsize()
            ax.text(column, row, number(outside), fontsize=size, **written)
    return texts


def frame(ax, top, left, rows=1, columns=1, inset=0.0, fill=False, **style):
    """A frame around cells, `inset` cells within their edges; drawn whole even at the edge of the picture."""
    corner, width, height = (left - 0.5 + inset, top - 0.5 + inset), columns - 2 * inset, rows - 2 * inset
    ax.add_patch(Rectangle(corner, width, height, fill=fill, clip_on=False, **style))


def mark(ax, top, left, rows=1, columns=1, inset=0.0, *, meaning, linewidth=2.5, **style):
    """A frame in the colour that the palette has for `meaning`, with a white rim: it stands out from any cell."""
    rim = [withStroke(linewidth=linewidth + 2, foreground="white")]
    style = {"color": LIGHT[meaning], "linewidth": linewidth, "zorder": 3, "path_effects": rim, **style}
    frame(ax, top, left, rows, columns, inset, **style)


def words(text, **style):
    """A text as words in one style."""
    return [(word, style) for word in text.split()]


class Page:
    """A figure measured in inches from its lower left corner, so that pictures and the signs between them line up.

    height: the room under the heading. heading: lines of words, each (text, style of a Matplotlib text); the page is
    widened to hold the longest line, up to 10 inches, and beyond that lines are broken between words.
    """

    MARGIN, LINE, SPACE = 0.2, 0.24, 0.055

    def __init__(self, width, height, heading):
        self.figure = plt.figure(figsize=(width, height), layout="none")
        # From the figure's own corner: a notebook crops the figure, and what is measured from elsewhere would move.
        self.inches = self.figure.dpi_scale_trans + ScaledTranslation(0, 0, self.figure.transFigure)
        lines = [[self._measured(*word) for word in line] for line in heading]
        longest = max(sum(length + self.SPACE for _, length in line) for line in lines)
        self.width, self.height = max(width, min(10.0, longest + 2 * self.MARGIN)), height
        places = self._places(lines)
        count = 1 + max(row for _, _, row in places)
        self.figure.set_size_inches(self.width, self.MARGIN + count * self.LINE + height)
        for word, x, row in places:
            word.set_position((x, height + (count - row - 0.7) * self.LINE))

    def _measured(self, text, style):
        word = self.write(0, 0, text, **{"ha": "left", "va": "baseline", **style})
        return word, word.get_window_extent().width / self.figure.dpi

    def _places(self, lines):
        """(word, x, row) for each word: a line that is too long goes on in the next row."""
        places, row = [], -1
        for line in lines:
            x, row = self.MARGIN, row + 1
            for word, length in line:
                if x > self.MARGIN and x + length > self.width - self.MARGIN:
                    x, row = self.MARGIN, row + 1
                places.append((word, x, row))
                x += length + self.SPACE
        return places

    def write(self, x, y, text, **style):
        """A text with its middle at (x, y), unless its style says otherwise: Matplotlib's Text."""
        style = {"ha": "center", "va": "center", "fontsize": 9, "color": LIGHT["text"], **style}
        return self.figure.text(x, y, text, transform=self.inches, **style)

    def panel(self, x, y, rows, columns, cell, title="", subtitle=""):
        """An Axes of rows x columns cells, its middle left at (x, y)."""
        width, height, page_height = columns * cell, rows * cell, self.figure.get_figheight()
        bounds = x / self.width, (y - height / 2) / page_height, width / self.width, height / page_height
        ax = self.figure.add_axes(bounds)
        style = {"xycoords": "axes fraction", "textcoords": "offset points", "fontsize": 9}
        ax.annotate(title, (0, 1), (0, 16), fontweight="bold", **style)
        ax.annotate(subtitle, (0, 1), (0, 5), color=LIGHT["muted"], **style)
        return ax

    def panel_in(self, column, y, title="", subtitle=""):
        """An Axes for the grid of a `Column`, its middle at a height of y."""
        return self.panel(column.left, y, column.rows, column.columns, column.cell, title, subtitle)

    def arrow(self, start, end):
        """An arrow from (x, y) to (x, y)."""
        style = {"arrowstyle": "->", "mutation_scale": 12, "color": LIGHT["muted"], "shrinkA": 0, "shrinkB": 0}
        self.figure.add_artist(FancyArrowPatch(start, end, transform=self.inches, **style))


class Column(NamedTuple):
    """Where grids of one size stand under one another, in inches from the left."""

    left: float
    rows: int
    columns: int
    cell: float

    @property
    def right(self):
        return self.left + self.columns * self.cell


def side_by_side(shapes, rooms, gaps):
    """Grids side by side, each within its room, as `Column`s; the width of the page, and the height of a row."""
    left, columns = Page.MARGIN, []
    for shape, room, gap in zip(shapes, rooms, (*gaps, Page.MARGIN), strict=True):
        columns.append(Column(left, *shape, min(0.42, room / max(shape))))
        left = max(columns[-1].right, left + 0.95) + gap  # room for a title
    return columns, left, TITLES + max(column.rows * column.cell for column in columns)

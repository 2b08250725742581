"""What a checker answers: sentences, the first failing case in numbers, and a picture of it."""

from base64 import b64encode
from html import escape
from io import BytesIO
from itertools import zip_longest
from textwrap import fill
from typing import NamedTuple

import numpy as np

STATUS = {True: "Right.", False: "Not right yet.", None: "Not attempted yet."}
EDGE = {True: "--jp-success-color1, #0b7a5f", False: "--jp-warn-color1, #c2410c", None: "--jp-border-color1, #5b6470"}
WIDTH = 78  # of the text, in letters
ROOM, GAP, DPI = 1.9, 0.45, 200  # inches for one grid, inches between two, and twice the dots of a common screen


class Failure(NamedTuple):
    """One failed case: its call, its panels (title -> grid, or words), which cells of the last are wrong, and the
    (top, left, rows, columns) of the window in the first that belongs to the first of these."""

    call: str
    panels: dict
    wrong: np.ndarray | None
    window: tuple | None

    def __str__(self):
        """The panels as text, side by side as far as they fit."""
        if all(isinstance(panel, str) or panel.size == 1 for panel in self.panels.values()):
            values = {
                title: panel if isinstance(panel, str) else f"{panel.item()}" for title, panel in self.panels.items()
            }
            return "\n".join(f"    {title:10}{value}" for title, value in values.items())
        blocks, lines = [_block(title, panel) for title, panel in self.panels.items()], []
        while blocks:
            count = 1
            while count < len(blocks) and sum(len(block[0]) + 4 for block in blocks[: count + 1]) <= WIDTH:
                count += 1
            rows = zip_longest(*(blocks.pop(0) for _ in range(count)), fillvalue="")
            lines += [*_joined(list(rows)), ""]
        return "\n".join(lines[:-1])


def _block(title, panel):
    """A panel as lines of one length, its title first."""
    if isinstance(panel, str):
        lines = [title, panel]
    else:
        texts = [[figure(value) for value in row] for row in panel]
        width = max(len(text) for row in texts for text in row)
        lines = [title, *("  ".join(text.rjust(width) for text in row) for row in texts)]
    length = max(map(len, lines))
    return [line.ljust(length) for line in lines]


def _joined(rows):
    """Lines of several blocks beside one another."""
    lengths = [len(text) for text in rows[0]]
    return [
        "".join("    " + text.ljust(length) for text, length in zip(row, lengths, strict=True)).rstrip() for row in rows
    ]


def figure(value):
    """A number in at most four digits, the same on every machine.

    >>> figure(2.0), figure(-0.0), figure(1 / 3), figure(7850)
    ('2', '0', '0.3333', '7850')
    """
    return f"{value + 0:.4g}" if abs(value) < 10000 else f"{value:.6g}"


class Result:
    """The verdict on one function: `ok` (True, False, or None where nothing was attempted) and a `message`.

    hint: the part of the message that says what the answer betrays; misconception: M1 to M14, where it is one of these.
    A notebook shows the message, then a picture of the first failing case; a terminal, the message and the numbers.
    """

    def __init__(self, ok, finding, hint="", misconception=None, failure=None):
        self.ok, self.finding, self.hint, self.misconception, self.failure = ok, finding, hint, misconception, failure
        self._png = None

    @property
    def message(self):
        return f"{self.finding} {self.hint}".strip()

    def __repr__(self):
        parts = [f"{STATUS[self.ok]} {self.finding}", self.hint and f"Hint: {self.hint}"]
        text = "\n".join(fill(part, WIDTH, break_on_hyphens=False, break_long_words=False) for part in parts if part)
        return f"{text}\n\n{self.failure}" if self.failure else text

    def _repr_html_(self):
        hint = f'<div style="margin-top:4px"><strong>Hint:</strong> {escape(self.hint)}</div>' if self.hint else ""
        style = f"border-left:4px solid var({EDGE[self.ok]});padding:2px 0 2px 12px;max-width:44em;line-height:1.5"
        said = f"<strong>{STATUS[self.ok]}</strong> {escape(self.finding)}{hint}{self._picture()}"
        return f'<div style="{style}">{said}</div>'

    def _picture(self):
        """The picture as an element of the page; its numbers are what a screen reader reads."""
        if not self.failure:
            return ""
        data, width = b64encode(self._repr_png_()).decode(), _pixels_wide(self._repr_png_()) // 2
        return f'<img alt="{escape(str(self.failure).strip())}" width="{width}" src="data:image/png;base64,{data}">'

    def _repr_png_(self):
        """The picture, drawn when it is first asked for; None where nothing failed."""
        if self.failure and self._png is None:
            self._png = draw(self.failure)
        return self._png


def _pixels_wide(png):
    """The width that a PNG file states in its header."""
    return int.from_bytes(png[16:20], "big")


def draw(failure):
    """A `Failure` as PNG: its panels on white, in one row, the wrong cells marked with a frame and a cross."""
    import matplotlib.style
    from matplotlib.figure import Figure

    shapes = [(1, 1) if isinstance(panel, str) else panel.shape for panel in failure.panels.values()]
    cells = [min(0.42, ROOM / max(shape)) for shape in shapes]
    widths = [max(cell * shape[1], 0.95) for cell, shape in zip(cells, shapes, strict=True)]
    tallest = max(cell * shape[0] for cell, shape in zip(cells, shapes, strict=True))
    width, height = max(sum(widths) + GAP * (len(widths) + 1), 3.4), tallest + 1.15
    with matplotlib.style.context("cnnlab.style"):
        page = Figure((width, height), layout="none", facecolor="white")
        page.text(GAP / width, 1 - 0.28 / height, failure.call, fontsize=10, fontweight="bold", va="center")
        left, middle = GAP, 0.2 + tallest / 2
        for (title, panel), shape, cell, room in zip(failure.panels.items(), shapes, cells, widths, strict=True):
            rows, columns = shape
            bounds = left, middle - rows * cell / 2, columns * cell, rows * cell
            ax = page.add_axes([bound / (width, height)[k % 2] for k, bound in enumerate(bounds)])
            _draw_panel(ax, title, panel, failure)
            left += room + GAP
        picture = BytesIO()
        page.savefig(picture, format="png", dpi=DPI, metadata={"Software": None})
    return picture.getvalue()


def _draw_panel(ax, title, panel, failure):
    from cnnlab.viz import drawing

    first, last = (title == list(failure.panels)[k] for k in (0, -1))
    meaning = {"expected": "output", "kernel": "window"}.get(title, "highlight" if last else "input")
    style = {"xycoords": "axes fraction", "textcoords": "offset points", "fontsize": 9}
    ax.annotate(title, (0, 1), (0, 16), fontweight="bold", color=drawing.LIGHT[meaning], **style)
    if isinstance(panel, str):
        ax.set_axis_off()
        ax.annotate(panel, (0, 0.5), (0, 0), va="center", **style)
        return
    ax.annotate(f"{panel.shape[0]} x {panel.shape[1]}", (0, 1), (0, 5), color=drawing.LIGHT["muted"], **style)
    values = np.where(np.isfinite(panel), panel, np.nan).astype(float)
    drawing.draw_cells(ax, values, *_scale(title, failure))
    if first and failure.window:
        drawing.mark(ax, *failure.window, meaning="window")
    if failure.wrong is not None and title in list(failure.panels)[-2:]:
        _mark_wrong(ax, failure.wrong, meaning, crossed=last)


def _scale(title, failure):
    """Colours and norm of a panel: ink for what is given, signed for a kernel, one scale for right and got."""
    from cnnlab.viz import drawing

    if title in ("expected", "got"):
        shared = [
            p[np.isfinite(p)] for t, p in failure.panels.items() if t in ("expected", "got") and not isinstance(p, str)
        ]
        return drawing.signed(np.concatenate(shared))
    return drawing.signed(failure.panels[title]) if title == "kernel" else drawing.pixels(failure.panels[title])


def _mark_wrong(ax, wrong, meaning, crossed):
    """A frame around each wrong cell, and a small cross in its corner."""
    from cnnlab.viz import drawing

    for row, column in np.argwhere(wrong):
        drawing.mark(ax, row, column, inset=0.04, meaning=meaning, linewidth=1.6)
        if crossed:
            style = {"color": drawing.LIGHT[meaning], "markersize": 4.5, "markeredgewidth": 1.4, "zorder": 4}
            ax.plot(column + 0.3, row - 0.3, "x", **style)

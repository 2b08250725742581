"""What a checker answers: sentences, and the first failing case in numbers."""

from base64 import b64encode
from html import escape
from itertools import zip_longest
from textwrap import fill
from typing import NamedTuple

import numpy as np

STATUS = {True: "Right.", False: "Not right yet.", None: "Not attempted yet."}
EDGE = {True: "--jp-success-color1, #0b7a5f", False: "--jp-warn-color1, #c2410c", None: "--jp-border-color1, #5b6470"}
WIDTH = 78  # of the text, in letters
INDENT = "    "  # before each panel of a failed case
FEWEST = 4  # digits of a number, where they are enough to see what is wrong


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
        return framed(self.ok, STATUS[self.ok], self.finding, hint + self._image())

    def _image(self):
        """The picture as an element of the page; its numbers are what a screen reader reads."""
        if not self.failure:
            return ""
        png = self._repr_png_()
        alt, width, data = escape(str(self.failure).strip()), _pixels_wide(png) // 2, b64encode(png).decode()
        return f'<img alt="{alt}" width="{width}" src="data:image/png;base64,{data}">'

    def _repr_png_(self):
        """The picture, drawn when it is first asked for; None where nothing failed."""
        if self.failure and self._png is None:
            from cnnlab.check.picture import draw  # Matplotlib is loaded for a picture only

            self._png = draw(self.failure)
        return self._png


def not_attempted(name):
    """The `Result` on a function that is still a stub."""
    return Result(None, f"Write the body of {name}, run its cell, then run this one again.")


def framed(ok, status, finding, rest):
    """A verdict as an element of the page: what was found, then all else, which is HTML already."""
    style = f"border-left:4px solid var({EDGE[ok]});padding:2px 0 2px 12px;max-width:44em;line-height:1.5"
    return f'<div style="{style}"><strong>{status}</strong> {escape(finding)}{rest}</div>'


def _pixels_wide(png):
    """The width that a PNG file states in its header."""
    return int.from_bytes(png[16:20], "big")


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
            values = {title: panel if isinstance(panel, str) else panel.item() for title, panel in self.panels.items()}
            return "\n".join(f"{INDENT}{title:10}{value}" for title, value in values.items())
        blocks = [_block(title, panel, self._digits()) for title, panel in self.panels.items()]
        return "\n\n".join(_beside(row) for row in _rows(blocks))

    def _digits(self):
        """How many digits it takes to see every wrong number differ from the right one."""
        if self.wrong is None:
            return FEWEST
        right, got = (panel[self.wrong] for panel in [*self.panels.values()][-2:])
        return max(map(digits_to_tell_apart, right, got), default=FEWEST)


def _block(title, panel, digits):
    """A panel as lines of one length, its title first."""
    if isinstance(panel, str):
        lines = [title, panel]
    else:
        texts = [[figure(value, digits) for value in row] for row in panel]
        width = max(len(text) for row in texts for text in row)
        lines = [title, *("  ".join(text.rjust(width) for text in row) for row in texts)]
    length = max(map(len, lines))
    return [line.ljust(length) for line in lines]


def _rows(blocks):
    """The blocks in rows: as many beside one another as fit."""
    rows, room = [], 0
    for block in blocks:
        width = len(INDENT) + len(block[0])
        if not rows or width > room:
            rows.append([])
            room = WIDTH
        rows[-1].append(block)
        room -= width
    return rows


def _beside(blocks):
    """Several blocks beside one another, as one text."""
    lengths = [len(block[0]) for block in blocks]
    lines = []
    for texts in zip_longest(*blocks, fillvalue=""):
        padded = [INDENT + text.ljust(length) for text, length in zip(texts, lengths, strict=True)]
        lines.append("".join(padded).rstrip())
    return "\n".join(lines)


def figure(value, digits=FEWEST):
    """A number as it is where eight digits are enough for that, else in four, or as many as are asked for.

    >>> figure(2.0), figure(-0.0), figure(1 / 3), figure(300.375), figure(123456), figure(1 / 3, 6)
    ('2', '0', '0.3333', '300.375', '123456', '0.333333')
    """
    short = f"{value + 0:.8g}"
    return short if float(short) == value else f"{value:.{digits if abs(value) < 10000 else max(digits, 6)}g}"


def told_apart(one, other):
    """Two numbers as figures, in as many digits as it takes to see them differ.

    >>> told_apart(-1.92125, -1.9212)
    ('-1.92125', '-1.9212')
    """
    digits = digits_to_tell_apart(one, other)
    return figure(one, digits), figure(other, digits)


def digits_to_tell_apart(one, other):
    """How many digits it takes to see two numbers differ."""
    return next((digits for digits in range(FEWEST, 17) if figure(one, digits) != figure(other, digits)), 17)

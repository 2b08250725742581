"""Digits made up as a person would write them, under conditions that a net may find hard."""

from typing import NamedTuple

import numpy as np

from cnnlab._arguments import as_generator, as_int, as_number
from cnnlab.drawings.handwriting import WAYS
from cnnlab.drawings.strokes import WIDTHS, check_strokes

# What a set of drawings has in common: size (height in canvas sides), width (of the pen), corner (or anywhere).
CONDITIONS = {
    "any": {},
    "corners": {"size": (0.25, 0.5), "corner": True},
    "small": {"size": (0.15, 0.3), "width": (0.015, 0.045)},
    "large": {"size": (0.8, 0.97)},
    "thin": {"width": (0.015, 0.025)},
    "thick": {"size": (0.45, 0.9), "width": (0.09, 0.12)},
}


class Drawing(NamedTuple):
    """A drawn digit: strokes, a list of lists of [x, y] from 0 to 1; width of the pen in sides of the canvas."""

    digit: int
    strokes: list
    width: float


def draw_digit(digit, *, rng, way=None, size=(0.15, 0.97), width=(0.02, 0.1), corner=False):
    """A digit as a person might draw it: a `Drawing`, different at every call.

    way: its name in `ways(digit)`, else any. size: the least and the largest height, in sides of the canvas. width:
    the same of the pen; it is never more than a fifth of the height, where a person would no longer read the digit.
    corner: whether it stands in a corner, else anywhere. Proportions, slant, wobble and tremor come from `rng`.
    Raises ValueError or TypeError, naming the values, for anything else.

    >>> drawing = draw_digit(4, rng=np.random.default_rng(0), way="open")
    >>> drawing.digit, len(drawing.strokes)
    (4, 2)
    """
    names, rng = ways(digit), as_generator(rng)
    if way is not None and way not in names:
        raise ValueError(f"way must be one of {', '.join(names)} for a {digit}, got {way!r}")
    least, most = (
        as_number(f"size ({part})", value, 0.1, 1) for part, value in zip(("least", "most"), size, strict=True)
    )
    shape = WAYS[digit][way or names[rng.integers(len(names))]]
    strokes = _by_hand([np.array(stroke, float) for stroke in shape], digit, rng)
    height = rng.uniform(least, most)
    pen = [as_number(f"width ({part})", value, *WIDTHS) for part, value in zip(("least", "most"), width, strict=True)]
    pen = max(WIDTHS[0], min(rng.uniform(*pen), height / 5))
    strokes = _placed(strokes, height, pen, corner, rng)
    return Drawing(int(digit), check_strokes(strokes), round(float(pen), 4))


def ways(digit):
    """The names of the ways in which a digit can be written.

    >>> ways(7)
    ['plain', 'with a bar', 'with a serif']
    """
    if as_int("digit", digit, 0) > 9:
        raise ValueError(f"digit must be 0 to 9, got {digit}")
    return list(WAYS[digit])


def draw_digits(count, *, rng, condition="any"):
    """`count` drawings, of the ten digits in turn, under one of `CONDITIONS`.

    >>> [drawing.digit for drawing in draw_digits(12, rng=np.random.default_rng(0), condition="small")]
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1]
    """
    if condition not in CONDITIONS:
        raise ValueError(f"condition must be one of {', '.join(CONDITIONS)}, got {condition!r}")
    return [draw_digit(k % 10, rng=rng, **CONDITIONS[condition]) for k in range(as_int("count", count, 1))]


def _by_hand(strokes, digit, rng):
    """The way of the pen through points that a hand does not quite meet; height about 1, the width as it comes."""
    aspect = rng.uniform(0.45, 0.6) if digit == 1 else rng.uniform(0.5, 1)
    slant, turn = rng.normal(0.12, 0.18), rng.normal(0, 0.09)
    haste = rng.uniform(0.02, 0.06)  # a careful hand, or a quick one
    cos, sin = np.cos(turn), np.sin(turn)
    hand = np.array([[aspect, 0], [0, 1]]) @ np.array([[1, 0], [-slant, 1]]) @ np.array([[cos, sin], [-sin, cos]])
    missed = [_kept_corners(stroke, stroke + rng.normal(0, haste, stroke.shape)) for stroke in strokes]
    return [_tremble(_smooth(points @ hand), rng) for points in missed]


def _kept_corners(stroke, moved):
    """`moved`, where a point that stands twice in `stroke` still stands twice."""
    twice = np.flatnonzero((stroke[1:] == stroke[:-1]).all(1))
    moved[twice + 1] = moved[twice]
    return moved


def _smooth(points):
    """A Catmull-Rom curve through the points, in pieces between the corners."""
    corners = np.flatnonzero((points[1:] == points[:-1]).all(1)) + 1
    return np.concatenate([_curve(piece) for piece in np.split(points, corners)])


def _curve(points, steps=10):
    ends = 2 * points[:1] - points[1:2], 2 * points[-1:] - points[-2:-1]  # as if it had come, and went on, straight
    p = np.concatenate([ends[0], points, ends[1]])
    a, b, c, d = (p[k : len(p) - 3 + k, None] for k in range(4))
    t = np.linspace(0, 1, steps, endpoint=False)[None, :, None]
    curve = b + t / 2 * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)))
    return np.concatenate([curve.reshape(-1, 2), points[-1:]])


def _tremble(stroke, rng):
    """A few slow waves across the stroke, and a little of what a mouse adds to every point."""
    along = np.linspace(0, 1, len(stroke))[:, None]
    waves = sum(
        rng.normal(0, 0.01, 2) * np.sin(2 * np.pi * (rate * along + rng.uniform(size=2)))
        for rate in rng.uniform(1, 6, 3)
    )
    return stroke + waves + rng.normal(0, 0.003, stroke.shape)


def _placed(strokes, height, pen, corner, rng):
    """The strokes with the ink's height as given, where it fits on the canvas."""
    ink = np.concatenate(strokes)
    low, span = ink.min(0), np.ptp(ink, 0)
    scale = max(height - pen, 0.05) / max(span[1], span[0] / 1.2)  # an unusually wide one is made smaller
    free = 1 - span * scale - pen
    part = rng.uniform(size=2)
    if corner:
        part = rng.integers(0, 2, 2) + 0.1 * (0.5 - part)  # the last bit of the way may run off, as a mouse does
    place = np.clip(part, 0, 1) * np.maximum(free, 0) + pen / 2
    return [np.clip((stroke - low) * scale + place, 0, 1) for stroke in strokes]

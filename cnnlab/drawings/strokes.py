"""Strokes of a pen: what can be drawn, and what it looks like in pixels."""

import numpy as np

from cnnlab._arguments import as_array, as_int, as_number, quoted

WIDTHS = (0.015, 0.12)  # of a pen, in canvas sides: the ends of a slider
MOST_POINTS = 4000  # of one drawing: two minutes of a mouse that never rests


def check_strokes(strokes):
    """The same strokes as plain lists of [x, y], rounded to four digits.

    Raises ValueError where a stroke is not a list of pairs of numbers from 0 to 1, has no point, or where there are
    more than 4000 points; TypeError where `strokes` is not a list at all.
    """
    if not isinstance(strokes, (list, tuple, np.ndarray)) or getattr(strokes, "shape", None) == ():
        raise TypeError(f"strokes must be a list of lists of [x, y], got {quoted(strokes)}")
    clean = [_check_stroke(index, stroke) for index, stroke in enumerate(strokes)]
    if (points := sum(map(len, clean))) > MOST_POINTS:
        raise ValueError(
            f"a drawing may have {MOST_POINTS} points, this one has {points}: use fewer, or shorter strokes"
        )
    return clean


def _check_stroke(index, stroke):
    try:
        points = as_array(f"stroke {index}", stroke).astype(np.float64)
    except (TypeError, ValueError):
        points = np.empty(0)
    if points.ndim != 2 or points.shape[1] != 2 or len(points) == 0:
        raise ValueError(f"stroke {index} must be a list of points [x, y], got {quoted(stroke)}")
    wrong = ~((points >= 0) & (points <= 1)).all(1)
    if wrong.any():
        where = int(wrong.argmax())
        raise ValueError(f"point {where} of stroke {index} must lie from 0 to 1, got {points[where].tolist()}")
    return points.round(4).tolist()


def draw_strokes(strokes, *, side=224, width=0.06):
    """Strokes as pixels: (side, side) float32 from 0 (paper) to 1 (ink), smooth at the edges.

    strokes: a list of lists of [x, y] from 0 to 1; a stroke of one point is a dot. width: of the pen, in sides of
    the canvas, 0.015 to 0.12. Ink is what a round pen touches on its way.
    Raises ValueError or TypeError, naming the values, for anything else.

    >>> canvas = draw_strokes([[[0.25, 0.5], [0.75, 0.5]]], side=40, width=0.1)    # a line of 20 x 4, with round ends
    >>> canvas.shape, int(canvas[:, 20].sum()), int(canvas[20].sum())
    ((40, 40), 4, 23)
    """
    side, width = as_int("side", side, 8), as_number("width", width, *WIDTHS)
    canvas, radius = np.zeros((side, side), np.float32), width * side / 2
    strokes = check_strokes(strokes)
    if not strokes:
        return canvas
    touched = np.concatenate([_way(np.array(stroke) * side, max(0.25, radius / 4)) for stroke in strokes])
    # Each place of the pen reaches the pixels of a square around it; of a pixel's distances the smallest counts.
    reach = np.arange(-int(np.ceil(radius)) - 1, int(np.ceil(radius)) + 2)
    rows, columns = (np.floor(touched[:, axis, None]).astype(int) + reach for axis in (1, 0))
    away = ((rows + 0.5 - touched[:, 1:]) ** 2)[:, :, None] + ((columns + 0.5 - touched[:, :1]) ** 2)[:, None]
    edge = len(reach)  # a margin that takes what falls off the canvas
    whole = side + 2 * edge
    nearest = np.full(whole * whole, np.inf, np.float32)
    pixels = (rows[:, :, None] + edge) * whole + columns[:, None] + edge
    np.minimum.at(nearest, pixels.ravel(), away.ravel().astype(np.float32))
    nearest = nearest.reshape(whole, whole)[edge:-edge, edge:-edge]
    canvas[:] = np.clip(radius + 0.5 - np.sqrt(nearest), 0, 1)
    return canvas


def _way(points, spacing):
    """Places along a stroke, `spacing` apart or less, its own points among them: (N, 2)."""
    lengths = np.hypot(*np.diff(points, axis=0).T)
    along = np.concatenate([[0], np.cumsum(lengths)])
    places = np.linspace(0, along[-1], int(np.ceil(along[-1] / spacing)) + 1)
    return np.concatenate([points, np.stack([np.interp(places, along, axis) for axis in points.T], 1)])

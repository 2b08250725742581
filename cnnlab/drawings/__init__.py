"""Drawings as strokes of a pen: made into pixels, framed as MNIST's digits are, and made up as a person would write."""

from cnnlab.drawings.digits import (
    CONDITIONS,
    MOST_POINTS,
    WIDTHS,
    Drawing,
    check_strokes,
    draw_digit,
    draw_digits,
    draw_strokes,
    ways,
)

__all__ = [
    "CONDITIONS", "MOST_POINTS", "WIDTHS", "Drawing", "check_strokes", "draw_digit", "draw_digits", "draw_strokes",
    "ways",
]  # fmt: skip

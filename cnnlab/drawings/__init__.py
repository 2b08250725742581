"""Drawings as strokes of a pen: made into pixels, framed as MNIST's digits are, and made up as a person would write."""

from cnnlab.drawings.digits import CONDITIONS, Drawing, draw_digit, draw_digits, ways
from cnnlab.drawings.framing import center_digit
from cnnlab.drawings.strokes import MOST_POINTS, WIDTHS, check_strokes, draw_strokes

__all__ = [
    "CONDITIONS", "MOST_POINTS", "WIDTHS", "Drawing", "center_digit", "check_strokes", "draw_digit", "draw_digits",
    "draw_strokes", "ways",
]  # fmt: skip

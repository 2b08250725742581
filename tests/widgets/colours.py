"""Colours as a page paints them, however they are written."""

# Functions of the page: red, green, blue and how much of it, 0 to 255; and the contrast of two, from 1 to 21.
FUNCTIONS = """
    const pixelOf = colour => {
        const pen = new OffscreenCanvas(1, 1).getContext('2d');
        pen.fillStyle = colour;
        pen.fillRect(0, 0, 1, 1);
        return [...pen.getImageData(0, 0, 1, 1).data];
    };
    const light = colour => {
        const parts = pixelOf(colour).slice(0, 3).map(part => part / 255);
        const [r, g, b] = parts.map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const contrast = (one, other) => {
        const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
        return (high + 0.05) / (low + 0.05);
    };
"""


def in_page(body):
    """JavaScript for `evaluate` that may use these functions."""
    return f"argument => {{ {FUNCTIONS} {body} }}"

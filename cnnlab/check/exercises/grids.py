"""What exercises with a grid of numbers as their answer share."""

import numpy as np


def fill(rows, columns, cell):
    """A grid (rows, columns) of the numbers that cell(row, column) gives."""
    values = [[cell(i, j) for j in range(columns)] for i in range(rows)]
    return np.array(values, float).reshape(max(rows, 0), max(columns, 0))


def larger(values, shape):
    """`values` in the corner of zeros of a shape."""
    out = np.zeros(shape)
    out[: values.shape[0], : values.shape[1]] = values
    return out


def only(values, rows, columns):
    """The first rows and columns of `values`; zeros elsewhere."""
    return larger(values[:rows, :columns], values.shape)


def integers(rng, low, high, rows, columns):
    """Whole numbers from low to high, and in every third grid some decimals."""
    values = rng.integers(low, high + 1, (rows, columns)).astype(float)
    return values + 0.5 * rng.integers(0, 2, values.shape) if rng.random() < 0.34 else values

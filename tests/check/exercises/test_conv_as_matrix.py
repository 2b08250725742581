"""The checker `conv_as_matrix`: it accepts what is right, and knows what a wrong answer betrays."""

import numpy as np
import pytest
from learner import assert_betrays, convolve

from cnnlab import check


def loops(kernel, rows, columns):
    k_h, k_w = kernel.shape
    map_rows, map_columns = rows - k_h + 1, columns - k_w + 1
    matrix = np.zeros((map_rows * map_columns, rows * columns))
    for i in range(map_rows):
        for j in range(map_columns):
            for a in range(k_h):
                for b in range(k_w):
                    matrix[i * map_columns + j, (i + a) * columns + j + b] = kernel[a, b]
    return matrix


def by_pictures(kernel, rows, columns):
    """Each row is an image in which the kernel lies on its window."""
    pictures = []
    for i in range(rows - kernel.shape[0] + 1):
        for j in range(columns - kernel.shape[1] + 1):
            picture = np.zeros((rows, columns))
            picture[i : i + kernel.shape[0], j : j + kernel.shape[1]] = kernel
            pictures.append(picture.ravel())
    return np.array(pictures)


def by_single_pixels(kernel, rows, columns):
    return np.array([convolve(pixel.reshape(rows, columns), kernel).ravel() for pixel in np.eye(rows * columns)]).T


def moved_on_by_one(kernel, rows, columns):
    """The first row is right, and each other one is the row before, moved on by one."""
    first = loops(kernel, rows, columns)[0]
    count = (rows - kernel.shape[0] + 1) * (columns - kernel.shape[1] + 1)
    return np.array([np.roll(first, place) for place in range(count)])


def without_gaps(kernel, rows, columns):
    matrix = np.zeros_like(loops(kernel, rows, columns))
    map_columns = columns - kernel.shape[1] + 1
    for place in range(len(matrix)):
        start = place // map_columns * columns + place % map_columns
        matrix[place, start : start + kernel.size] = kernel.ravel()
    return matrix


def a_row_for_each_pixel(kernel, rows, columns):
    matrix = np.zeros((rows * columns, rows * columns))
    for i, j in np.ndindex(rows, columns):
        for a, b in np.ndindex(kernel.shape):
            matrix[i * columns + j, (i + a) * columns + j + b] = kernel[a, b]
    return matrix


WRONG = {
    "row ends not jumped": (moved_on_by_one, None, "don't jump"),
    "transposed": (lambda k, h, w: loops(k, h, w).T, None, "a row for each pixel"),
    "turned": (lambda k, h, w: loops(k[::-1, ::-1], h, w), "M8", "turned around"),
    "without gaps": (without_gaps, None, "follows the first one at once"),
    "a row for each pixel": (a_row_for_each_pixel, "M7", "does not fit"),
    "down the columns": (lambda k, h, w: by_columns(k, h, w), "M11", "down the columns"),
    "ones": (lambda k, h, w: (loops(np.ones(k.shape), h, w) != 0).astype(int), None, "not ones"),
    "the first row alone": (lambda k, h, w: loops(k, h, w)[:1], None, "first output"),
    "a grid": (lambda k, h, w: np.zeros((h, w)), None, "that is the shape"),
    "whole numbers": (lambda k, h, w: loops(k, h, w).astype(int), None, "decimal point"),
}


def by_columns(kernel, rows, columns):
    """Pixels and outputs numbered down the columns: the turned problem's answer."""
    return loops(kernel.T, columns, rows)


@pytest.mark.parametrize("fn", [loops, by_pictures, by_single_pixels])
def test_the_right_answer_passes_however_it_is_written(fn):
    result = check.conv_as_matrix(fn)
    assert result.ok is True, result.message


@pytest.mark.parametrize(("fn", "tag", "fragment"), WRONG.values(), ids=WRONG)
def test_a_wrong_answer_fails_with_the_hint_for_what_it_betrays(fn, tag, fragment):
    assert_betrays(check.conv_as_matrix(fn), tag, fragment)

"""The checker `max_pool2d`: it accepts what is right, and knows what a wrong answer betrays."""

import numpy as np
import pytest
from learner import assert_betrays

from cnnlab import check


def pooled(image, kernel_size, stride):
    rows, columns = ((size - kernel_size) // stride + 1 for size in image.shape)
    starts = [(r * stride, c * stride) for r in range(rows) for c in range(columns)]
    windows = [image[top : top + kernel_size, left : left + kernel_size].max() for top, left in starts]
    return np.reshape(windows, (rows, columns))


def pool_with_stride_one(image, kernel_size, stride):
    return pooled(image, kernel_size, 1)


def without_the_last_window(image, kernel_size, stride):
    h, w = image.shape
    rows = range(0, h - kernel_size, stride)
    columns = range(0, w - kernel_size, stride)
    found = [image[r : r + kernel_size, c : c + kernel_size].max() for r in rows for c in columns]
    return np.reshape(found, (len(rows), len(columns)))


def pooled_by(image, kernel_size, stride, side):
    out = np.zeros(pooled(image, kernel_size, stride).shape)
    for r, c in np.ndindex(out.shape):
        out[r, c] = image[r * stride : r * stride + side, c * stride : c * stride + side].max()
    return out


def where_it_stands(image, kernel_size, stride):
    out = np.zeros(pooled(image, kernel_size, stride).shape)
    for r, c in np.ndindex(out.shape):
        out[r, c] = image[r * stride :, c * stride :][:kernel_size, :kernel_size].argmax()
    return out


WRONG = {
    "a range without the last": (without_the_last_window, "M1", "missing"),
    "where it stands": (where_it_stands, None, "with max"),
    "a slice too long": (lambda x, k, s: pooled_by(x, k, s, k + 1), None, "wrong size"),
    "a slice too short": (lambda x, k, s: pooled_by(x, k, s, k - 1), None, "wrong size"),
    "stride one": (pool_with_stride_one, "M7", "stride"),
}


def test_the_right_answer_written_another_way_passes():
    result = check.max_pool2d(pooled)
    assert result.ok is True, result.message


@pytest.mark.parametrize(("fn", "tag", "fragment"), WRONG.values(), ids=WRONG)
def test_a_wrong_answer_fails_with_the_hint_for_what_it_betrays(fn, tag, fragment):
    assert_betrays(check.max_pool2d(fn), tag, fragment)


WRONG_SHAPES = {
    "a grid as large as the image": lambda x, k, s: np.zeros(x.shape),
    "a row and a column too many": lambda x, k, s: np.pad(pooled(x, k, s), (0, 1)),
    "a row too many": lambda x, k, s: np.pad(pooled(x, k, s), ((0, 1), (0, 0))),
    "always 3 x 3": lambda x, k, s: np.zeros((3, 3)),
    "numbers in one line": lambda x, k, s: pooled(x, k, s).ravel(),
    "one number": lambda x, k, s: x.max().reshape(1, 1),
}


@pytest.mark.parametrize("fn", WRONG_SHAPES.values(), ids=WRONG_SHAPES)
def test_a_wrong_shape_gets_a_hint_about_the_shape_and_not_about_a_cell(fn):
    result = check.max_pool2d(fn)
    assert result.ok is False
    assert "this one cell" not in result.hint
    assert any(word in result.hint for word in ("whole windows fit", "grid", "rows"))


def test_rows_taken_for_columns_are_told_by_the_first_image_that_is_not_square():
    def square(image, kernel_size, stride):
        n = (len(image) - kernel_size) // stride + 1
        out = np.zeros((n, n))
        for r, c in np.ndindex(n, n):
            out[r, c] = image[r * stride :, c * stride :][:kernel_size, :kernel_size].max()
        return out

    assert_betrays(check.max_pool2d(square), None, "rows for columns")

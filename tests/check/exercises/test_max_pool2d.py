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

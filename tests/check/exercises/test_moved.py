"""The checker `moved`: it accepts what is right, and knows what a wrong answer betrays."""

import numpy as np
import pytest
from learner import assert_betrays

from cnnlab import check, data
from cnnlab.check.exercises.moved import right


def by_loops(image, down, right):
    out = np.zeros(image.shape)
    for row in range(image.shape[0]):
        for column in range(image.shape[1]):
            if 0 <= row + down < image.shape[0] and 0 <= column + right < image.shape[1]:
                out[row + down, column + right] = image[row, column]
    return out


def by_roll_and_zeros(image, down, right):
    rows, columns = np.indices(image.shape)
    came_in = (rows < down) | (rows >= len(image) + down) | (columns < right) | (columns >= image.shape[1] + right)
    return np.where(came_in, 0, np.roll(image, (down, right), axis=(0, 1)))


def by_a_large_frame(image, down, right):
    (rows, columns), room = image.shape, abs(down) + abs(right)
    return np.pad(image, room)[room - down : room - down + rows, room - right : room - right + columns]


def indexed(image, down, right):
    out = np.zeros(image.shape)
    for row, column in np.ndindex(image.shape):
        out[row, column] = image[row - down, column - right]
    return out


def on_a_copy(image, down, right):
    out = image.copy()
    for row, column in np.ndindex(image.shape):
        if 0 <= row - down < image.shape[0] and 0 <= column - right < image.shape[1]:
            out[row, column] = image[row - down, column - right]
    return out


def from_the_end(image, down, right):
    out = np.zeros(image.shape)
    out[down:, right:] = image[:-down, :-right]
    return out


def from_the_beginning(image, down, right):
    out = np.zeros(image.shape)
    out[down:, right:] = image[: image.shape[0] - down, : image.shape[1] - right]
    return out


WRONG = {
    "np.roll": (lambda x, d, r: np.roll(np.roll(x, d, 0), r, 1), None, "np.roll"),
    "a negative index": (indexed, None, "negative index"),
    "the other way": (lambda x, d, r: by_loops(x, -d, -r), None, "wrong direction"),
    "swapped": (lambda x, d, r: by_loops(x, r, d), None, "swapped"),
    "only down": (lambda x, d, r: by_loops(x, d, 0), None, "one direction only"),
    "on a copy": (on_a_copy, None, "old numbers"),
    "a larger frame": (lambda x, d, r: np.pad(x, ((max(d, 0), max(-d, 0)), (max(r, 0), max(-r, 0)))), None, "size"),
    "-0": (from_the_end, None, "A move by 0"),
    "not up": (from_the_beginning, None, "negative number"),
    "the size alone": (lambda x, d, r: by_loops(x, abs(d), abs(r)), None, "negative number"),
}


@pytest.mark.parametrize("fn", [by_loops, by_roll_and_zeros, by_a_large_frame])
def test_the_right_answer_written_another_way_passes(fn):
    result = check.moved(fn)
    assert result.ok is True, result.message


@pytest.mark.parametrize("by", [(0, 0), (1, -2), (-3, 4), (9, 0)])
def test_it_is_what_the_lessons_do_with_many_images(by):
    images = np.random.default_rng(0).random((3, 1, 5, 7))
    assert np.array_equal([right(image, *by) for image in images[:, 0]], data.shift(images, *by)[:, 0])


@pytest.mark.parametrize(("fn", "tag", "fragment"), WRONG.values(), ids=WRONG)
def test_a_wrong_answer_fails_with_the_hint_for_what_it_betrays(fn, tag, fragment):
    assert_betrays(check.moved(fn), tag, fragment)

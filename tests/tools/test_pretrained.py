"""Digits as other hands might have written them, from which the shipped network learns."""

import numpy as np
import pytest

from cnnlab import data
from tools import pretrained


@pytest.fixture(scope="module")
def digits():
    return data.load_mnist("train", most=40)[0]


def test_another_hand_keeps_the_shape_and_the_range_and_follows_its_rng(digits):
    made = pretrained.another_hand(digits, np.random.default_rng(0))
    assert (made.shape, made.dtype) == (digits.shape, digits.dtype)
    assert 0 <= made.min() < made.max() <= 1
    assert np.abs(made - digits).mean((1, 2, 3)).min() > 0
    assert np.array_equal(made, pretrained.another_hand(digits, np.random.default_rng(0)))
    assert np.array_equal(digits, data.load_mnist("train", most=40)[0])


def test_what_stays_where_it_is_stays_as_it_is(digits):
    still = pretrained.moved(digits[:, 0], np.tile(np.eye(2), (40, 1, 1)), np.zeros((40, 2)))
    assert np.allclose(still, digits[:, 0], atol=1e-6)


def test_a_way_of_one_pixel_moves_an_image_by_one_pixel_and_half_a_way_halves_it():
    dot = np.zeros((1, 9, 9), np.float32)
    dot[0, 4, 4] = 1
    right = pretrained.moved(dot, np.eye(2)[None], np.array([[0.0, -1.0]]))
    assert np.argwhere(right[0] > 0).tolist() == [[4, 5]]
    half = pretrained.moved(dot, np.eye(2)[None], np.array([[0.5, 0.0]]))
    assert half[0, 3:5, 4].tolist() == [0.5, 0.5]


def test_other_pens_make_strokes_wider_or_thinner(digits):
    ink = [pretrained.other_pen(digits[:, 0], np.random.default_rng(seed)).sum((1, 2)) for seed in range(8)]
    change = np.array(ink) / digits[:, 0].sum((1, 2))
    assert change.min() < 0.8
    assert change.max() > 1.2


def test_a_coarse_scan_is_framed_again(digits):
    made = pretrained.scanned(digits[0, 0], 8)
    rows, columns = np.nonzero(made > 0.05)
    assert max(np.ptp(rows), np.ptp(columns)) + 1 == 20
    assert np.array_equal(pretrained.scanned(np.zeros((28, 28)), 8), np.zeros((28, 28)))

"""Batches, shifts, kernels and the photograph keep their promises."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnlab import functional as F
from cnnlab.data import KERNELS, batches, load_mnist, load_photo, random_shift, shift

X, Y = np.arange(20.0).reshape(10, 2), np.arange(10)


@pytest.mark.parametrize("rng", [None, 0])
@pytest.mark.parametrize(("batch_size", "sizes"), [(1, [1] * 10), (4, [4, 4, 2]), (5, [5, 5]), (10, [10]), (99, [10])])
def test_batches_hold_each_example_once_with_its_label_and_the_last_is_what_remains(batch_size, sizes, rng):
    parts = list(batches(X, Y, batch_size, rng=None if rng is None else np.random.default_rng(rng)))
    assert [len(x) for x, _ in parts] == [len(y) for _, y in parts] == sizes
    labels = np.concatenate([y for _, y in parts])
    assert sorted(labels) == list(range(10))
    assert np.array_equal(np.concatenate([x for x, _ in parts]), X[labels])


def order(rng):
    return np.concatenate([y for _, y in batches(np.zeros(100), np.arange(100), 7, rng=rng)]).tolist()


def test_without_rng_the_order_stands_and_with_rng_it_is_random_fresh_and_reproducible():
    rng = np.random.default_rng(5)
    first, second = order(rng), order(rng)
    assert order(None) == list(range(100))
    assert first != second != order(None) != first
    assert order(np.random.default_rng(5)) == first
    assert order(np.random.default_rng(6)) != first


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ((X, Y, 0), ValueError, "batch_size must be at least 1, got 0"),
        ((X, Y, -3), ValueError, "batch_size"),
        ((X, Y, 2.0), TypeError, "batch_size must be a whole number"),
        ((X, Y, True), TypeError, "batch_size"),
        ((X, Y[:9], 2), ValueError, r"\(10, 2\).*\(9,\)"),
        ((X[:0], Y[:0], 2), ValueError, "no examples"),
        ((X.tolist(), Y, 2), TypeError, "NumPy arrays, got list"),
        ((X, Y.tolist(), 2), TypeError, "NumPy arrays"),
        ((np.where(X == 6, np.nan, X), Y, 2), ValueError, "example 3"),
        ((np.where(X == 19, -np.inf, X), Y, 2), ValueError, "example 9"),
    ],
)
def test_bad_batches_are_refused_at_the_call(arguments, error, message):
    with pytest.raises(error, match=message):
        batches(*arguments)


def test_batches_refuse_a_seed_in_place_of_a_generator():
    with pytest.raises(TypeError, match="rng must be a NumPy Generator"):
        batches(X, Y, 2, rng=0)


def shifted(image, down, right):
    """`image` (C, H, W) moved, with zeros coming in: cell by cell."""
    result = np.zeros_like(image)
    _, h, w = image.shape
    for row in range(h):
        for column in range(w):
            if 0 <= row - down < h and 0 <= column - right < w:
                result[:, row, column] = image[:, row - down, column - right]
    return result


def test_every_result_is_a_shift_by_one_and_all_nine_shifts_occur():
    rng = np.random.default_rng(0)
    x = rng.uniform(1, 2, (200, 2, 5, 4)).astype(np.float32)
    before = x.copy()
    found = random_shift(x, rng=rng)
    assert (found.shape, found.dtype) == (x.shape, x.dtype)
    assert np.array_equal(x, before)
    seen = set()
    for image, result in zip(x, found, strict=True):
        moves = [(i, j) for i in (-1, 0, 1) for j in (-1, 0, 1) if np.array_equal(shifted(image, i, j), result)]
        assert len(moves) == 1
        seen.add(moves[0])
        down, right = moves[0]
        assert (result == 0).sum() == 2 * (20 - (5 - abs(down)) * (4 - abs(right)))  # zeros came in
    assert len(seen) == 9


def test_shifts_reach_as_far_as_asked_and_no_further():
    x = np.zeros((500, 1, 9, 9), np.float32)
    x[:, 0, 4, 4] = 1
    _, _, rows, columns = np.nonzero(random_shift(x, 3, rng=np.random.default_rng(0)))
    assert len(rows) == 500
    assert set(rows) == set(columns) == set(range(1, 8))


def test_shifts_are_reproducible_and_zero_pixels_change_nothing():
    x = np.random.default_rng(0).random((30, 1, 6, 6))
    one, same, other = (random_shift(x, 2, rng=np.random.default_rng(seed)) for seed in (1, 1, 2))
    assert np.array_equal(one, same)
    assert not np.array_equal(one, other)
    assert np.array_equal(random_shift(x, 0, rng=np.random.default_rng(0)), x)


@pytest.mark.parametrize(
    ("pixels", "rng", "error", "message"),
    [
        (-1, np.random.default_rng(0), ValueError, "pixels must be at least 0"),
        (1.5, np.random.default_rng(0), TypeError, "pixels must be a whole number"),
        (1, 0, TypeError, "rng must be a NumPy Generator"),
    ],
)
def test_bad_shifts_are_refused(pixels, rng, error, message):
    with pytest.raises(error, match=message):
        random_shift(np.zeros((2, 1, 4, 4)), pixels, rng=rng)


def test_shifting_images_without_a_channel_axis_is_an_error_that_quotes_the_shape():
    with pytest.raises((ValueError, TypeError), match=r"\(2, 28, 28\)"):
        random_shift(np.zeros((2, 28, 28)), rng=np.random.default_rng(0))


@pytest.mark.parametrize("name", KERNELS)
def test_kernels_are_small_float32_grids(name):
    kernel = KERNELS[name]
    assert (kernel.ndim, kernel.dtype) == (2, np.float32)
    assert kernel.shape[0] % 2 == kernel.shape[1] % 2 == 1


@pytest.mark.parametrize(
    ("name", "total"),
    [
        *[(name, 1) for name in ("identity", "box blur", "gaussian blur", "sharpen", "emboss")],
        *[(name, 0) for name in ("vertical edge", "horizontal edge", "outline")],
    ],
)
def test_kernels_keep_the_brightness_or_see_nothing_in_an_even_grey(name, total):
    assert KERNELS[name].sum() == pytest.approx(total, abs=1e-6)


def test_identity_changes_nothing():
    x = load_mnist("test")[0][:5]
    assert np.array_equal(F.conv2d(x, KERNELS["identity"][None, None], padding=1), x)


@pytest.mark.parametrize(("name", "along"), [("vertical edge", 1), ("horizontal edge", 0)])
def test_edge_kernels_answer_to_the_edge_of_their_name_and_to_no_other(name, along):
    step = np.zeros((1, 1, 8, 8), np.float32)
    step[:, :, :, 4:] = 1  # a vertical edge
    answer = {1: step, 0: step.transpose(0, 1, 3, 2)}
    weight = KERNELS[name][None, None]
    assert F.conv2d(answer[along], weight).max() == 4
    assert not F.conv2d(answer[1 - along], weight).any()


def test_the_photograph_is_in_colour_and_bright_somewhere():
    photo = load_photo()
    assert (photo.shape, photo.dtype) == ((3, 128, 128), np.float32)
    assert photo.min() >= 0
    assert photo.max() > 0.9
    assert np.abs(photo[0] - photo[2]).mean() > 0.05, "red and blue differ"


@given(st.integers(-6, 6), st.integers(-6, 6))
def test_a_shift_moves_every_pixel_and_lets_zeros_in(down, right):
    images = np.random.default_rng(0).random((2, 1, 4, 5)) + 1
    moved = shift(images, down, right)
    for row, column in np.ndindex(4, 5):
        source = row - down, column - right
        inside = 0 <= source[0] < 4 and 0 <= source[1] < 5
        assert np.array_equal(moved[:, 0, row, column], images[:, 0, *source] if inside else np.zeros(2))


def test_a_shift_by_parts_of_a_pixel_is_refused():
    with pytest.raises(TypeError, match="right"):
        shift(np.zeros((1, 1, 4, 4)), 1, 0.5)

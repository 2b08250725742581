"""A drawing is framed as MNIST frames its digits, wherever, however large and however dark it was drawn."""

import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from cnnlab.data import center_digit, load_mnist


@pytest.fixture(scope="module")
def digits():
    return load_mnist("test")[0][:, 0]


def on_canvas(ink, top=9, left=7, height=60, width=50):
    """`ink` on an empty canvas."""
    canvas = np.zeros((height, width), ink.dtype)
    canvas[top : top + ink.shape[0], left : left + ink.shape[1]] = ink
    return canvas


def box(image):
    """(top, bottom, left, right) of what is not zero, bottom and right included."""
    rows, columns = np.nonzero(image)
    return rows.min(), rows.max(), columns.min(), columns.max()


def center_of_mass(image):
    """(row, column), in pixels from the top left corner: the middle of the first pixel is 0.5."""
    middles = np.arange(28) + 0.5
    image = image.astype(np.float64)
    return (image.sum(1) @ middles / image.sum(), image.sum(0) @ middles / image.sum())


# Strokes in eighths of full ink, so that no value comes near the limit under which a trace is background.
INK = arrays(
    np.float64,
    st.tuples(st.integers(1, 40), st.integers(1, 40)),
    elements=st.integers(0, 8).map(lambda eighths: eighths / 8),
    fill=st.just(0.0),
).filter(lambda ink: ink.max() == 1)
fast = settings(max_examples=60, deadline=None)


def test_an_mnist_digit_stays_almost_as_it_is(digits):
    apart = np.array([np.abs(center_digit(digit) - digit).mean() for digit in digits[:300]])
    assert apart.mean() < 0.005
    assert (apart < 0.005).mean() > 0.95


@fast
@given(INK)
def test_the_result_is_28_by_28_float32_from_0_to_1(ink):
    result = center_digit(on_canvas(ink))
    assert (result.shape, result.dtype) == ((28, 28), np.float32)
    assert (result.min(), result.max()) == (0, 1)


@fast
@given(INK)
def test_the_longer_side_becomes_20_and_the_aspect_is_kept(ink):
    top, bottom, left, right = box(ink)
    sides = np.array([bottom - top + 1, right - left + 1])
    top, bottom, left, right = box(center_digit(on_canvas(ink)))
    found = np.array([bottom - top + 1, right - left + 1])
    assert found.max() == 20
    assert np.abs(found - np.maximum(1, 20 * sides / sides.max())).max() <= 0.5


@fast
@given(INK)
def test_the_center_of_mass_lies_where_mnist_has_it_unless_the_frame_ends(ink):
    result = center_digit(on_canvas(ink))
    ends = np.reshape(box(result), (2, 2))
    for (first, last), center in zip(ends, center_of_mass(result), strict=True):
        assert 14 - 1e-3 <= center < 15 + 1e-3 or (center < 14 and last == 27) or (center >= 15 and first == 0)


def test_mnist_itself_has_its_center_of_mass_there(digits):
    centers = np.array([center_of_mass(digit) for digit in digits[:1000]])
    assert centers.min() >= 14
    assert centers.max() < 15


@fast
@given(INK, st.integers(1, 200), st.integers(1, 200))
def test_where_on_the_canvas_it_was_drawn_does_not_matter(ink, top, left):
    elsewhere = on_canvas(ink, top, left, 250, 260)
    assert np.array_equal(center_digit(elsewhere), center_digit(on_canvas(ink)))


@fast
@given(INK)
def test_dark_on_light_is_light_on_dark(ink):
    canvas = on_canvas(ink)
    assert np.allclose(center_digit(1 - canvas), center_digit(canvas), atol=1e-5)


@fast
@given(INK, st.floats(1e-3, 1e5), st.floats(-100, 100))
def test_the_range_of_the_greys_does_not_matter(ink, scale, offset):
    canvas = on_canvas(ink)
    assert np.allclose(center_digit(canvas * scale + scale * offset), center_digit(canvas), atol=1e-3)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("change", [lambda c: c + 1e8, lambda c: c * 1e-40, lambda c: c * 1e300, lambda c: c * -7e38])
def test_not_even_an_extreme_range_matters(change):
    canvas = on_canvas(np.random.default_rng(0).integers(0, 9, (20, 15)) / 8)
    assert np.allclose(center_digit(change(canvas)), center_digit(canvas), atol=1e-3)


@fast
@given(INK, st.sampled_from([np.uint8, np.int16, np.int64, np.uint64, np.float16, np.float32]))
def test_the_type_of_the_numbers_does_not_matter(ink, dtype):
    canvas = on_canvas(ink * 248)
    assert np.allclose(center_digit(canvas.astype(dtype)), center_digit(canvas), atol=1e-5)


@fast
@given(INK)
def test_booleans_are_ink_and_paper(ink):
    canvas = on_canvas(ink > 0)
    assert np.allclose(center_digit(canvas), center_digit(canvas.astype(float)), atol=1e-6)


def test_a_nested_list_is_a_drawing_too_and_an_array_is_not_changed():
    canvas = on_canvas(np.eye(9))
    before = canvas.copy()
    assert np.array_equal(center_digit(canvas.tolist()), center_digit(canvas))
    assert np.array_equal(canvas, before)


@pytest.mark.parametrize(("height", "width"), [(60, 50), (1000, 700), (3, 3)])
def test_a_single_dot_becomes_a_square_of_20(height, width):
    canvas = np.zeros((height, width))
    canvas[1, 1] = 1
    assert np.array_equal(center_digit(canvas), on_canvas(np.ones((20, 20)), 4, 4, 28, 28))


@pytest.mark.parametrize("line", [np.s_[10:40, 7], np.s_[12, 5:45], np.s_[12, :], np.s_[:, 30]])
def test_a_line_of_one_pixel_stays_a_line_even_right_across_the_canvas(line):
    canvas = np.zeros((60, 50))
    canvas[line] = 255
    upright = canvas.any(1).sum() > 1
    wanted = np.zeros((28, 28))
    wanted[(np.s_[4:24], 14) if upright else (14, np.s_[4:24])] = 1
    assert np.allclose(center_digit(canvas), wanted)


@pytest.mark.parametrize(("top", "left"), [(0, 0), (0, 20), (40, 0), (40, 35), (17, 35)])
def test_ink_that_touches_the_border_is_not_taken_for_background(top, left):
    ink = np.random.default_rng(3).integers(2, 9, (20, 15)) / 8
    assert np.array_equal(center_digit(on_canvas(ink, top, left)), center_digit(on_canvas(ink)))


def test_a_huge_canvas_gives_the_same_digit_as_a_small_one(digits):
    thick = np.kron(digits[0], np.ones((20, 20)))
    huge = on_canvas(thick, 300, 100, 1000, 700)
    assert np.abs(center_digit(huge) - center_digit(digits[0])).mean() < 0.02


@pytest.mark.parametrize(
    ("drawing", "message"),
    [
        (np.zeros((28, 28)), "empty"),
        (np.full((40, 30), 255, np.uint8), "empty"),
        (np.zeros((0, 5)), "grid of numbers"),
        (np.array([]), "grid of numbers"),
        (np.array(3.0), "grid of numbers"),
        (np.eye(9)[None], r"grid of numbers.*\(1, 9, 9\)"),
        (np.zeros((9, 9, 3)), r"grid of numbers.*\(9, 9, 3\)"),
        ("a drawing", "grid of numbers"),
        ([["a", "b"], ["c", "d"]], "grid of numbers"),
        (None, "grid of numbers"),
        (np.eye(5) * 1j, "grid of numbers"),
        (np.full((5, 5), np.nan), "finite"),
        (np.where(np.eye(9), np.nan, 0), "finite"),
        (np.where(np.eye(9), np.inf, 0), "finite"),
    ],
)
def test_what_is_no_drawing_is_a_value_error(drawing, message):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(ValueError, match=message):
            center_digit(drawing)

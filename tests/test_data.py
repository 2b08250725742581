"""MNIST is the original, damage is one clear error; batches, shifts and drawings keep their promises."""

import hashlib
import re
import subprocess
import sys
import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

import cnnlab.data
from cnnlab import functional as F
from cnnlab.data import KERNELS, batches, center_digit, load_mnist, load_photo, random_shift, shift
from tools.places import ROOT

# SHA-256 of what follows the header in each of the four original IDX files: the pixels and the labels as bytes.
ORIGINAL = {
    "train": (
        "741c988805d008ac6e4c904b69001ba184c24b2c540a4ef403f4c71b676cf757",
        "1feba77c54802fa5339a11837ea4b2866434b83314ec45192930f1df69120c13",
    ),
    "test": (
        "6d87418db22cc8025d05968bec9bd5c3932904b23485740db143a061a2c9d161",
        "ddeff807876a9661a1110d45c266c86239a3a1b7d37da0c3716a7a683c852ff5",
    ),
}
CLASS_COUNTS = {
    "train": [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949],
    "test": [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009],
}


@pytest.fixture(scope="module", params=["train", "test"])
def split(request):
    return request.param, *load_mnist(request.param)


@pytest.fixture(scope="module")
def mnist_test():
    return load_mnist("test")


@pytest.fixture(scope="module")
def digits(mnist_test):
    return mnist_test[0][:, 0]


# ----------------------------------------------------------------------------------------------------------- MNIST


def test_images_and_labels_have_the_documented_shape_type_and_range(split):
    name, images, labels = split
    count = {"train": 60_000, "test": 10_000}[name]
    assert (images.shape, images.dtype) == ((count, 1, 28, 28), np.float32)
    assert (labels.shape, labels.dtype) == ((count,), np.int64)
    assert (images.min(), images.max()) == (0, 1)
    assert (labels.min(), labels.max()) == (0, 9)


def test_every_pixel_and_label_is_that_of_the_original_files(split):
    name, images, labels = split
    pixels = hashlib.sha256()
    for part in np.array_split(images, 10):
        pixels.update(np.rint(part * 255).astype(np.uint8).tobytes())
    assert (pixels.hexdigest(), hashlib.sha256(labels.astype(np.uint8).tobytes()).hexdigest()) == ORIGINAL[name]


def test_pixels_are_whole_255ths(split):
    _, images, _ = split
    some = images[::50]
    assert np.array_equal(some, np.rint(some * 255).astype(np.float32) / np.float32(255))


def test_class_counts(split):
    name, _, labels = split
    assert np.bincount(labels).tolist() == CLASS_COUNTS[name]


def test_each_call_gives_arrays_of_its_own():
    images, labels = load_mnist("test")
    images[:], labels[:] = -1, -1
    assert load_mnist("test")[0].min() == 0
    assert load_mnist("test")[1].min() == 0


@pytest.mark.parametrize("name", ["valid", "Train", "", None, 0])
def test_an_unknown_split_is_a_value_error_that_quotes_it(name):
    with pytest.raises(ValueError, match=re.escape(f'"train" or "test", got {name!r}')):
        load_mnist(name)


def test_loading_needs_no_network():
    code = """
import socket
def refuse(*args, **kwargs):
    raise AssertionError("the network was used")
socket.socket = socket.create_connection = socket.getaddrinfo = refuse
from cnnlab.data import load_mnist
print(*[len(images) for images, _ in map(load_mnist, ["train", "test"])])
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert (done.stdout.strip(), done.returncode) == ("60000 10000", 0), done.stderr


@pytest.fixture
def copy(tmp_path, monkeypatch):
    """A copy of the MNIST file, which load_mnist reads in this test."""
    path = tmp_path / "mnist.npz"
    path.write_bytes(cnnlab.data.MNIST_FILE.read_bytes())
    monkeypatch.setattr(cnnlab.data, "MNIST_FILE", path)
    return path


def refusal(path):
    """load_mnist must raise one OSError, which names the file and says what to do."""
    with pytest.raises(OSError, match=re.escape(str(path))) as caught:
        load_mnist("test")
    assert "install cnnlab again" in str(caught.value)


def escape(path, position, mask, good):
    """What else than an OSError, or the `good` numbers, comes of flipping the bits of `mask` at `position`; or None."""
    original = path.read_bytes()
    damaged = bytearray(original)
    damaged[position] ^= mask
    path.write_bytes(damaged)
    try:
        return None if all(map(np.array_equal, load_mnist("test"), good)) else "other numbers"
    except OSError as error:
        return None if str(path) in str(error) else f"an OSError that does not name the file: {error}"
    except Exception as error:
        return repr(error)
    finally:
        path.write_bytes(original)


def test_the_copy_in_these_tests_is_what_is_read(copy):
    assert len(load_mnist("test")[0]) == 10_000
    copy.unlink()
    refusal(copy)


@pytest.mark.parametrize("size", [0, 1, 100, 5_000_000, -300, -1])
def test_a_truncated_file_is_one_os_error(copy, size):
    copy.write_bytes(copy.read_bytes()[:size])
    refusal(copy)


def other_arrays(path):
    np.savez(path, x=np.zeros(3))


def single_array(path):
    with path.open("wb") as file:
        np.save(file, np.zeros(3))


def folder(path):
    path.unlink()
    path.mkdir()


def objects(path):
    np.savez(path, test_images=np.array([{}]), test_labels=np.array([{}]))


def text(path):
    path.write_text("<html>404 Not Found</html>\n" * 1000, encoding="utf-8")


@pytest.mark.parametrize("replace", [text, other_arrays, single_array, folder, objects])
def test_another_file_in_its_place_is_one_os_error(copy, replace):
    replace(copy)
    refusal(copy)


# The fields of a file's entry in a zip's directory: where they begin, and how long they are.
FIELDS = {"version": (6, 2), "flags": (8, 2), "method": (10, 2), "crc": (16, 4), "compressed size": (20, 4)}
FIELDS |= {"size": (24, 4), "name length": (28, 2), "place": (42, 4)}


@pytest.mark.parametrize("field", FIELDS)
def test_a_flipped_bit_in_the_directory_is_one_os_error_unless_the_numbers_stay_right(copy, mnist_test, field):
    first_entry = copy.read_bytes().rindex(b"test_images.npy") - 46
    start, length = FIELDS[field]
    flips = [(start + byte, mask) for byte in range(length) for mask in (1, 2, 64)]
    escaped = {flip: escape(copy, first_entry + flip[0], flip[1], mnist_test) for flip in flips}
    assert {flip: what for flip, what in escaped.items() if what} == {}


def test_a_flipped_bit_in_the_numbers_is_one_os_error_and_never_gives_other_numbers(copy, mnist_test):
    content = copy.read_bytes()
    start = content.index(b"test_images.npy") + len("test_images.npy")
    rng = np.random.default_rng(0)
    places = [*range(start, start + 80), *map(int, rng.integers(start, start + 1_600_000, 20))]
    flips = [(place, 1 << int(rng.integers(8))) for place in places]
    escaped = {(place - start, mask): escape(copy, place, mask, mnist_test) for place, mask in flips}
    assert {flip: what for flip, what in escaped.items() if what} == {}


# --------------------------------------------------------------------------------------------------------- batches

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


# ---------------------------------------------------------------------------------------------------- random_shift


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


# ---------------------------------------------------------------------------------------------------- center_digit


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


# --------------------------------------------------------------------------------------------------------- KERNELS


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


def test_identity_changes_nothing(digits):
    x = digits[:5, None]
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

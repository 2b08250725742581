"""MNIST is the original, needs no network, and damage to its file is one clear error."""

import hashlib
import re
import subprocess
import sys

import numpy as np
import pytest

import cnnlab.data
from cnnlab.data import load_mnist
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


@pytest.mark.parametrize(("most", "count"), [(1, 1), (300, 300), (np.int64(300), 300), (10**6, 10_000)])
def test_most_takes_the_first_so_many_and_says_nothing(mnist_test, most, count, capsys):
    images, labels = load_mnist("test", most=most)
    assert np.array_equal(images, mnist_test[0][:count])
    assert np.array_equal(labels, mnist_test[1][:count])
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("most", [0, -3])
def test_no_digits_at_all_are_a_value_error(most):
    with pytest.raises(ValueError, match=re.escape(f"most must be at least 1, got {most}")):
        load_mnist("test", most=most)


@pytest.mark.parametrize("most", [2.0, "300", True])
def test_a_most_of_another_kind_is_a_type_error_that_quotes_it(most):
    with pytest.raises(TypeError, match=re.escape(f"most must be a whole number, got {most!r}")):
        load_mnist("test", most=most)


@pytest.fixture
def in_browser(monkeypatch):
    monkeypatch.setattr(cnnlab.data, "IN_BROWSER", True)


@pytest.mark.parametrize(("split", "most"), [("train", 10_000), ("train", 10**6), ("test", 10_000)])
def test_in_a_browser_whoever_says_how_many_gets_fewer_and_is_told(in_browser, capsys, split, most):
    images, labels = load_mnist(split, most=most)
    assert len(images) == len(labels) == cnnlab.data.BROWSER_MOST
    [sentence] = capsys.readouterr().out.splitlines()
    there = {"train": 60_000, "test": 10_000}[split]
    assert f"{min(most, there):,} digits" in sentence
    assert f"the first {cnnlab.data.BROWSER_MOST:,} here" in sentence


@pytest.mark.parametrize(("most", "count"), [(None, 10_000), (300, 300), (cnnlab.data.BROWSER_MOST,) * 2])
def test_in_a_browser_whoever_wants_all_or_few_gets_them_and_is_told_nothing(in_browser, capsys, most, count):
    assert len(load_mnist("test", most)[0]) == count
    assert capsys.readouterr().out == ""


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

"""MNIST and a photograph, which ship inside the package, and what turns images into training batches."""

from importlib.resources import files

import numpy as np

from cnnlab._arguments import as_generator, as_int, check_float_array, check_number_array
from cnnlab._browser import IN_BROWSER
from cnnlab.drawings import center_digit

__all__ = [
    "KERNELS", "batches", "center_digit", "check_examples", "load_mnist", "load_photo", "random_shift", "shift",
]  # fmt: skip

MNIST_FILE = files("cnnlab") / "mnist" / "mnist.npz"
BROWSER_MOST = 4_000  # digits in a browser, where a step of training takes many times as long

# Kernels with a known effect, for lessons and demonstrations: (kH, kW), read as cross-correlation.
KERNELS = {
    name: np.array(rows, np.float32) / divisor
    for name, rows, divisor in [
        ("identity", [[0, 0, 0], [0, 1, 0], [0, 0, 0]], 1),
        ("box blur", [[1, 1, 1], [1, 1, 1], [1, 1, 1]], 9),
        ("gaussian blur", [[1, 2, 1], [2, 4, 2], [1, 2, 1]], 16),
        ("sharpen", [[0, -1, 0], [-1, 5, -1], [0, -1, 0]], 1),
        ("vertical edge", [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]], 1),
        ("horizontal edge", [[-1, -2, -1], [0, 0, 0], [1, 2, 1]], 1),
        ("outline", [[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]], 1),
        ("emboss", [[-2, -1, 0], [-1, 1, 1], [0, 1, 2]], 1),
    ]
}


def load_mnist(split, most=None):
    """The handwritten digits: images (N, 1, 28, 28) float32 from 0 (paper) to 1 (ink), labels (N,) int64.

    split: "train" (60,000) or "test" (10,000). most: no more than the first so many. Where it is given, and Python runs
    in a browser, they are no more than BROWSER_MOST, and a sentence is printed that says so.
    Read from a file inside the package: no network. Raises ValueError for another split, TypeError or ValueError where
    `most` is not a whole number of at least 1, OSError when the file is missing or damaged.
    Source: LeCun, Cortes and Burges, "The MNIST database of handwritten digits", 1998; CC BY-SA 3.0.

    >>> images, labels = load_mnist("test")
    >>> images.shape, labels[:5].tolist()
    ((10000, 1, 28, 28), [7, 2, 1, 0, 4])
    """
    if split not in ("train", "test"):
        raise ValueError(f'split must be "train" or "test", got {split!r}')
    most = None if most is None else as_int("most", most, 1)
    try:
        with MNIST_FILE.open("rb") as file, np.load(file, allow_pickle=False) as archive:
            images, labels = archive[f"{split}_images"], archive[f"{split}_labels"]
    except Exception as error:  # a damaged file can make zipfile and NumPy fail in many ways: all mean this
        raise OSError(f"the MNIST file {MNIST_FILE} is missing or damaged ({error}): install cnnlab again") from error
    count = len(images) if most is None else _as_many_as_here(split, min(most, len(images)))
    return np.divide(images[:count, None], 255, dtype=np.float32), labels[:count].astype(np.intp)


def _as_many_as_here(split, wanted):
    """How many of the digits that a lesson wants it gets where it runs; the learner is told if these are fewer."""
    if not IN_BROWSER or wanted <= BROWSER_MOST:
        return wanted
    purpose = {"train": "learn from", "test": "be tested on"}[split]
    print(f"Python is slower in a browser: of {wanted:,} digits to {purpose} you get the first {BROWSER_MOST:,} here.")
    return BROWSER_MOST


def load_photo():
    """A colour photograph: (3, 128, 128) float32 from 0 (dark) to 1 (bright), the channels red, green and blue.

    Source: part of a portrait of Grace Hopper by James S. Davis, United States Navy, 1984; public domain.

    >>> load_photo().shape
    (3, 128, 128)
    """
    with (files("cnnlab") / "photo" / "photo.npz").open("rb") as file, np.load(file, allow_pickle=False) as archive:
        return np.divide(archive["photo"], 255, dtype=np.float32)


def batches(x, y, batch_size, *, rng=None):
    """Yield (x, y) in batches; with `rng` in a fresh random order, else as they stand. The last may be smaller.

    >>> [len(y) for _, y in batches(np.zeros((10, 1)), np.arange(10), 4)]
    [4, 4, 2]
    """
    check_examples(x, y)
    batch_size = as_int("batch_size", batch_size, 1)
    order = np.arange(len(x)) if rng is None else as_generator(rng).permutation(len(x))
    return ((x[part], y[part]) for part in (order[i : i + batch_size] for i in range(0, len(x), batch_size)))


def check_examples(x, y):
    """Refuse images and labels that cannot be examples of one another."""
    if not isinstance(x, np.ndarray) or not isinstance(y, np.ndarray):
        raise TypeError(f"x and y must be NumPy arrays, got {type(x).__name__} and {type(y).__name__}")
    if x.ndim == 0 or y.ndim == 0 or len(x) != len(y):
        raise ValueError(f"each example needs one label: x has shape {x.shape}, y {y.shape}")
    if len(x) == 0:
        raise ValueError(f"there are no examples: x has shape {x.shape}")
    check_number_array("x", x)
    check_number_array("y", y)
    if np.issubdtype(x.dtype, np.floating) and not np.isfinite([x.min(), x.max()]).all():
        first = np.isfinite(x.reshape(len(x), -1)).all(1).argmin()
        raise ValueError(f"x must hold finite numbers, but example {first} has NaN or infinity")


def random_shift(x, pixels=1, *, rng):
    """Move each image of (N, C, H, W) by up to `pixels` in both directions, at random; zeros come in at the edge."""
    pixels = as_int("pixels", pixels, 0)
    check_float_array("x", x, 4, "(images, channels, rows, columns)")
    n, _, h, w = x.shape
    padded = np.pad(x, ((0, 0), (0, 0), (pixels, pixels), (pixels, pixels)))
    views = np.lib.stride_tricks.sliding_window_view(padded, (h, w), axis=(2, 3))
    down, right = as_generator(rng).integers(0, 2 * pixels + 1, (2, n))
    return views[np.arange(n), :, down, right]


def shift(x, down, right):
    """Move images (N, C, H, W) by whole pixels, up and left where negative; zeros come in at the edge.

    >>> shift(np.arange(4.0).reshape(1, 1, 2, 2), 0, 1)[0, 0]
    array([[0., 0.],
           [0., 2.]])
    """
    check_float_array("x", x, 4, "(images, channels, rows, columns)")
    down, right = as_int("down", down, -np.inf), as_int("right", right, -np.inf)
    sides = [(max(by, 0), max(-by, 0)) for by in (down, right)]  # as many zeros as it moves, on the side it leaves
    padded, (h, w) = np.pad(x, ((0, 0), (0, 0), *sides)), x.shape[2:]
    (_, top), (_, left) = sides
    return padded[:, :, top : top + h, left : left + w].copy()

"""Synthetic signals in four classes that only their order in time tells apart, for lessons on 1-D convolution."""

import numpy as np

from cnnlab._arguments import as_generator, as_int, as_number

LENGTH = 64  # samples of a signal
UP = np.linspace(-1, 1, 16)
# The same sixteen numbers in four orders. A hill goes up by every other number, and down by those left over.
SHAPES = {
    "rise": UP,
    "fall": UP[::-1],
    "hill": np.concatenate([UP[::2], UP[::-2]]),
    "valley": np.concatenate([UP[::-2], UP[::2]]),
}
NAMES = tuple(SHAPES)
LAST = LENGTH - len(UP)  # where a shape that ends with the signal begins


def make_signals(n, *, rng, noise=0.25, starts=(0, LAST)):
    """Signals (n, 1, 64) float32 and labels (n,) int64: which of the four `SHAPES`, in the order of `NAMES`.

    Each signal is zero but for one shape at a random place; then every sample gets its own noise, normal with standard
    deviation `noise`. starts: the first and the last place at which a shape may begin. The classes are of equal size,
    as far as n allows. All shapes hold the same numbers and all samples the same noise, so that without their order the
    values of a signal have exactly the same distribution in every class: their histogram, their mean or their sorted
    list say nothing. Raises ValueError or TypeError for n < 1, noise < 0, starts at which a shape would not fit, and
    anything but a Generator.

    >>> signals, labels = make_signals(8, rng=np.random.default_rng(0))
    >>> signals.shape, np.bincount(labels).tolist()
    ((8, 1, 64), [2, 2, 2, 2])
    >>> {tuple(np.sort(shape)) for shape in SHAPES.values()} == {tuple(UP)}
    True
    """
    n, noise = as_int("n", n, 1), as_number("noise", noise, 0)
    first, last = starts
    if not 0 <= first <= last <= LAST:
        raise ValueError(f"starts must be a first and a last place from 0 to {LAST}, got {starts!r}")
    labels = as_generator(rng).permutation(np.arange(n) % len(SHAPES))
    places = rng.integers(first, last + 1, n)
    signals = rng.normal(0, noise, (n, LENGTH))
    signals[np.arange(n)[:, None], places[:, None] + np.arange(len(UP))] += np.stack(list(SHAPES.values()))[labels]
    return signals[:, None].astype(np.float32), labels

"""Signals for lessons on 1-D convolution: a real heartbeat, and four made-up shapes that only order tells apart."""

from importlib.resources import files

import numpy as np

from cnnlab._arguments import as_generator, as_int, as_number, as_numbers

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
RATE, WINDOW = 90, 32  # samples a second of the heartbeat, and samples of a window that is cut out of it
FIRST_PART = 60 * RATE  # a network learns from windows that end before, and is tested on those that begin later
NEAR = 5  # samples: a peak that is no further from a beat is that beat


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


def load_heartbeat():
    """Ninety-six seconds of a heart: (8640,) in millivolts, 90 samples a second, and the peaks of 171 beats.

    The peaks are (171,) int64, the number of the sample at which each is. Read from a file inside the package.
    Source: MIT-BIH Arrhythmia Database, record 208, PhysioNet; Moody and Mark, 2001; ODC-By 1.0, see heart/README.md.

    >>> heart, beats = load_heartbeat()
    >>> heart.shape, len(beats)
    ((8640,), 171)
    """
    with (files("cnnlab") / "heart" / "heartbeat.npz").open("rb") as file, np.load(file, allow_pickle=False) as archive:
        return archive["signal"] / 800, archive["beats"].astype(np.int64)


def cut_windows(n, *, rng, peaks, part="train"):
    """Windows (n, 1, 32) float32 out of the heartbeat, each less its mean, and labels (n,) int64: 1 with a beat, or 0.

    Half of them have a beat, whose peak is at a random one of the samples from peaks[0] to peaks[1] of the window; the
    others have none, nor one close by. part: "train", from the first 60 seconds, or "test", from the rest.
    Raises ValueError or TypeError for n < 1, peaks outside of the window, another part, and anything but a Generator.

    >>> windows, labels = cut_windows(8, rng=np.random.default_rng(0), peaks=(6, 11))
    >>> windows.shape, np.bincount(labels).tolist()
    ((8, 1, 32), [4, 4])
    """
    n, (first, last) = as_int("n", n, 1), peaks
    if part not in ("train", "test"):
        raise ValueError(f'part must be "train" or "test", got {part!r}')
    if not 0 <= first <= last < WINDOW:
        raise ValueError(f"peaks must be a first and a last sample from 0 to {WINDOW - 1}, got {peaks!r}")
    heart, beats = load_heartbeat()
    begin, end = (0, FIRST_PART) if part == "train" else (FIRST_PART, len(heart))
    starts = np.arange(begin, end - WINDOW)
    after = starts[:, None] - beats
    empty = starts[~((after <= 4) & (after > -WINDOW - 4)).any(1)]
    inside = beats[(beats >= begin + WINDOW) & (beats < end - WINDOW)]
    labels = as_generator(rng).permutation(np.arange(n) % 2)
    with_beat = rng.choice(inside, n) - rng.integers(first, last + 1, n)
    chosen = np.where(labels == 1, with_beat, rng.choice(empty, n))
    windows = heart[chosen[:, None] + np.arange(WINDOW)].astype(np.float32)
    return (windows - windows.mean(1, keepdims=True))[:, None], labels


def find_peaks(values, line):
    """Where `values` (L,) rise above `line`: the place of the largest number of each hill, as an array of ints.

    Hills that are no more than 9 samples apart are one. Raises ValueError for what is not one list of finite numbers.

    >>> find_peaks([0, 3, 5, 2, 0] + 12 * [0] + [4], 1)
    array([ 2, 17])
    """
    values = as_numbers("values", values, "one list of numbers")
    above = np.flatnonzero(values > as_number("line", line, -np.inf))
    hills = np.split(above, np.flatnonzero(np.diff(above) > 9) + 1) if above.size else []
    return np.array([hill[values[hill].argmax()] for hill in hills], int)


def compare_peaks(found, beats):
    """How many of the beats were found, and how many of the places found are no beat: a pair of ints.

    A place that is at most 5 samples from a beat is that beat.

    >>> compare_peaks([10, 50, 90], [12, 88, 200])
    (2, 1)
    """
    near = np.abs(np.subtract.outer(np.asarray(found, int), np.asarray(beats, int))) <= NEAR
    return int(near.any(0).sum()), int((~near.any(1)).sum())

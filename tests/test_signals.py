"""The synthetic signals: four orders of the same numbers, and that nothing but the order tells them apart."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnlab import nn, optim, signals, training


@settings(max_examples=30, deadline=None)
@given(n=st.integers(1, 50), seed=st.integers(0, 99))
def test_every_class_is_as_frequent_and_the_same_seed_gives_the_same_signals(n, seed):
    x, y = signals.make_signals(n, rng=np.random.default_rng(seed))
    assert (x.shape, x.dtype, y.shape, y.dtype) == ((n, 1, 64), np.float32, (n,), np.int64)
    counts = np.bincount(y, minlength=4)
    assert counts.max() - counts.min() <= 1
    again = signals.make_signals(n, rng=np.random.default_rng(seed))
    assert np.array_equal(x, again[0])
    assert np.array_equal(y, again[1])


def test_without_noise_each_signal_is_its_shape_somewhere_and_zero_elsewhere():
    x, y = signals.make_signals(400, rng=np.random.default_rng(0), noise=0)
    starts = set()
    for signal, label in zip(x[:, 0], y, strict=True):
        start = int(np.flatnonzero(signal)[0])
        starts.add(start)
        assert np.allclose(signal[start : start + 16], signals.SHAPES[signals.NAMES[label]])
        assert np.count_nonzero(signal) == 16
    assert starts == set(range(49))


def test_shapes_begin_between_the_two_starts_and_the_labels_do_not_depend_on_them():
    x, y = signals.make_signals(400, rng=np.random.default_rng(0), noise=0, starts=(32, 40))
    assert {int(np.flatnonzero(signal)[0]) for signal in x[:, 0]} == set(range(32, 41))
    assert np.array_equal(y, signals.make_signals(400, rng=np.random.default_rng(0))[1])


def test_without_noise_and_without_their_order_all_signals_are_one():
    x, _ = signals.make_signals(100, rng=np.random.default_rng(0), noise=0)
    assert len(np.unique(np.sort(x[:, 0]), axis=0)) == 1


def test_the_four_orders_differ_by_much():
    shapes = list(signals.SHAPES.values())
    apart = [np.abs(one - other).mean() for i, one in enumerate(shapes) for other in shapes[:i]]
    assert min(apart) > 0.5


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_the_sorted_values_leave_a_trained_network_at_chance(seed):
    rng = np.random.default_rng(seed)
    train, test = signals.make_signals(2000, rng=rng), signals.make_signals(4000, rng=rng)
    hidden = nn.Linear(64, 64, rng=rng)
    model = nn.Sequential(nn.Flatten(), hidden, nn.ReLU(), nn.Linear(64, 4, rng=rng))
    settings = {"epochs": 15, "rng": rng, "progress": False}
    training.fit(model, optim.Adam(model.parameters(), lr=0.003), (np.sort(train[0]), train[1]), **settings)
    assert abs(training.evaluate(model, np.sort(test[0]), test[1]).accuracy - 0.25) < 0.03


@pytest.mark.parametrize("summary", [np.mean, np.std, np.min, np.max, np.median, lambda x, axis: (x**3).mean(axis)])
def test_no_number_that_ignores_the_order_differs_between_the_classes(summary):
    x, y = signals.make_signals(20_000, rng=np.random.default_rng(5))
    values = summary(x[:, 0].astype(float), axis=1)
    means = [values[y == label].mean() for label in range(4)]
    assert np.ptp(means) < 5 * values.std() / np.sqrt(5000)


@pytest.mark.parametrize(
    ("arguments", "error", "fragment"),
    [
        ({"n": 0}, ValueError, "n must be at least 1, got 0"),
        ({"n": 2.5}, TypeError, "n must be a whole number, got 2.5"),
        ({"noise": -1}, ValueError, "noise"),
        ({"noise": np.nan}, ValueError, "noise"),
        ({"starts": (40, 49)}, ValueError, "starts must be a first and a last place from 0 to 48, got (40, 49)"),
        ({"starts": (9, 8)}, ValueError, "from 0 to 48"),
        ({"rng": 0}, TypeError, "NumPy Generator"),
    ],
)
def test_bad_arguments_are_refused_in_words_that_name_them(arguments, error, fragment):
    arguments = {"n": 4, "rng": np.random.default_rng(0), **arguments}
    with pytest.raises(error, match=re.escape(fragment)):
        signals.make_signals(arguments.pop("n"), **arguments)


def test_the_heartbeat_has_a_peak_at_each_of_its_beats():
    heart, beats = signals.load_heartbeat()
    assert (heart.shape, beats.shape, beats.dtype) == ((8640,), (171,), np.int64)
    assert -3 < heart.min() < heart.max() < 4
    assert 0.4 * signals.RATE < np.diff(beats).min() < np.median(np.diff(beats)) < 0.6 * signals.RATE
    around = [heart[beat - 3 : beat + 4].argmax() == 3 for beat in beats]
    assert np.mean(around) == 1


@settings(max_examples=20, deadline=None)
@given(n=st.integers(1, 60), seed=st.integers(0, 99), part=st.sampled_from(["train", "test"]))
def test_a_window_has_its_beat_where_it_was_asked_for_or_none(n, seed, part):
    x, y = signals.cut_windows(n, rng=np.random.default_rng(seed), peaks=(8, 8), part=part)
    assert (x.shape, x.dtype, y.shape) == ((n, 1, 32), np.float32, (n,))
    assert y.sum() == n // 2
    assert np.abs(x.mean(2)).max() < 1e-5
    heart, beats = signals.load_heartbeat()
    for window, label in zip(x[:, 0], y, strict=True):
        near = np.lib.stride_tricks.sliding_window_view(heart, 32) - heart[0]
        start = np.abs(near - near.mean(1, keepdims=True) - window).max(1).argmin()
        assert (start + 32 <= signals.FIRST_PART) == (part == "train")
        inside = beats[(beats >= start) & (beats < start + 32)] - start
        assert inside.tolist() == ([8] if label else [])


@pytest.mark.parametrize(
    ("settings", "error", "fragment"),
    [
        ({"n": 0}, ValueError, "n must be"),
        ({"part": "all"}, ValueError, "got 'all'"),
        ({"peaks": (20, 32)}, ValueError, "from 0 to 31, got (20, 32)"),
        ({"peaks": (6, 5)}, ValueError, "got (6, 5)"),
        ({"rng": 3}, TypeError, "rng"),
    ],
)
def test_windows_that_cannot_be_cut_are_one_error(settings, error, fragment):
    with pytest.raises(error, match=re.escape(fragment)):
        signals.cut_windows(**({"n": 4, "rng": np.random.default_rng(0), "peaks": (6, 11)} | settings))


def test_a_peak_is_the_top_of_a_hill_above_the_line():
    values = np.zeros(40)
    values[[3, 4, 5, 20, 28, 39]] = [1, 3, 2, 2, 4, 1]
    assert signals.find_peaks(values, 0.5).tolist() == [4, 28, 39], "20 and 28 are too close to be two"
    assert signals.find_peaks(values, 3).tolist() == [28]
    assert signals.find_peaks(values, 4).tolist() == []


def test_each_beat_is_found_or_missed_and_what_is_far_from_all_is_wrong():
    assert signals.compare_peaks([5, 30, 61], [0, 25, 55, 90]) == (2, 1)
    assert signals.compare_peaks([], [3]) == (0, 0)
    assert signals.compare_peaks([3], []) == (0, 1)

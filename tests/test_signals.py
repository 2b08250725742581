"""The synthetic signals: four orders of the same numbers, and that nothing but the order tells them apart."""

import re

import matplotlib as mpl

mpl.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnlab import nn, optim, signals, training, viz


@pytest.fixture(autouse=True)
def closed_figures():
    yield
    plt.close("all")


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
        ({"rng": 0}, TypeError, "NumPy Generator"),
    ],
)
def test_bad_arguments_are_refused_in_words_that_name_them(arguments, error, fragment):
    arguments = {"n": 4, "rng": np.random.default_rng(0), **arguments}
    with pytest.raises(error, match=re.escape(fragment)):
        signals.make_signals(arguments.pop("n"), **arguments)


# ---------------------------------------------------------------------------------------------------------- pictures


def test_signals_are_drawn_on_one_scale_with_their_titles():
    x, _ = signals.make_signals(6, rng=np.random.default_rng(0))
    axes = viz.show_signals(x, list("abcdef"), columns=3, heading="Six")
    assert axes.shape == (6,)
    assert [ax.get_title("left") for ax in axes] == list("abcdef")
    assert len({ax.get_ylim() for ax in axes}) == 1
    assert np.array_equal(axes[4].lines[-1].get_ydata(), x[4, 0])
    assert axes[0].figure.get_suptitle() == "Six"


def test_weights_are_bars_orange_above_zero_and_blue_below():
    (ax,) = viz.show_signals([[1.0, -2, 3]], bars=True)
    assert [bar.get_height() for bar in ax.patches] == [1, -2, 3]
    colours = [mpl.colors.to_hex(bar.get_facecolor()) for bar in ax.patches]
    assert colours == [viz.LIGHT[sign] for sign in ("positive", "negative", "positive")]


def test_an_output_stands_under_the_middle_of_its_window():
    axes = viz.show_filtered([0, 0, 5, 0, 0, 0], {"edge": [-1, 0, 1], "pair": [1, 1]})
    _, edge = (line for line in axes[0].lines if len(line.get_xdata()) > 2)
    assert edge.get_xdata().tolist() == [1, 2, 3, 4]
    assert edge.get_ydata().tolist() == [5, 0, -5, 0]
    assert axes[1].lines[-1].get_xdata().tolist() == [0.5, 1.5, 2.5, 3.5, 4.5]
    assert [ax.get_title("left") for ax in axes] == ["edge", "pair"]


@pytest.mark.parametrize(
    ("draw", "fragment"),
    [
        (lambda: viz.show_signals(np.zeros((2, 2, 9))), "got (2, 2, 9)"),
        (lambda: viz.show_signals(np.zeros((33, 9))), "N up to 32"),
        (lambda: viz.show_signals([[1, np.nan]]), "finite"),
        (lambda: viz.show_signals([[1, 2]], ["a", "b"]), "1 signals need as many titles, got 2"),
        (lambda: viz.show_filtered([[1, 2]], {"a": [1]}), "signal must be one list of numbers, got shape (1, 2)"),
        (lambda: viz.show_filtered([1, 2], {"a": []}), "the kernel 'a'"),
        (lambda: viz.show_filtered([1, 2], {"a": [1, 2, 3]}), "does not fit"),
        (lambda: viz.show_filtered([1, 2], {}), "got 0"),
    ],
)
def test_what_cannot_be_drawn_is_refused(draw, fragment):
    with pytest.raises(ValueError, match=re.escape(fragment)):
        draw()


def test_drawing_leaves_the_settings_of_matplotlib_alone():
    before = dict(mpl.rcParams)
    viz.show_signals([[1.0, 2]])
    viz.show_filtered([1, 2, 3], {"sum": [1, 1]})
    assert dict(mpl.rcParams) == before


def test_a_split_says_what_its_values_belong_to():
    ax = viz.plot_split(np.array([0.0, 1, 2, 3]), np.array([0, 0, 1, 1]), of="signals")
    assert ax.get_ylabel() == "signals"


@pytest.mark.parametrize(("length", "marker"), [(40, "o"), (41, "None")])
def test_a_long_signal_is_a_line_without_dots(length, marker):
    (ax,) = viz.show_filtered(np.ones(length), {"mean": [0.5, 0.5]})
    assert {line.get_marker() for line in ax.lines[1:]} == {marker}

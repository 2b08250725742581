"""ShiftExplorer in Python: its numbers against `functional`, what may be set, and what is refused."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from traitlets import TraitError
from widgets.shift_explorer.explorers import DIGIT, EDGE, change, close, explorer, lenet, stages

from cnnlab import data, nn
from cnnlab import functional as F
from cnnlab.widgets import ShiftExplorer

SHIFTS = st.tuples(st.integers(-14, 14), st.integers(-14, 14))


@settings(max_examples=60, deadline=None)
@given(shift=SHIFTS, pool=st.integers(1, 12), mode=st.sampled_from(["max", "avg"]))
def test_the_walk_is_what_functional_makes_of_the_moved_digit(shift, pool, mode):
    walk = explorer(shift, pool=pool, mode=mode).walk
    before, after = (stages(DIGIT, EDGE, by, pool, mode) for by in ((0, 0), shift))
    for name, once, now in zip(("image", "map", "pooled"), before, after, strict=True):
        assert close(walk[name], now)
        assert np.isclose(walk["changes"][name], change(once, now), rtol=1e-9)
        assert name == "image" or close(walk["before"][name], once)
    rows, columns = np.array(before[1].shape) - np.abs(shift)
    assert walk["same"] == rows * columns  # all that is still on the map
    assert (walk["whole"] is not None) == (shift[0] % pool == 0 == shift[1] % pool)


def test_every_number_that_stays_on_the_map_moves_along_and_the_pooled_map_by_whole_steps():
    walk = explorer((2, -4), pool=2).walk
    assert walk["same"] == 24 * 22
    assert walk["whole"] == [1, -2]
    assert walk["whole_same"] == 12 * 11
    assert explorer((2, -3), pool=2).walk["whole"] is None


def test_what_was_measured_of_the_pixels_is_what_the_pixels_change_by():
    digits = data.load_mnist("test")[0][:20]
    for image in digits[:, 0]:
        moved = np.roll(image, 1, axis=1)  # no ink at the edge: nothing comes round
        assert np.isclose(explorer((0, 1), image).walk["changes"]["image"], change(image, moved), rtol=1e-5)


def test_a_blank_image_changes_by_nothing_that_could_be_said():
    assert explorer((1, 1), np.zeros((5, 5)), [[1]]).walk["changes"] == {"image": None, "map": None, "pooled": None}


def test_python_reads_and_sets_shift_pool_and_mode():
    widget = explorer((0, 1))
    assert widget.shift == (0, 1)
    widget.set_state({"shift": [-2, 3], "pool": 6, "mode": "avg"})
    assert (widget.shift, widget.pool, widget.mode) == ((-2, 3), 6, "avg")
    assert repr(widget).startswith("ShiftExplorer(image (28, 28), avg of 6 x 6, moved by (-2, 3))")


def test_the_model_answers_the_moved_digit():
    model = lenet()
    widget = explorer((3, -2), model=model)
    moved = data.shift(DIGIT[None, None], 3, -2)
    assert np.allclose(widget.probabilities, F.softmax(model(moved))[0], atol=1e-6)
    assert explorer().probabilities is None
    assert explorer().state()["net"] == {}


@pytest.mark.parametrize(
    ("arguments", "error", "fragment"),
    [
        ({"image": [1, 0]}, ValueError, "image must be a grid (rows, columns), and not empty; got shape (2,)"),
        ({"image": np.zeros((0, 3))}, ValueError, "shape (0, 3)"),
        ({"image": np.zeros((65, 3))}, ValueError, "at most 64 x 64, got shape (65, 3)"),
        ({"image": [[0, 2]]}, ValueError, "from 0 (paper) to 1 (ink), got 0 to 2"),
        ({"image": [[np.nan, 1]]}, ValueError, "image must hold finite numbers"),
        ({"image": "digit"}, TypeError, "image must be a grid of numbers"),
        ({"kernel": np.ones((1, 3, 3))}, ValueError, "kernel must be a grid (rows, columns), and not empty; got shape"),
        ({"kernel": np.ones((29, 1))}, ValueError, "a kernel of size 29 does not fit an input of size 28"),
        ({"pool": 0}, ValueError, "pool must be at least 1, got 0"),
        ({"pool": 27}, ValueError, "pool may be at most 26, the smaller side of the map of image and kernel, got 27"),
        ({"pool": 2.5}, TypeError, "pool must be a whole number, got 2.5"),
        ({"mode": "mean"}, ValueError, 'mode must be "max" or "avg", got \'mean\''),
        ({"model": nn.ReLU()}, TypeError, "model must be a cnnlab.nn.Sequential, got ReLU"),
        ({"image": np.zeros((20, 20)), "model": lenet()}, ValueError, "cannot follow an output of shape"),
        (
            {"model": nn.Sequential(nn.Flatten(), nn.Linear(784, 21, rng=np.random.default_rng(0)))},
            ValueError,
            "at most 20 classes apart, got 21",
        ),
    ],
)
def test_what_does_not_fit_is_one_clear_error(arguments, error, fragment):
    with pytest.raises(error, match=re.escape(fragment)) as caught:
        ShiftExplorer(**{"image": DIGIT, "kernel": EDGE, **arguments})
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "value", "fragment"),
    [
        ("shift", (0, 15), "at most 14 rows and 14 columns each way, got (0, 15)"),
        ("shift", (0.5, 1), "shift (rows) must be a whole number, got 0.5"),
        ("shift", (1, 2, 3), "shift must be one whole number or a pair (rows, columns)"),
        ("pool", 30, "pool may be at most 26"),
        ("mode", None, "got None"),
    ],
)
def test_what_cannot_be_set_is_refused_and_nothing_changes(name, value, fragment):
    widget = explorer((1, 1))
    before = widget.state()
    with pytest.raises(TraitError, match=re.escape(fragment)):
        setattr(widget, name, value)
    with pytest.raises(TraitError):
        widget.set_state({name: value})
    assert widget.state() == before

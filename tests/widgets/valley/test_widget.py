"""Valley: its runs against loops, what a learning rate does against what the run then does, and what it refuses."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from traitlets import TraitError

from cnnlab.widgets import Valley
from cnnlab.widgets.valley import MOST_STEPS

INPUTS, TARGETS = [1.0, 2.0, 3.0], [1.0, 3.0, 2.0]  # the curvature is 2 * 14 / 3, so 3 / 14 leaps
PAIRS = [[1.0, 0.0], [2.0, 1.0], [3.0, -1.0]]


def run(rate, weights=3.0):
    return Valley(INPUTS, TARGETS, weights=[weights], learning_rate=rate)


def test_the_path_is_that_of_gradient_descent():
    widget = Valley(PAIRS, TARGETS, weights=[3, -2], learning_rate=0.1)
    widget.step = 7
    at = np.array([3.0, -2.0])
    for place in widget.path:
        assert np.allclose(place, at)
        at = at - 0.1 * 2 * (np.array(PAIRS) @ at - TARGETS) @ PAIRS / 3
    assert widget.path.shape == (8, 2)


KINDS = {0.01: "creeps", 0.99: "creeps", 1: "lands", 1.5: "settles", 2: "leaps", 2.01: "leaves"}


@pytest.mark.parametrize(("part", "kind"), KINDS.items())
def test_what_a_rate_does_is_what_the_run_does(part, kind):
    widget = run(part * 3 / 28)
    (pace,) = widget.paces
    assert (pace["kind"], pace["axis"]) == (kind, 0)
    losses = [place["loss"] for place in widget.walk]
    bottom = 13 / 14
    ways = [place["weights"][0] - bottom for place in widget.walk]
    assert np.allclose(ways[1], (1 - part) * ways[0], atol=1e-9)
    grows = {"leaves": 1, "leaps": 0}.get(kind, -1)
    assert np.sign(round(losses[1] - losses[0], 9)) == grows


def test_of_two_weights_each_axis_on_which_there_is_a_way_has_its_pace():
    flat = Valley([[2.0, 0.0], [0.0, 1.0]], [2.0, 1.0], weights=[3, 3], learning_rate=0.3)  # curvatures 4 and 1
    assert [(pace["kind"], round(pace["part"], 9)) for pace in flat.paces] == [("settles", 1.2), ("creeps", 0.3)]
    flat.weights = [1, 3]  # nothing is left along the first
    assert [pace["kind"] for pace in flat.paces] == ["creeps"]
    flat.weights = [1, 1]
    assert flat.paces == []
    endless = Valley([[1.0, 1.0]], [2.0], weights=[3, 1], learning_rate=0.3)
    assert [pace["kind"] for pace in endless.paces] == ["settles"]


@pytest.mark.parametrize(
    ("arguments", "error", "fragment"),
    [
        ({"inputs": [[1, 2, 3]] * 3}, ValueError, "inputs may have at most 2 columns here, got 3"),
        ({"inputs": [0, 0, 0]}, ValueError, "not all zeros"),
        ({"inputs": [1, 2, np.nan]}, ValueError, "inputs must hold finite numbers"),
        ({"inputs": "abc"}, TypeError, "inputs must be"),
        ({"inputs": [1] * 1001, "targets": [1] * 1001}, ValueError, "at most 1000 here, got 1001"),
        ({"targets": [1, 2]}, ValueError, "targets must be one number for each of 3 inputs, got shape (2,)"),
        ({"targets": [1, 2, 1e7]}, ValueError, "targets may hold numbers from -1000000 to 1000000"),
        ({"weights": [1, 2]}, ValueError, "weights must be one number for each of the 1 columns"),
        ({"weights": [1e101]}, ValueError, "weights may hold numbers"),
        ({"learning_rate": 0}, ValueError, "learning_rate must be above 0"),
        ({"learning_rate": -0.1}, ValueError, "learning_rate must be a finite number at least 0"),
        ({"learning_rate": "fast"}, TypeError, "learning_rate must be a number"),
        ({"predict": "yes"}, TypeError, "predict must be True or False"),
    ],
)
def test_what_does_not_fit_is_refused_in_words_that_name_it(arguments, error, fragment):
    with pytest.raises(error, match=re.escape(fragment)):
        Valley(**{"inputs": INPUTS, "targets": TARGETS, **arguments})


def test_traits_take_what_fits_and_nothing_else():
    widget = run(0.1)
    for name, bad in (("weights", [1, 2]), ("weights", [np.inf]), ("learning_rate", 0.0), ("learning_rate", -1.0)):
        with pytest.raises(TraitError):
            setattr(widget, name, bad)
    with pytest.raises(TraitError, match="read-only"):
        widget.inputs = [[1.0]]
    widget.step = 99
    assert widget.step == MOST_STEPS
    assert widget.start == {"weights": [3.0], "learning_rate": 0.1}
    assert repr(widget) == (
        "Valley(3 examples, weights=[3.0], learning_rate=0.1): the ball creeps, after 50 steps at [0.9286]"
    )


@settings(max_examples=40, deadline=None)
@given(rate=st.floats(1e-9, 1e100), start=st.floats(-1e100, 1e100), scale=st.floats(1e-6, 1e5))
def test_no_run_holds_a_number_that_is_none(rate, start, scale):
    widget = Valley([scale, 2 * scale], [1, 2], weights=[start], learning_rate=rate)
    assert 1 <= len(widget.walk) <= MOST_STEPS + 1
    assert np.isfinite([[place["loss"], *place["weights"], *place["gradient"]] for place in widget.walk]).all()


def test_the_module_stays_small():
    assert len(Valley._esm) < 60_000

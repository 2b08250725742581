"""TinyNetwork: what Python checks, keeps and computes."""

import json
import math
import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from traitlets import TraitError

from cnnlab import tiny
from cnnlab.widgets import TinyNetwork

NETWORK = {"inputs": [2, 3], "hidden": [[2, -1], [-1, 0.5]], "output": [[1, -2], [-1, 1]], "target": 0}


def test_its_walk_is_that_of_the_plain_computation():
    widget = TinyNetwork(**NETWORK, hidden_bias=[1, 2])
    expected = tiny.Network(**NETWORK, hidden_bias=[1, 2]).walk()
    for name, value in widget.walk.items():
        assert np.array_equal(value, expected[name]) or value is expected[name] is None, name
    assert widget.loss == expected["loss"]
    json.dumps(widget.walk, allow_nan=False)


def test_what_is_set_later_counts():
    widget = TinyNetwork(**NETWORK)
    widget.output = np.zeros((2, 2))
    assert widget.output == [[0, 0], [0, 0]]
    assert widget.loss == pytest.approx(math.log(2))
    widget.target = 7
    assert widget.message == "Target must be one of the classes 0 to 1, got 7."
    assert widget.walk == {}
    assert widget.loss is None
    widget.target = 1
    assert widget.message == ""


def test_the_step_stays_within_the_walk():
    widget = TinyNetwork(**NETWORK, step=999)
    assert widget.step == 24  # 2 sums, 2 ReLUs, 3 times 2 of scores, the loss; back: 2 scores, 4, 2, 2 and 4 more
    widget.step = -3
    assert widget.step == 0
    widget.step = 24
    widget.hidden, widget.output = [[1, 2]], [[1], [2]]
    assert widget.step == 16


def test_other_weights_end_the_count_of_steps_but_those_of_a_step_do_not():
    widget = TinyNetwork(**NETWORK)
    before = {
        "hidden": widget.hidden,
        "output": widget.output,
        "hidden_bias": [],
        "output_bias": [],
        "loss": widget.loss,
    }
    widget.set_state({"hidden": [[1, 1], [1, 1]], "taken": [before]})
    assert len(widget.taken) == 1
    widget.learning_rate = 0.5
    assert len(widget.taken) == 1
    widget.hidden = [[2, 1], [1, 1]]
    assert widget.taken == []


nonsense = st.one_of(
    st.none(), st.text(max_size=3), st.floats(), st.integers(-3, 10**9), st.lists(st.integers(-2, 9), max_size=3),
    st.just([[1], [2, 3]]), st.just([float("nan")]), st.just(["a"]), st.just([[1e200, 1], [1, 1]]), st.just(-1.0),
)  # fmt: skip
NAMES = ["inputs", "hidden", "output", "hidden_bias", "output_bias", "target", "learning_rate", "step", "predict"]


@settings(max_examples=150, deadline=None)
@given(name=st.sampled_from(NAMES), value=nonsense)
def test_no_setting_raises_anything_but_a_refusal_of_its_type(name, value):
    widget = TinyNetwork(**NETWORK)
    try:
        setattr(widget, name, value)
    except TraitError:
        return
    assert bool(widget.message) == (widget.walk == {}) or name == "learning_rate"
    json.dumps(widget.state(), allow_nan=False)


@pytest.mark.parametrize(
    ("changes", "error", "message"),
    [
        ({"inputs": [1, 2, 3, 4]}, ValueError, "inputs must have 2 to 3 inputs to be seen whole, got 4"),
        ({"hidden": [[1, 2, 3]]}, ValueError, "hidden must have a weight for each input, 2 in a row, got shape (1, 3)"),
        ({"output": [[1, np.inf], [1, 1]]}, ValueError, "output must hold finite numbers"),
        ({"target": -1}, ValueError, "target must be at least 0, got -1"),
        ({"learning_rate": -0.1}, ValueError, "learning_rate must be a finite number at least 0, got -0.1"),
        ({"learning_rate": "fast"}, TypeError, "learning_rate must be a number, got 'fast'"),
        ({"hidden_bias": "ab"}, TypeError, "hidden_bias must be a list of numbers, got 'ab'"),
    ],
)
def test_bad_arguments_are_refused_in_words_that_name_them(changes, error, message):
    with pytest.raises(error, match=re.escape(message)):
        TinyNetwork(**NETWORK | changes)


def test_it_is_small_and_says_what_it_is():
    widget = TinyNetwork(**NETWORK, predict=True)
    assert len(json.dumps(widget.state())) < 2000
    assert repr(widget) == "TinyNetwork(8 weights): run this cell to walk it forward and back"

"""NetworkDiagram: its counts, and what it refuses."""

import json
import re
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from traitlets import TraitError

from cnnlab.widgets import NetworkDiagram


def units_of(layers):
    """How many units each drawn column stands for, from scratch: a weight matrix and a bias for each gap."""
    return [n * m + m for n, m in pairwise(layers)]


@pytest.mark.parametrize(
    ("arguments", "options", "counts"),
    [
        ([[784, 10]], {}, [7850]),
        ([[784, 128, 10]], {}, [100480, 1290]),
        ([[128, 10]], {"side": 28}, [100480, 1290]),
        ([[128, 10]], {"side": 28, "colour": True}, [301184, 1290]),
        ([[1000]], {"side": 224, "colour": True}, [150529000]),
    ],
)
def test_the_counts_of_the_lesson(arguments, options, counts):
    widget = NetworkDiagram(*arguments, **options)
    assert widget.counts == counts
    assert widget.net["total"] == sum(counts)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 1000), min_size=2, max_size=6))
def test_counts_equal_those_of_the_matrices(layers):
    assert NetworkDiagram(layers).counts == units_of(layers)


def test_colour_is_a_little_less_than_three_times_as_many():
    widget = NetworkDiagram([128], side=28)
    assert widget.counts[0] == 100_480
    widget.colour = True
    assert widget.counts[0] == 301_184


@pytest.mark.parametrize(
    ("arguments", "options", "error", "fragment"),
    [
        ([[784]], {}, ValueError, "2 to 6 layers"),
        ([[1] * 7], {}, ValueError, "got 7"),
        ([[784, 0]], {}, ValueError, "the size of layer 2 must be at least 1, got 0"),
        ([[784, 1.5]], {}, TypeError, "1.5"),
        ([[2_000_000, 10]], {}, ValueError, "2,000,000"),
        ([[10]], {"side": 0}, ValueError, "side must be at least 1, got 0"),
        ([[784, 10]], {"colour": True}, ValueError, "side"),
    ],
)
def test_networks_that_cannot_be_are_refused_in_words(arguments, options, error, fragment):
    with pytest.raises(error, match=re.escape(fragment)):
        NetworkDiagram(*arguments, **options)


nonsense = st.one_of(st.none(), st.floats(), st.integers(-3, 2000), st.lists(st.integers(-2, 9), max_size=8))


@settings(max_examples=80, deadline=None)
@given(name=st.sampled_from(["sizes", "side", "colour"]), value=nonsense)
def test_what_a_learner_sets_wrongly_is_a_sentence_and_the_last_net_stays(name, value):
    widget = NetworkDiagram([16, 10], side=8)
    try:
        setattr(widget, name, value)
    except TraitError:
        return
    assert widget.counts == units_of(widget.net["layers"])
    if not widget.message:
        assert widget.net["layers"][-len(widget.sizes) :] == widget.sizes


def test_it_is_small():
    widget = NetworkDiagram([1000] * 5, side=224, colour=True)
    assert len(json.dumps(widget.state())) < 5_000


def test_the_repr_says_what_it_is():
    assert repr(NetworkDiagram([784, 128, 10])).startswith("NetworkDiagram(784 -> 128 -> 10: 101,770 parameters)")
    assert np.prod(NetworkDiagram([784, 10]).net["layers"]) == 7840

"""PermutationGoggles: which pixel goes where, what it refuses."""

import json
import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from traitlets import TraitError
from widgets.permutation_goggles.goggles import CONDITIONS, goggles, verdicts

from cnnlab.widgets import PermutationGoggles


def test_one_shuffle_is_the_same_for_every_image_and_loses_no_pixel():
    widget = goggles()
    straight = widget.seen("straight").reshape(4, -1)
    shuffled = widget.seen("one shuffle").reshape(4, -1)
    assert np.array_equal(shuffled, straight[:, widget.orders["one shuffle"][0]])
    assert not np.array_equal(shuffled, straight)
    assert np.array_equal(np.sort(shuffled), np.sort(straight))


def test_new_shuffles_differ_from_image_to_image_and_lose_no_pixel():
    widget = goggles()
    orders = np.array(widget.orders["new shuffle each"])
    assert len({tuple(order) for order in orders}) == 4
    straight, shuffled = (widget.seen(condition).reshape(4, -1) for condition in ("straight", "new shuffle each"))
    assert np.array_equal(shuffled, np.take_along_axis(straight, orders, 1))


def test_a_given_order_is_used():
    order = np.arange(784)[::-1]
    assert np.array_equal(goggles(order=order).seen("one shuffle"), goggles().seen("straight")[..., ::-1, ::-1])


def test_what_changes_is_worse_the_same_or_better():
    widget = goggles(verdicts=verdicts())
    assert widget.changes["dense net"]["one shuffle"] == "same"
    assert widget.changes["CNN"]["one shuffle"] == "worse"


@pytest.mark.parametrize(
    ("make", "error", "fragment"),
    [
        (lambda: goggles(13), ValueError, "13"),
        (lambda: goggles(order=np.zeros(784, int)), ValueError, "order"),
        (lambda: goggles(order=np.arange(5)), ValueError, "order"),
        (lambda: goggles(verdicts={"net": {}}), ValueError, "straight"),
        (lambda: PermutationGoggles(np.ones((1, 28, 28)), [3], rng=7), TypeError, "rng"),
        (lambda: PermutationGoggles(np.ones((2, 28, 28)), [3], rng=np.random.default_rng(0)), ValueError, "2"),
        (lambda: goggles().seen("upside down"), ValueError, "upside down"),
    ],
)
def test_what_cannot_be_seen_is_refused_in_words(make, error, fragment):
    with pytest.raises(error, match=re.escape(fragment)):
        make()


anything = st.one_of(st.none(), st.text(max_size=4), st.integers(), st.lists(st.integers(), max_size=2))
guesses = st.fixed_dictionaries({"dense net": anything | st.just("same"), "CNN": anything | st.just("worse")})
nonsense = st.one_of(
    anything,
    st.dictionaries(st.text(max_size=4), anything, max_size=2),
    st.dictionaries(st.sampled_from(CONDITIONS), guesses, max_size=2),
)


@settings(max_examples=60, deadline=None)
@given(name=st.sampled_from(["condition", "predictions", "verdicts"]), value=nonsense)
def test_no_setting_raises_anything_but_a_refusal_of_its_type(name, value):
    widget = goggles(verdicts=verdicts())
    try:
        setattr(widget, name, value)
    except TraitError:
        return
    assert widget.condition in CONDITIONS
    assert all(set(said.values()) <= {"worse", "same", "better"} for said in widget.predictions.values())
    json.dumps(widget.state(), allow_nan=False)


@settings(max_examples=40, deadline=None)
@given(count=st.integers(1, 12), rows=st.integers(1, 32), columns=st.integers(1, 32), seed=st.integers(0, 99))
def test_every_pixel_is_seen_once_in_every_condition(count, rows, columns, seed):
    rng = np.random.default_rng(seed)
    images = rng.random((count, rows, columns))
    widget = PermutationGoggles(images, np.zeros(count, int), rng=rng)
    for condition in CONDITIONS:
        seen = widget.seen(condition)
        assert seen.shape == images.shape
        assert np.array_equal(np.sort(seen.reshape(count, -1)), np.sort(images.reshape(count, -1)))


def test_predictions_are_forgotten_with_the_nets_they_were_about():
    widget = goggles(verdicts=verdicts())
    widget.predictions = {"one shuffle": {"dense net": "same", "CNN": "worse"}}
    widget.verdicts = verdicts()
    assert widget.predictions
    widget.verdicts = {"CNN": verdicts()["CNN"]}
    assert widget.predictions == {}


def test_the_repr_says_what_is_worn_and_no_accuracy():
    widget = goggles(verdicts=verdicts())
    assert repr(widget) == "PermutationGoggles(4 images of 28 x 28, seen straight; nets: dense net, CNN)"


def test_it_is_small():
    widget = goggles(12, verdicts=verdicts(12))
    assert len(json.dumps(widget.state())) < 300_000

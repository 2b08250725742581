"""TimeMachine: what it keeps of a training, and what it refuses."""

import base64
import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from traitlets import TraitError
from widgets.time_machine.machines import machine, snapshots

from cnnlab import data, nn
from cnnlab.snapshots import Snapshots
from cnnlab.widgets import TimeMachine


def levels(packed):
    return np.frombuffer(base64.b64decode(packed["bytes"]), np.int8).reshape(packed["shape"])


def test_the_film_holds_what_the_snapshots_say():
    film = machine().film
    for moment, shot in enumerate(snapshots()):
        assert film["steps"][moment] == shot.step
        assert film["accuracy"][moment] == pytest.approx(shot.accuracy, abs=1e-4)
        assert np.array_equal(film["confusion"][moment], shot.confusion)
        assert np.allclose(film["probabilities"][moment], shot.probabilities, atol=6e-4)
    assert film["tested"] == 200
    assert film["labels"] == [0, 1, 2, 3, 4, 5]


def test_pictures_are_kept_to_within_their_grain():
    film, shots = machine().film, snapshots()
    kernels = np.stack([shot.kernels for shot in shots])
    limit = np.quantile(np.abs(kernels), 0.99)
    assert np.allclose(levels(film["kernels"]) * limit / 127, kernels.clip(-limit, limit), atol=limit / 253)
    for digit, packed in enumerate(film["maps"]):
        for moment, shot in enumerate(shots):
            largest = np.abs(shot.maps[digit]).max()
            assert film["largest"][digit][moment] == pytest.approx(largest, abs=0.005)
            assert np.allclose(levels(packed)[moment] * largest / 127, shot.maps[digit], atol=largest / 253)
    assert np.allclose(levels(film["images"]) / 127, shots.images[shots.watch, 0], atol=1 / 253)


def test_it_is_small_with_as_many_moments_as_there_can_be():
    images, labels = data.load_mnist("test")
    model = nn.lenet(rng=np.random.default_rng(0))
    kept = Snapshots(model, images[:500], labels[:500])
    kept._all *= 24
    widget = TimeMachine(kept)
    assert len(widget.film["steps"]) == 24
    assert len(json.dumps(widget.state())) < 300_000


def test_what_it_cannot_show_is_refused_in_words():
    with pytest.raises(TypeError, match="got list"):
        TimeMachine([])
    images, labels = data.load_mnist("test")
    many = Snapshots(nn.lenet(rng=np.random.default_rng(0)), images[:500], labels[:500], watch=range(200))
    with pytest.raises(ValueError, match=r"200 watched images make [\d,]+ bytes of film: watch fewer"):
        TimeMachine(many)


def test_a_network_whose_maps_are_all_zero_can_be_shown():
    images, labels = data.load_mnist("test")
    model = nn.lenet(rng=np.random.default_rng(0))
    model[0].weight.data[...], model[0].bias.data[...] = 0, -1
    assert not levels(TimeMachine(Snapshots(model, images[:50], labels[:50])).film["maps"][0]).any()


@settings(max_examples=60, deadline=None)
@given(name=st.sampled_from(["moment", "digit"]), value=st.integers(-3, 40) | st.none() | st.text(max_size=3))
def test_a_moment_or_digit_that_is_not_there_is_refused_and_nothing_changes(name, value):
    widget = machine()
    widget.moment, widget.digit = 2, 1
    try:
        setattr(widget, name, value)
    except TraitError:
        assert (widget.moment, widget.digit) == (2, 1)
    assert widget.moment in range(len(snapshots()))
    assert widget.digit in range(6)
    json.dumps(widget.state(), allow_nan=False)


def test_the_repr_says_where_it_stands():
    widget = machine()
    widget.moment = len(snapshots()) - 1
    accuracy = snapshots()[-1].accuracy
    assert repr(widget) == (
        f"TimeMachine({len(snapshots())} moments; after 21 steps {accuracy:.1%} right): run this cell to travel"
    )

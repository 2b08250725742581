"""NetworkExplorer's Python side: every number is the net's own, a filter left out is a filter of zeros."""

import base64
import copy
import json
import re

import numpy as np
import pytest
import traitlets
from hypothesis import given, settings
from hypothesis import strategies as st
from widgets.network_explorer.nets import IMAGES, LABELS, explorer, lenet

from cnnlab import functional as F
from cnnlab import nn
from cnnlab.widgets import DrawPad, NetworkExplorer
from cnnlab.widgets.tracing import MOST_NUMBERS, Tracing, pack


def unpack(text):
    return np.frombuffer(base64.b64decode(text), "<f4")


def plain(model, image):
    """Every output of the net for one image, from the functions, layer by layer."""
    x, found = image[None], [image]
    for layer in model:
        if isinstance(layer, nn.Conv2d):
            x = F.conv2d(x, layer.weight.data, layer.bias.data)
        elif isinstance(layer, nn.MaxPool2d):
            x = F.max_pool2d(x, 2)
        elif isinstance(layer, nn.ReLU):
            x = np.maximum(x, 0)
        elif isinstance(layer, nn.Flatten):
            x = x.reshape(1, -1)
        else:
            x = F.linear(x, layer.weight.data, layer.bias.data)
        found.append(x[0])
    return [*found, F.softmax(x)[0]]


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 99), choice=st.integers(0, 5))
def test_every_number_is_the_nets_and_the_page_computes_the_same(in_node, seed, choice):
    model = lenet(seed)
    widget = NetworkExplorer(model, IMAGES)
    widget.choice = choice
    expected = plain(model, IMAGES[choice])
    assert [entry["shape"] for entry in widget.layers] == [list(array.shape) for array in expected]
    pixels = np.frombuffer(base64.b64decode(widget.images["data"]), "u1").reshape(len(IMAGES), -1)[choice] / 255
    paged = in_node.ask("network", layers=widget.layers, weights=widget.weights, image=pixels, off=[])
    for shown, computed in zip(widget.numbers, paged, strict=True):
        assert np.allclose(shown.ravel(), computed, rtol=0, atol=1e-5)
    for shown, own in zip(widget.numbers, expected, strict=True):
        assert np.allclose(shown, own, rtol=1e-5, atol=1e-6)
    assert np.array_equal(widget.numbers[-2], model(IMAGES[choice : choice + 1])[0])
    assert widget.prediction == expected[-1].argmax()


def test_the_weights_that_are_sent_stand_where_the_layers_say():
    model = lenet()
    widget = NetworkExplorer(model, IMAGES)
    sent = unpack(widget.weights)
    for layer, entry in zip(model, widget.layers[1:-1], strict=True):
        for name in ("weight", "bias"):
            if name in entry:
                own = getattr(layer, name).data.ravel()
                assert np.array_equal(sent[entry[name] : entry[name] + own.size], own)
    assert sent.size == 20_522


@settings(max_examples=15, deadline=None)
@given(off=st.lists(st.one_of(st.tuples(st.just(1), st.integers(0, 7)), st.tuples(st.just(4), st.integers(0, 15)))))
def test_a_filter_switched_off_is_a_filter_of_zeros(off):
    model = lenet(3)
    widget, silenced = NetworkExplorer(model, IMAGES), copy.deepcopy(model)
    widget.off = [list(pair) for pair in off]
    for layer, channel in off:
        silenced[layer - 1].weight.data[channel] = 0
        silenced[layer - 1].bias.data[channel] = 0
    for shown, own in zip(widget.numbers, plain(silenced, IMAGES[0]), strict=True):
        assert np.allclose(shown, own, rtol=1e-5, atol=1e-6)
    widget.off = []
    assert np.allclose(widget.numbers[-1], plain(model, IMAGES[0])[-1], rtol=1e-5)


def test_a_net_that_is_trained_further_does_not_change_what_is_shown():
    model = lenet()
    widget = NetworkExplorer(model, IMAGES)
    before = widget.weights, widget.numbers[-1].tolist()
    model[0].weight.data[:] = 0
    widget.choice = 1
    widget.choice = 0
    assert (widget.weights, widget.numbers[-1].tolist()) == before


def test_an_image_of_your_own_is_shown_and_a_digit_leads_back():
    widget = explorer()
    first = widget.numbers[-1].tolist()
    widget.show(IMAGES[2, 0])
    assert widget.choice == -1
    assert np.array_equal(widget.image, IMAGES[2, 0])
    own = widget.numbers[-1].tolist()
    assert widget.own["bits"] == 8
    widget.choice = 2
    assert widget.numbers[-1].tolist() == own
    widget.choice = 0
    assert widget.numbers[-1].tolist() == first
    widget.show(IMAGES[2, 0] * np.float32(0.777))  # of no whole shades
    assert np.array_equal(unpack(widget.own["data"]), IMAGES[2, 0].ravel() * np.float32(0.777))
    widget.choice = 0
    assert "an image of your own" not in repr(widget)


def test_a_linked_pad_is_followed_and_an_empty_one_is_not():
    pad, widget = DrawPad(lenet()), explorer()
    widget.link(pad)
    assert widget.choice == 0
    pad.strokes = [[[0.4, 0.2], [0.6, 0.8]]]
    assert widget.choice == -1
    assert np.array_equal(widget.image, pad.image)
    drawn = widget.image
    pad.strokes = []
    assert np.array_equal(widget.image, drawn)
    another = explorer()
    pad.strokes = [[[0.1, 0.2], [0.6, 0.8]]]
    another.link(pad)
    assert np.array_equal(another.image, pad.image)


def test_nets_with_padding_stride_means_and_dropout_are_traced():
    rng = np.random.default_rng(1)
    model = nn.Sequential(
        nn.Conv2d(1, 3, 3, stride=2, padding=1, bias=False, rng=rng), nn.ReLU(), nn.AvgPool2d(3, 2, 1, False),
        nn.Sequential(nn.Dropout(0.5, rng=rng), nn.Flatten(), nn.Linear(27, 4, bias=False, rng=rng)),
    )  # fmt: skip
    widget = NetworkExplorer(model, rng.random((2, 1, 12, 12)))
    assert " ".join(entry["kind"] for entry in widget.layers) == "input conv relu mean flatten dense softmax"
    x = widget.image[None, None]
    assert np.allclose(widget.numbers[-2], model.eval()(x)[0], atol=1e-6)
    assert widget.layers[3]["counted"] is False
    assert "bias" not in widget.layers[1]


@pytest.mark.parametrize(
    ("make", "error", "fragment"),
    [
        (lambda: NetworkExplorer("net", IMAGES), TypeError, "model must be a cnnlab.nn.Sequential, got str"),
        (lambda: NetworkExplorer(lenet()[:3], IMAGES), ValueError, "must end with a score for each of at least 2"),
        (lambda: NetworkExplorer(nn.Sequential(), IMAGES), ValueError, "model has no layers"),
        (lambda: NetworkExplorer(lenet(), IMAGES[:, :, :20]), ValueError, "cannot follow an output of shape"),
        (lambda: NetworkExplorer(lenet(), IMAGES[:, 0]), ValueError, "(6, 28, 28)"),
        (lambda: NetworkExplorer(lenet(), IMAGES[:0]), ValueError, "(0, 1, 28, 28)"),
        (lambda: NetworkExplorer(lenet(), np.repeat(IMAGES, 4, 0)), ValueError, "1 to 20 images"),
        (lambda: NetworkExplorer(lenet(), IMAGES * 2), ValueError, "from 0 to 1"),
        (lambda: NetworkExplorer(lenet(), IMAGES * np.nan), ValueError, "from 0 to 1"),
        (lambda: NetworkExplorer(lenet(), IMAGES.astype(str)), TypeError, "must hold numbers"),
        (lambda: NetworkExplorer(lenet(), IMAGES, [1, 2]), ValueError, "labels must be 6 numbers"),
        (lambda: NetworkExplorer(lenet(), IMAGES, LABELS * 0.5), TypeError, "labels must be a whole number"),
        (lambda: explorer().show(np.zeros((27, 28))), ValueError, "image must be 28 x 28"),
        (lambda: explorer().show(np.full((28, 28), 9)), ValueError, "from 0 to 1, got 9"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_in_words_that_name_it(make, error, fragment):
    with pytest.raises(error, match=re.escape(fragment)):
        make()


def test_layers_that_cannot_be_drawn_and_nets_that_are_too_large_are_refused():
    rng = np.random.default_rng(0)
    with pytest.raises(TypeError, match="layer 0 is Conv1d"):
        Tracing(nn.Sequential(nn.Conv1d(1, 2, 3, rng=rng)), (1, 28))
    with pytest.raises(ValueError, match="makes 33 maps, more than the 32"):
        Tracing(nn.Sequential(nn.Conv2d(1, 33, 3, rng=rng)), (1, 28, 28))
    with pytest.raises(ValueError, match=f"more than {MOST_NUMBERS:,}"):
        Tracing(nn.Sequential(nn.Flatten(), nn.Linear(784, 64, rng=rng)), (1, 28, 28))


@pytest.mark.parametrize(
    ("name", "value"),
    [("choice", 6), ("choice", -2), ("cell", [1, 8, 0, 0]), ("cell", [1, 0, 0]), ("cell", []), ("cell", [99, 0]),
     ("cell", [-1, 0]), ("off", [[1, 8]]), ("off", [[2, 0]]), ("off", [[1]]), ("off", [[99, 0]])],
)  # fmt: skip
def test_settings_that_do_not_exist_are_refused_and_change_nothing(name, value):
    widget = explorer()
    before = getattr(widget, name)
    with pytest.raises(traitlets.TraitError, match=name):
        setattr(widget, name, value)
    assert getattr(widget, name) == before


def test_the_repr_says_what_the_net_says():
    widget = explorer()
    share = f"{widget.numbers[-1].max():.1%}"
    assert repr(widget) == f"NetworkExplorer(image 0 of 6: the net says {widget.prediction}, {share})"
    widget.off = [[4, 3], [1, 2]]
    assert repr(widget).endswith("off: filter 2 of layer 1, filter 3 of layer 4)")


def test_it_is_small():
    widget = NetworkExplorer(lenet(), np.repeat(IMAGES, 4, 0)[:20])
    assert len(json.dumps(widget.state())) < 300_000


def test_packing_keeps_every_bit_of_float32():
    array = np.random.default_rng(0).normal(size=9).astype(np.float32)
    assert np.array_equal(unpack(pack([array[:4], array[4:]])), array)
    assert pack([np.array([255.0])], "u1") == "/w=="

"""Each layer: the shapes it makes or refuses, what it computes, how it reads; and the network of this book."""

import re
from math import prod

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from networks import LAYERS, every_layer, made, normal, rng
from numpy.testing import assert_allclose, assert_array_equal

from cnnlab import functional as F
from cnnlab import nn, optim

searched = settings(max_examples=60, deadline=None)


@every_layer
def test_output_shape_is_the_real_shape(name):
    layer, x = made(name)
    assert layer.output_shape(x.shape[1:]) == layer(x).shape[1:]


def pairs(low, high):
    return st.integers(low, high) | st.tuples(st.integers(low, high), st.integers(low, high))


def real_shape_or_refusal(layer, shape):
    """What forward makes of the shape, or the ValueError class if it refuses: output_shape must do the same."""
    try:
        return layer(np.zeros((2, *shape), np.float32)).shape[1:]
    except ValueError:
        return ValueError


def predicted_shape_or_refusal(layer, shape):
    try:
        return layer.output_shape(shape)
    except ValueError:
        return ValueError


@searched
@given(pairs(1, 4), pairs(1, 3), pairs(0, 3) | st.sampled_from(["valid", "same"]), pairs(1, 3), pairs(1, 9))
def test_conv2d_predicts_every_shape_and_every_refusal(kernel, stride, padding, dilation, size):
    stride = 1 if padding == "same" else stride
    layer = nn.Conv2d(2, 3, kernel, stride, padding, dilation, rng=rng())
    shape = (2, *(size if isinstance(size, tuple) else (size, size)))
    assert predicted_shape_or_refusal(layer, shape) == real_shape_or_refusal(layer, shape)


@searched
@given(
    st.integers(1, 4), st.integers(1, 3), pairs(0, 3) | st.sampled_from(["valid", "same"]),
    st.integers(1, 3), st.integers(1, 9),
)  # fmt: skip
def test_conv1d_predicts_every_shape_and_every_refusal(kernel, stride, padding, dilation, length):
    stride = 1 if padding == "same" else stride
    layer = nn.Conv1d(2, 3, kernel, stride, padding, dilation, rng=rng())
    assert predicted_shape_or_refusal(layer, (2, length)) == real_shape_or_refusal(layer, (2, length))


@pytest.mark.parametrize("pool", [nn.MaxPool2d, nn.AvgPool2d])
@searched
@given(
    kernel=pairs(1, 4), stride=st.none() | pairs(1, 3), padding=pairs(0, 2), size=st.integers(1, 9),
    ceil_mode=st.booleans(),
)  # fmt: skip
def test_pools_predict_every_shape_and_every_refusal(pool, kernel, stride, padding, size, ceil_mode):
    try:
        layer = pool(kernel, stride, padding, ceil_mode=ceil_mode)
    except ValueError:  # a pool may refuse its padding at once
        with pytest.raises(ValueError, match="padding"):
            F.avg_pool2d(np.zeros((1, 2, 9, 9)), kernel, stride, padding)
        return
    assert predicted_shape_or_refusal(layer, (2, size, 7)) == real_shape_or_refusal(layer, (2, size, 7))


@every_layer
def test_macs_are_one_for_each_weight_at_each_position(name):
    layer, x = made(name)
    parts = layer.layers if isinstance(layer, nn.Sequential) else [layer]
    expected = 0
    for part in (inner for p in parts for inner in (p.layers if isinstance(p, nn.Sequential) else [p])):
        x = part(x)
        if hasattr(part, "weight"):
            expected += part.weight.data.size * prod(x.shape[2:])
    assert layer.macs(LAYERS[name][1]) == expected


@pytest.mark.parametrize(
    ("call", "expected", "fragments"),
    [
        (lambda: nn.Conv2d(0, 1, 3, rng=rng()), ValueError, ["in_channels", "got 0"]),
        (lambda: nn.Conv2d(1, 2.0, 3, rng=rng()), TypeError, ["out_channels", "2.0"]),
        (lambda: nn.Conv2d(1, 1, (3, 0), rng=rng()), ValueError, ["kernel_size", "got 0"]),
        (lambda: nn.Conv2d(1, 1, 3, padding="circular", rng=rng()), ValueError, ["padding", "'circular'"]),
        (lambda: nn.Conv2d(1, 1, 3, 2, "same", rng=rng()), ValueError, ['"same"', "(2, 2)"]),
        (lambda: nn.Conv2d(1, 1, 3, rng=0), TypeError, ["rng", "Generator", "got 0"]),
        (lambda: nn.Conv1d(1, 1, (3, 3), rng=rng()), TypeError, ["kernel_size", "(3, 3)"]),
        (lambda: nn.Linear(5, 0, rng=rng()), ValueError, ["out_features", "got 0"]),
        (lambda: nn.Linear(5, 2, rng=np.random), TypeError, ["rng", "Generator"]),
        (lambda: nn.MaxPool2d(0), ValueError, ["kernel_size", "got 0"]),
        (lambda: nn.AvgPool2d(2, stride=0), ValueError, ["stride", "got 0"]),
        (lambda: nn.MaxPool2d(2, padding=-1), ValueError, ["padding", "got -1"]),
        (lambda: nn.Dropout(1.5, rng=rng()), ValueError, ["p must be", "1.5"]),
        (lambda: nn.Dropout(float("nan"), rng=rng()), ValueError, ["p must be", "nan"]),
        (lambda: nn.Dropout("half", rng=rng()), TypeError, ["p must be", "'half'"]),
        (lambda: nn.Dropout(0.5, rng=None), TypeError, ["rng", "None"]),
        (lambda: nn.Sequential(nn.ReLU(), np.tanh), TypeError, ["layer 1", "tanh"]),
    ],
)
def test_impossible_layers_are_refused_when_they_are_made(call, expected, fragments):
    with pytest.raises(expected) as caught:
        call()
    assert caught.type is expected
    assert [fragment for fragment in fragments if fragment not in str(caught.value)] == []


@pytest.mark.parametrize(("name", "fan_in"), [("Conv2d", 18), ("Conv1d", 6), ("Linear", 5)])
def test_weights_start_uniform_within_one_over_the_root_of_the_fan_in(name, fan_in):
    (layer, _), (again, _) = made(name), made(name)
    for parameter, same in zip(layer.parameters(), again.parameters(), strict=True):
        assert parameter.data.dtype == np.float32
        assert 0 < np.abs(parameter.data).max() <= fan_in**-0.5
        assert_array_equal(parameter.data, same.data)  # the same generator gives the same weights
    assert np.abs(layer.weight.data).max() > 0.5 * fan_in**-0.5


@every_layer
def test_backward_returns_a_gradient_like_the_input_and_leaves_the_input_alone(name):
    layer, x = made(name)
    before = x.copy()
    out = layer(x)
    grad_x = layer.backward(normal(*out.shape))
    assert (grad_x.shape, grad_x.dtype, out.dtype) == (x.shape, np.float32, np.float32)
    assert_array_equal(x, before)


@every_layer
def test_a_layer_differentiates_its_latest_input_as_often_as_asked(name):
    layer, x = made(name)
    layer.eval()
    layer(normal(5, *x.shape[1:], seed=8))
    grad_out = normal(*layer(x).shape)
    assert_array_equal(layer.backward(grad_out), layer.backward(grad_out))


def test_flatten_keeps_channels_then_rows_then_columns():
    x = np.arange(24.0).reshape(2, 2, 2, 3)
    flat = nn.Flatten()
    assert_array_equal(flat(x), np.arange(24).reshape(2, 12))
    stored_batch_last = F.relu(F.avg_pool2d(x, 1))
    assert_array_equal(flat(stored_batch_last), np.arange(24).reshape(2, 12))
    assert_array_equal(flat.backward(flat(x)), x)


def evaluated(text):
    """The layer that a repr shows, given the generator that no repr can show."""
    with_rng = re.sub(r"((?:Conv[12]d|Linear|Dropout)\([^\n]*)\)(?=,?$)", r"\1, rng=rng())", text, flags=re.MULTILINE)
    return eval(with_rng, {**vars(nn), "rng": rng})


@every_layer
def test_repr_shows_the_arguments_that_make_the_same_layer(name):
    layer, _ = made(name)
    twin = evaluated(repr(layer))
    assert repr(twin) == repr(layer)

    def visible(part):
        hidden = ("_remembered", "rng", "layers", "weight", "bias", "padding")
        return {key: value for key, value in vars(part).items() if key not in hidden}

    for ours, theirs in zip(layer.modules(), twin.modules(), strict=True):
        assert type(ours) is type(theirs)
        assert visible(ours) == visible(theirs)
    assert [p.data.shape for p in layer.parameters()] == [p.data.shape for p in twin.parameters()]
    twin.load_state_dict(layer.state_dict())
    x = normal(2, *LAYERS[name][1])
    assert_array_equal(twin.eval()(x), layer.eval()(x))


def test_repr_leaves_out_what_is_usual():
    shown = [repr(layer) for layer in nn.lenet(rng=rng())]
    assert shown[:4] == ["Conv2d(1, 8, 5)", "MaxPool2d(2)", "ReLU()", "Conv2d(8, 16, 5)"]
    assert repr(nn.Conv2d(1, 2, (3, 5), 2, rng=rng())) == "Conv2d(1, 2, (3, 5), stride=2)"


@pytest.mark.parametrize("p", [0.1, 0.5, 0.9])
def test_dropout_zeroes_the_fraction_p_and_keeps_the_mean(p):
    count = 100_000
    out = nn.Dropout(p, rng=rng())(np.ones((count, 1), np.float32))
    deviation = (p * (1 - p) / count) ** 0.5
    assert abs(np.mean(out == 0) - p) < 5 * deviation
    assert abs(out.mean(dtype=float) - 1) < 5 * deviation / (1 - p)
    assert_allclose(np.unique(out), [0, 1 / (1 - p)], rtol=1e-6)


def test_dropout_sends_gradients_through_the_mask_of_the_forward_pass():
    layer, x = nn.Dropout(0.4, rng=rng()), np.ones((50, 20), np.float32)
    out = layer(x)
    assert_array_equal(layer.backward(x), out)
    assert not np.array_equal(layer(x), out), "the next pass must draw a new mask"


def test_dropout_does_nothing_in_evaluation():
    layer, x = nn.Dropout(0.9, rng=rng()).eval(), normal(5, 6)
    assert_array_equal(layer(x), x)
    assert_array_equal(layer.backward(x), x)


@pytest.mark.parametrize(("p", "factor"), [(0, 1), (0.0, 1), (1, 0), (1.0, 0)])
def test_dropout_at_its_extremes(p, factor):
    layer, x = nn.Dropout(p, rng=rng()), normal(5, 6)
    assert_array_equal(layer(x), factor * x)
    assert_array_equal(layer.backward(x), factor * x)


def test_lenet_learns_one_batch_by_heart():
    model, x, targets = nn.lenet(rng=rng()), rng(1).random((32, 1, 28, 28), np.float32), rng(2).integers(0, 10, 32)
    optimizer = optim.Adam(model.parameters(), lr=0.002)
    loss = F.cross_entropy(model(x), targets)
    assert loss > 2, "it must not know the answers beforehand"
    for _ in range(200):
        optimizer.zero_grad()
        model.backward(F.cross_entropy_backward(1.0, model(x), targets), need_grad_x=False)
        optimizer.step()
    assert F.cross_entropy(model(x), targets) < 0.01


def test_lenet_takes_one_image_or_many_and_treats_each_alone():
    model, x = nn.lenet(rng=rng()), normal(5, 1, 28, 28)
    together = model(x)
    assert (together.shape, together.dtype) == ((5, 10), np.float32)
    for index in range(5):
        assert_allclose(model(x[index : index + 1])[0], together[index], rtol=0, atol=1e-6)

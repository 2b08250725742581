"""`nn`: shapes, names, what a layer remembers, and whole networks."""

import copy
import pickle
import re
from math import prod

import numpy as np
import oracles
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from cnnlab import functional as F
from cnnlab import nn, optim

searched = settings(max_examples=60, deadline=None)


def rng(seed=0):
    return np.random.default_rng(seed)


def normal(*shape, seed=0):
    return rng(seed).standard_normal(shape).astype(np.float32)


def small_net(seed=0):
    """One of every layer that has no randomness of its own: (N, 2, 8, 8) -> (N, 3)."""
    return nn.Sequential(
        nn.Conv2d(2, 3, 3, padding=1, rng=rng(seed)), nn.MaxPool2d(2), nn.ReLU(),
        nn.Sequential(nn.Conv2d(3, 4, 2, bias=False, rng=rng(seed + 1)), nn.AvgPool2d(2, stride=1)),
        nn.Flatten(), nn.Linear(16, 3, rng=rng(seed + 2)),
    )  # fmt: skip


SMALL_INPUT = normal(4, 2, 8, 8)

# A layer of each kind with an example of its input: (layer, shape without the batch)
LAYERS = {
    "Conv2d": (lambda: nn.Conv2d(2, 3, 3, rng=rng()), (2, 6, 7)),
    "Conv2d strided": (lambda: nn.Conv2d(2, 3, (3, 2), stride=(2, 1), padding=(1, 0), rng=rng()), (2, 6, 7)),
    "Conv2d lopsided": (lambda: nn.Conv2d(2, 3, 3, padding=((0, 1), (2, 0)), dilation=2, rng=rng()), (2, 6, 7)),
    "Conv2d repeated sides": (lambda: nn.Conv2d(2, 3, 3, padding=((1, 2), (1, 2)), rng=rng()), (2, 6, 7)),
    "Conv2d same": (lambda: nn.Conv2d(2, 3, 4, padding="same", rng=rng()), (2, 6, 7)),
    "Conv2d without bias": (lambda: nn.Conv2d(2, 3, 1, bias=False, rng=rng()), (2, 6, 7)),
    "Conv1d": (lambda: nn.Conv1d(2, 3, 3, rng=rng()), (2, 9)),
    "Conv1d lopsided": (lambda: nn.Conv1d(2, 3, 3, stride=2, padding=(2, 0), dilation=2, rng=rng()), (2, 9)),
    "Conv1d same": (lambda: nn.Conv1d(2, 3, 4, padding="same", bias=False, rng=rng()), (2, 9)),
    "Linear": (lambda: nn.Linear(5, 3, rng=rng()), (5,)),
    "Linear without bias": (lambda: nn.Linear(5, 3, bias=False, rng=rng()), (5,)),
    "MaxPool2d": (lambda: nn.MaxPool2d(2), (2, 6, 7)),
    "MaxPool2d overlapping": (lambda: nn.MaxPool2d((3, 4), stride=(2, 1), padding=(1, 2)), (2, 6, 7)),
    "AvgPool2d": (lambda: nn.AvgPool2d((2, 3)), (2, 6, 7)),
    "AvgPool2d overlapping": (lambda: nn.AvgPool2d(3, 2, 1), (2, 6, 7)),
    "AvgPool2d same": (lambda: nn.AvgPool2d(2, 1, "same"), (2, 6, 7)),
    "AvgPool2d without padding in the mean": (lambda: nn.AvgPool2d(3, 2, 1, count_include_pad=False), (2, 6, 7)),
    "ReLU": (nn.ReLU, (2, 6, 7)),
    "Flatten": (nn.Flatten, (2, 6, 7)),
    "Dropout": (lambda: nn.Dropout(0.5, rng=rng()), (2, 6, 7)),
    "Dropout of a third": (lambda: nn.Dropout(1 / 3, rng=rng()), (2, 6, 7)),
    "Sequential": (small_net, (2, 8, 8)),
}
every_layer = pytest.mark.parametrize("name", LAYERS)
with_parameters = pytest.mark.parametrize("name", ["Conv2d", "Conv2d without bias", "Conv1d", "Linear", "Sequential"])


def made(name, batch=3):
    make, shape = LAYERS[name]
    return make(), normal(batch, *shape, seed=5)


# ------------------------------------------------- shapes and counts


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
@given(kernel=pairs(1, 4), stride=st.none() | pairs(1, 3), padding=pairs(0, 2), size=st.integers(1, 9))
def test_pools_predict_every_shape_and_every_refusal(pool, kernel, stride, padding, size):
    try:
        layer = pool(kernel, stride, padding)
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


# ------------------------------------------------- state


@with_parameters
def test_state_survives_a_round_trip(name):
    layer, x = made(name)
    expected = layer(x)
    state = layer.state_dict()
    for parameter in layer.parameters():
        parameter.data[...] = 0
    assert np.all(layer(x) == 0)
    layer.load_state_dict(state)
    assert_array_equal(layer(x), expected)
    for parameter in layer.parameters():
        parameter.data[...] = 0
    assert all(np.any(array) for array in state.values()), "the layer must not share memory with what it loaded"


def test_parameters_of_nested_layers_are_named_by_their_place():
    names = ["0.weight", "0.bias", "3.0.weight", "5.weight", "5.bias"]
    assert list(small_net().state_dict()) == names
    assert [name for name, _ in small_net().named_parameters()] == names


def without(state, name):
    return {key: value for key, value in state.items() if key != name}


@pytest.mark.parametrize(
    ("spoil", "fragments"),
    [
        (lambda s: without(s, "5.bias"), ["missing", "5.bias"]),
        (lambda s: s | {"7.weight": np.zeros(3)}, ["unknown", "7.weight"]),
        (lambda s: without(s, "0.bias") | {"0.offset": s["0.bias"]}, ["missing ['0.bias']", "unknown ['0.offset']"]),
        (lambda s: s | {"5.bias": np.zeros(4, np.float32)}, ["5.bias", "(3,)", "(4,)"]),
        (lambda s: s | {"5.weight": s["5.weight"].T}, ["5.weight", "(3, 16)", "(16, 3)"]),
        (lambda s: s | {"5.bias": np.float32(0)}, ["5.bias", "(3,)", "()"]),
        (lambda s: s | {"5.bias": np.zeros(3, np.int64)}, ["5.bias", "floating-point", "int64"]),
        (lambda s: s | {"5.bias": np.array(["a", "b", "c"])}, ["5.bias", "floating-point", "<U1"]),
        (lambda s: s | {"5.bias": np.zeros(3, complex)}, ["5.bias", "floating-point", "complex128"]),
    ],
)
def test_a_state_that_does_not_fit_is_refused_by_name_and_changes_nothing(spoil, fragments):
    model, other = small_net(), small_net(seed=10)
    before = model.state_dict()
    with pytest.raises(ValueError) as caught:  # noqa: PT011
        model.load_state_dict(spoil(other.state_dict()))
    assert [fragment for fragment in fragments if fragment not in str(caught.value)] == []
    for name, array in model.state_dict().items():
        assert_array_equal(array, before[name])


# ------------------------------------------------- forward, backward and what is remembered


@every_layer
def test_backward_before_forward_is_an_error_that_says_so(name):
    layer, x = made(name)
    grad_out = np.zeros((3, *layer.output_shape(x.shape[1:])), np.float32)
    with pytest.raises(RuntimeError, match="call forward before backward"):
        layer.backward(grad_out)


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


@with_parameters
def test_gradients_accumulate_until_they_are_forgotten(name):
    layer, x = made(name)
    assert all(parameter.grad is None for parameter in layer.parameters())
    grad_out = normal(*layer(x).shape)
    layer.backward(grad_out)
    once = [parameter.grad.copy() for parameter in layer.parameters()]
    layer.backward(grad_out)
    for parameter, grad in zip(layer.parameters(), once, strict=True):
        assert_allclose(parameter.grad, 2 * grad, rtol=1e-6)
        assert np.any(grad)
    layer.zero_grad()
    assert all(parameter.grad is None for parameter in layer.parameters())


@with_parameters
def test_leaving_out_grad_x_gives_none_and_the_same_parameter_gradients(name):
    layer, x = made(name)
    grad_out = normal(*layer(x).shape)
    assert layer.backward(grad_out) is not None
    expected = [parameter.grad for parameter in layer.parameters()]
    layer.zero_grad()
    assert layer.backward(grad_out, need_grad_x=False) is None
    for parameter, grad in zip(layer.parameters(), expected, strict=True):
        assert_array_equal(parameter.grad, grad)


def test_leaving_out_grad_x_works_where_the_first_layers_have_no_parameters():
    model = nn.Sequential(nn.Flatten(), nn.ReLU(), nn.Linear(6, 2, rng=rng()))
    out = model(normal(3, 1, 2, 3))
    assert model.backward(np.ones_like(out), need_grad_x=False) is None
    assert_array_equal(model[2].bias.grad, [3, 3])
    no_parameters = model[:2]
    no_parameters(normal(3, 1, 2, 3))
    assert no_parameters.backward(normal(3, 6), need_grad_x=False) is None


def test_flatten_keeps_channels_then_rows_then_columns():
    x = np.arange(24.0).reshape(2, 2, 2, 3)
    flat = nn.Flatten()
    assert_array_equal(flat(x), np.arange(24).reshape(2, 12))
    stored_batch_last = F.relu(F.avg_pool2d(x, 1))
    assert_array_equal(flat(stored_batch_last), np.arange(24).reshape(2, 12))
    assert_array_equal(flat.backward(flat(x)), x)


def test_a_deep_copy_and_a_pickle_forget_the_input_and_keep_the_weights():
    model = small_net()
    out = model(SMALL_INPUT)
    for twin in (copy.deepcopy(model), pickle.loads(pickle.dumps(model))):
        with pytest.raises(RuntimeError, match="call forward before backward"):
            twin.backward(np.zeros_like(out))
        assert_array_equal(twin(SMALL_INPUT), out)
        twin.parameters()[0].data += 1
        assert_array_equal(model(SMALL_INPUT), out)
    model.backward(np.zeros_like(out))  # copying took nothing from the original


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


# ------------------------------------------------- Sequential


def test_sequential_is_a_sequence_whose_slices_share_their_layers():
    model = small_net()
    assert len(model) == 6
    assert list(model) == [model[i] for i in range(6)]
    assert model[-1] is model.layers[5]
    head = model[:3]
    assert isinstance(head, nn.Sequential)
    assert [a is b for a, b in zip(head, model, strict=False)] == [True] * 3
    assert_array_equal(model[3:](head(SMALL_INPUT)), model(SMALL_INPUT))
    with pytest.raises(IndexError):
        model[6]


def test_activations_are_the_outputs_of_each_layer_in_order():
    model = small_net()
    outputs = model.activations(SMALL_INPUT)
    assert len(outputs) == len(model)
    for index, output in enumerate(outputs, 1):
        assert_array_equal(output, model[:index](SMALL_INPUT))


def test_a_nested_network_computes_what_the_flat_one_does():
    nested = small_net()
    flat = nn.Sequential(*nested[:3], *nested[3], *nested[4:])
    assert_array_equal(nested(SMALL_INPUT), flat(SMALL_INPUT))
    grad_out = normal(4, 3)
    assert_array_equal(nested.backward(grad_out), flat.backward(grad_out))
    assert nested.parameters() == flat.parameters()
    assert nested.output_shape((2, 8, 8)) == (3,)
    assert nested.macs((2, 8, 8)) == flat.macs((2, 8, 8)) > 0


def test_train_and_eval_reach_every_nested_layer():
    model = nn.Sequential(nn.Sequential(nn.Dropout(0.5, rng=rng())), nn.ReLU())
    assert model.eval() is model
    assert [module.training for module in model.modules()] == [False] * 4
    assert model.train() is model
    assert [module.training for module in model.modules()] == [True] * 4


# ------------------------------------------------- Dropout


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


# ------------------------------------------------- whole networks


def test_every_gradient_of_a_whole_network_agrees_with_central_differences():
    model, x, targets = small_net(), SMALL_INPUT.astype(float), np.array([0, 2, 1, 1])
    for parameter in model.parameters():
        parameter.data = parameter.data.astype(float)
    grad_x = model.backward(F.cross_entropy_backward(1.0, model(x), targets))
    numeric = oracles.central_difference(lambda changed: F.cross_entropy(model(changed), targets), x, step=1e-6)
    assert_allclose(grad_x, numeric, rtol=1e-6, atol=1e-8)
    for name, parameter in model.named_parameters():
        kept = parameter.data

        def loss(changed, parameter=parameter):
            parameter.data = changed
            return F.cross_entropy(model(x), targets)

        numeric = oracles.central_difference(loss, kept, step=1e-6)
        parameter.data = kept
        assert_allclose(parameter.grad, numeric, rtol=1e-6, atol=1e-8, err_msg=name)


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

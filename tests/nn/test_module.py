"""What every layer and a sequence of them do: names, state, what is remembered, gradients that accumulate."""

import copy
import pickle

import numpy as np
import oracles
import pytest
from networks import SMALL_INPUT, every_layer, made, normal, rng, small_net, with_parameters
from numpy.testing import assert_allclose, assert_array_equal

from cnnlab import functional as F
from cnnlab import nn


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


@every_layer
def test_backward_before_forward_is_an_error_that_says_so(name):
    layer, x = made(name)
    grad_out = np.zeros((3, *layer.output_shape(x.shape[1:])), np.float32)
    with pytest.raises(RuntimeError, match="call forward before backward"):
        layer.backward(grad_out)


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
